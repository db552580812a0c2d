"""Keeping the search index: kb.publishing calls put and drop in its own transaction."""

from django.db import transaction

from kb.base.languages import codes
from kb.models import Article
from kb.search.backend import backend
from kb.search.document import document


def prepare() -> None:
    """Make the index's tables for every language of the settings; done after every migrate."""
    former = [backend().prepare(language) for language in codes()]
    if any(former):
        rebuild()


def put(article: Article, language: str) -> None:
    backend().put(document(article, language))


def drop(article: Article, language: str) -> None:
    backend().drop(article.number, language)


@transaction.atomic
def rebuild() -> int:
    """Index every published text again; the number of texts."""
    texts = 0
    for language in codes():
        backend().prepare(language)
        backend().clear(language)
        for article in Article.objects.published(language):
            put(article, language)
            texts += 1
    return texts


def ready() -> bool:
    """Whether the index holds just as many texts as are published, in every language."""
    return all(
        backend().is_prepared(language)
        and backend().size(language).texts == Article.objects.published(language).count()
        for language in codes()
    )
