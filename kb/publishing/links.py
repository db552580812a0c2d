"""Who points to whom, for editors: what mentions a number, what is broken, what would break."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from kb.models import Article, ArticleQuerySet, Reference
from kb.publishing.shelf import Shelf


@dataclass(frozen=True)
class BrokenLink:
    """A reference that leads nowhere.

    `language` is '' for the list at the end; `step` is '' unless only it is missing.
    """

    source: int
    target: int
    language: str
    step: str


def mentioned_in(number: int) -> QuerySet[Article]:
    """The readable articles that point to `number` from any text or list, itself left out."""
    sources = Reference.objects.filter(target=number).values("source")
    articles: ArticleQuerySet = Article.objects.readable().with_texts()
    return articles.filter(pk__in=sources).exclude(number=number)


def broken() -> list[BrokenLink]:
    """Every reference of a readable article that readers cannot follow."""
    rows = list(_references(Q()))
    shelf = Shelf.from_database({target for _source, target, _language, _step in rows})
    links = []
    for source, number, language, step in rows:
        target = shelf.target(number, language or settings.LANGUAGE_CODE)
        if target is None:
            links.append(BrokenLink(source, number, language, ""))
        elif step and target.steps is not None and step not in target.steps:
            links.append(BrokenLink(source, number, language, step))
    return links


def breaks_without(article: Article, language: str | None = None) -> list[BrokenLink]:
    """What will be broken once `article` is retired or, with `language`, once its text in it is withdrawn.

    A text withdrawn breaks nothing while another language's can stand in for it.
    """
    left = set(article.published_languages()) - {language} if language else set()
    if left:
        return []
    rows = _references(Q(target=article.number) & ~Q(source=article))
    return [BrokenLink(source, target, code, "") for source, target, code, _step in rows]


def _references(which: Q) -> QuerySet[Reference, tuple[int, int, str, str]]:
    rows = Reference.objects.filter(which, source__in=Article.objects.readable())
    return rows.order_by("source__number", "language", "target", "step").values_list(
        "source__number", "target", "language", "step"
    )
