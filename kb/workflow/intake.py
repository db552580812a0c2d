"""Texts that came from content files, entered into the history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from kb.models import Article, Assignment, Edition, Origin, PublicationEntry, PublishedText, Revision, Significance
from kb.workflow import drafts, editions, facts
from kb.workflow.drafts import Draft
from kb.workflow.people import Person
from kb.workflow.releasing import log, warn_readers


@dataclass(frozen=True)
class Given:
    """What a file says of an article in one language."""

    article: Article
    language: str
    draft: Draft


def with_drafts() -> set[tuple[int, str]]:
    """The texts, as article number and language, whose newest draft readers and files do not have: not to be written over."""
    drafts = Edition.objects.exclude(published=None).exclude(head=F("published"))
    return set(drafts.values_list("article__number", "language"))


def take_in(texts: Iterable[Given], *, by: Person = None) -> None:
    """Keep the words of each file as the newest revision: the published one, if readers have a text by now. `by` decided it, if a person did.

    The source comes before its translations. A translation that was last changed on the day of the source's last meaningful
    change, or later, says what the source says: files know days and no revisions.
    """
    given = sorted(texts, key=lambda each: (each.article.number, each.language != each.article.source_language))
    for each in given:
        _enter(each, by)
    for article in {each.article.pk: each.article for each in given}.values():
        if article.retired_at or article.published_languages():
            facts.settle(article)
        warn_readers(article)


def _enter(given: Given, by: Person) -> None:
    article, language = given.article, given.language
    edition = editions.find(article, language)
    head, was = (edition.head, edition.published) if edition else (None, None)
    shown = {text.language: text for text in PublishedText.objects.filter(article=article).light()}
    draft = replace(
        given.draft,
        significance=_significance(given, head, shown.get(language)),
        source=_caught_up_with(given, shown),
    )
    revision = drafts.save(article, language, draft, based_on=head, origin=Origin.FILES)
    published = revision if language in shown else None
    known = Edition.objects.filter(article=article, language=language)
    known.update(published=published, submitted_at=None, publish_at=None)
    if published:
        Assignment.objects.filter(article=article, language=language).delete()
    if was != published:
        action = PublicationEntry.Action.PUBLISHED if published else PublicationEntry.Action.UNPUBLISHED
        log(known.get(), action, by=by, note="content/")


def _caught_up_with(given: Given, shown: dict[str, PublishedText]) -> Revision | None:
    """The revision of the source that a translation says the same as; None: nothing newer than what it followed before."""
    source = given.article.source_language
    if given.language == source:
        return None
    theirs, ours = shown.get(source), shown.get(given.language)
    if theirs is None or (ours and ours.updated_at.date() >= theirs.updated_at.date()):
        return editions.source_now(given.article)
    return None


def _significance(given: Given, head: Revision | None, shown: PublishedText | None) -> Significance:
    """What moves the day of the last meaningful change, or says what it was, is more than a typo."""
    if head is None or given.draft.change != head.change:
        return Significance.MEDIUM
    is_moved = shown is not None and shown.updated_at.date() > head.created_at.date()
    return Significance.MEDIUM if is_moved else Significance.TYPO
