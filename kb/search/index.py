"""Keeping the search index: kb.publishing calls put and drop in its own transaction."""

from django.db import transaction

from kb.base.languages import codes
from kb.models import PublishedText
from kb.search.backend import backend
from kb.search.document import document


def prepare() -> None:
    """Make the index's tables for every language of the settings; done after every migrate."""
    former = [backend().prepare(language) for language in codes()]
    if any(former):
        rebuild()


def put(text: PublishedText) -> None:
    backend().put(document(text))


def drop(number: int, language: str) -> None:
    backend().drop(number, language)


@transaction.atomic
def rebuild() -> int:
    """Index every published text again; the number of texts."""
    texts = 0
    for language in codes():
        backend().prepare(language)
        backend().clear(language)
        for text in PublishedText.objects.read(language).defer("body", "html").iterator():
            put(text)
            texts += 1
    return texts


def ready() -> bool:
    """Whether the index holds just as many texts as are published, in every language."""
    return all(
        backend().is_prepared(language)
        and backend().size(language).texts == PublishedText.objects.read(language).count()
        for language in codes()
    )
