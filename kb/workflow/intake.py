"""Texts that came from content files, entered into the history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from kb.models import Article, Assignment, Edition, Origin, PublicationEntry, PublishedText, Revision, Significance
from kb.workflow import drafts, editions, facts
from kb.workflow.drafts import Draft
from kb.workflow.people import Person, signed
from kb.workflow.releasing import log, warn_readers

NOTE = "content/"  # in the log


@dataclass(frozen=True)
class Given:
    """What a file says of an article in one language."""

    article: Article
    language: str
    draft: Draft

    @property
    def is_source(self) -> bool:
        return self.language == self.article.source_language


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
    articles = {each.article.pk: each.article for each in given}
    written = set(Edition.objects.filter(article__in=articles).values_list("article", "language"))
    new = [each for each in given if (each.article.pk, each.language) not in written]
    for is_source in (True, False):
        _begin([each for each in new if each.is_source is is_source], by)
    for each in given:
        if (each.article.pk, each.language) in written:
            _enter(each, by)
    facts.settle_all([each for each in articles.values() if each.retired_at or each.published_languages()])
    for article in articles.values():
        warn_readers(article)


def _begin(texts: list[Given], by: Person) -> None:
    """Texts that have no history yet."""
    shown = _shown(texts)
    first = [
        replace(
            each.draft, significance=Significance.MEDIUM, source=_caught_up_with(each, shown[each.article.number])
        )
        for each in texts
    ]
    revisions = drafts.begin(
        [(each.article, each.language, draft) for each, draft in zip(texts, first, strict=True)],
        by=by,
        origin=Origin.FILES,
    )
    published = [each for each in revisions if each.language in shown[each.article.number]]
    Edition.objects.filter(head__in=published).update(published=F("head"))
    for language in {each.language for each in published}:
        done = [each.article for each in published if each.language == language]
        Assignment.objects.filter(article__in=done, language=language).delete()
    PublicationEntry.objects.bulk_create(
        PublicationEntry(
            article=each.article,
            language=each.language,
            revision=each,
            action=PublicationEntry.Action.PUBLISHED,
            note=NOTE,
            **signed(by),
        )
        for each in published
    )


def _shown(texts: Iterable[Given]) -> dict[int, dict[str, PublishedText]]:
    """What readers see of the articles of `texts`, by number and language."""
    found: dict[int, dict[str, PublishedText]] = {each.article.number: {} for each in texts}
    for text in PublishedText.objects.filter(article__in=found).light():
        found[text.number][text.language] = text
    return found


def _enter(given: Given, by: Person) -> None:
    article, language = given.article, given.language
    edition = editions.find(article, language)
    head, was = (edition.head, edition.published) if edition else (None, None)
    shown = _shown([given])[article.number]
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
        log(known.get(), action, by=by, note=NOTE)


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
