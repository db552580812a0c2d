"""From a number to what is under it: an article, its successor, a title held elsewhere, or nothing."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from string import digits
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet

from kb.base import languages
from kb.models import Article, Category, Elsewhere, OldSlug, PublishedText
from kb.text.numbers import LARGEST_NUMBER
from kb.web.compiled import Compiled

OWN_NUMBER = 2_147_000_001  # takes the place of the number searched for in the compiled query
UNSHOWN = ("id", "passages", "anchors", "body")  # of a text; its `html` comes last, and is never NULL
NEAR = 5
LONGEST = len(str(LARGEST_NUMBER))  # digits
LONGEST_SUCCESSION = 8  # articles replaced one by another; more is a loop


@dataclass(frozen=True)
class Gone(Exception):
    """The article was retired and nothing took its place."""

    article: Article


def find(number: int) -> Article | None:
    """The article that readers of `number` are meant to see: itself or the one that replaced it. Raises Gone."""
    rows = shown().rows({OWN_NUMBER: number}) if number <= LARGEST_NUMBER else []
    if not rows:
        return None
    article = article_of(rows)
    if article.retired_at:
        return last_successor(article)
    return article if article.published_languages() else None


def article_of(rows: list[list[Any]]) -> Article:
    """The article of what `shown` gives, a row for each of its texts; what the page does not show stays in the database."""
    own, shelf, text = columns()
    begin, end = len(own), len(own) + len(shelf)
    article = Article.from_db(DEFAULT_DB_ALIAS, own, rows[0][:begin])
    article.category = Category.from_db(DEFAULT_DB_ALIAS, shelf, rows[0][begin:end])
    there = [row[end:] for row in rows if row[-1] is not None]  # an article without a text has a row of its own
    texts = [PublishedText.from_db(DEFAULT_DB_ALIAS, text, [article.number, *values]) for values in there]
    article._prefetched_objects_cache = {"published_texts": texts}  # type: ignore[attr-defined]  # as prefetching leaves it
    return article


@cache
def shown() -> Compiled:
    own, shelf, text = columns()
    rows: QuerySet[Article] = QuerySet(Article).filter(number=OWN_NUMBER).order_by()
    theirs = (f"published_texts__{name}" for name in text[1:])  # the number is the article's
    return Compiled(rows.values_list(*own, *(f"category__{name}" for name in shelf), *theirs))


@cache
def columns() -> tuple[list[str], list[str], list[str]]:
    """The fields of an article, of its category and of its texts that an article's page is made of."""
    own = ["id", "number", "source_language", "demo", "retired_at", "successor_id", "category_id"]
    shelf = ["id", "key", *languages.columns(["name"])]
    text = [field.attname for field in PublishedText._meta.concrete_fields if field.attname not in UNSHOWN]
    return in_order(Article, own), in_order(Category, shelf), text


def in_order(model: type[Model], names: list[str]) -> list[str]:
    """`names` as `from_db` wants them: in the order of the model's fields."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


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


def named(slug: str, language: str) -> int | None:
    """The number of the article whose address has, or once had, `slug`; one in `language` comes first."""
    for kind in (PublishedText, OldSlug):
        found: dict[str, int] = dict(
            kind.objects.filter(slug=slug).order_by("-article__number").values_list("language", "article__number")
        )
        if found:
            return found.get(language) or min(found.values())
    return None


def near(number: int, count: int = NEAR) -> list[int]:
    """The numbers of the readable articles that come closest: a digit mistyped, two swapped, or simply near.

    Few numbers are asked for, never all: those that a slip makes of `number`, and `count` on either side of it.
    """
    readable = Article.objects.readable()
    around = min(number, LARGEST_NUMBER)
    asked = (
        readable.filter(number__in=slipped(number)).order_by(),
        readable.filter(number__gte=around).order_by("number")[:count],
        readable.filter(number__lt=around).order_by("-number")[:count],
    )
    candidates = {found for each in asked for found in each.values_list("number", flat=True)}
    return sorted(candidates, key=lambda found: (unlikeness(number, found), found))[:count]


def unlikeness(typed: int, number: int) -> tuple[int, int]:
    """Least for what a slip of the finger makes of `number`, then by distance."""
    return (1 if number in slipped(typed) else 2, abs(typed - number))


@lru_cache(10)
def slipped(typed: int) -> frozenset[int]:
    """The numbers of articles that one slip of the finger turns into `typed`: at most 720 + 54 + 60 + 6 of them.

    The same digits in another order, one digit wrong, one left out, one too many.
    """
    text = str(typed) if typed <= 10 * LARGEST_NUMBER else ""
    places = range(len(text))
    meant = {
        *(text[:at] + digit + text[at + 1 :] for at in places for digit in digits),
        *(text[:at] + digit + text[at:] for at in (*places, len(text)) for digit in digits),
        *(text[:at] + text[at + 1 :] for at in places),
        *(map("".join, permutations(text)) if len(text) <= LONGEST else ()),
    }
    return frozenset(int(each) for each in meant if 0 < len(each) <= LONGEST and each[0] != "0")
