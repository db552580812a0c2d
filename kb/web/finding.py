"""From a number to what stands under it: an article, its successor, a title held elsewhere, or nothing."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from modeltranslation.utils import build_localized_fieldname

from kb.models import Article, Elsewhere

NEAR = 5
LONGEST_SUCCESSION = 8  # articles replaced one by another; more is a loop


@dataclass(frozen=True)
class Gone(Exception):
    """The article was retired and nothing took its place."""

    article: Article


def find(number: int) -> Article | None:
    """The article that readers of NUMBER are meant to see: itself or the one that replaced it. Raises Gone."""
    found: list[Article] = list(shown().filter(number=number))
    if not found:
        return None
    article: Article = found[0]
    if article.retired_at:
        return last_successor(article)
    return article if article.published_languages() else None


@cache
def shown() -> QuerySet[Article]:
    """Articles with the columns that their page is made of, and no more."""
    codes = [code for code, _name in settings.LANGUAGES]
    own = ("title", "slug", "summary", "html", "outline", "digest", "published_at", "updated_at", "change")
    translated = [build_localized_fieldname(name, code) for name in own for code in codes]
    category = ["category__key", *(build_localized_fieldname("category__name", code) for code in codes)]
    plain = ["number", "source_language", "demo", "retired_at", "successor"]
    return QuerySet(Article).select_related("category").only(*plain, *category, *translated)


def last_successor(article: Article) -> Article:
    current: Article | None = article
    for _ in range(LONGEST_SUCCESSION):
        current = current.successor if current else None
        if current is None or not current.retired_at:
            break
    if current is None or current.retired_at or not current.published_languages():
        raise Gone(article)
    return current


def elsewhere(number: int) -> Elsewhere | None:
    return Elsewhere.objects.filter(number=number).first()


def near(number: int, count: int = NEAR) -> list[Article]:
    """The readable articles whose numbers come closest: a digit mistyped, two swapped, or simply near."""
    articles = list(Article.objects.readable().without_text())
    return sorted(articles, key=lambda article: (unlikeness(number, article.number), article.number))[:count]


def unlikeness(typed: int, number: int) -> tuple[int, int]:
    """Least for what a slip of the finger makes of NUMBER, then by distance."""
    return (slips(str(typed), str(number)), abs(typed - number))


def slips(typed: str, meant: str) -> int:
    if sorted(typed) == sorted(meant):
        return 1
    if len(typed) == len(meant):
        wrong = sum(a != b for a, b in zip(typed, meant, strict=True))
        return wrong if wrong == 1 else 2
    longer, shorter = sorted((typed, meant), key=len, reverse=True)
    dropped = (longer[:i] + longer[i + 1 :] for i in range(len(longer)))
    return 1 if shorter in dropped else 2
