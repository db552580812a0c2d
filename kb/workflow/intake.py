"""Texts that came from content files, entered into the history."""

from collections.abc import Iterable

from django.db.models import F

from kb.base.languages import column
from kb.models import Article, Edition, Origin, PublicationEntry, Revision, Significance
from kb.publishing.publish import Pair, render_again
from kb.workflow import editions
from kb.workflow.releasing import log, mark_stale


def with_drafts() -> set[tuple[int, str]]:
    """The texts, as article number and language, whose newest draft readers and files do not have: not to be written over."""
    drafts = Edition.objects.exclude(published=None).exclude(head=F("published"))
    return set(drafts.values_list("article__number", "language"))


def take_in(pairs: Iterable[Pair]) -> None:
    """Keep the words of each (article, language), as its columns have them now, as the newest revision: published if they are.

    The source comes before its translations. A translation that was last changed on the day of the source's last meaningful
    change, or later, says what the source says: files know days and no revisions.
    """
    given = sorted(pairs, key=lambda pair: (pair[0].number, pair[1] != pair[0].source_language))
    for article, language in given:
        _enter(article, language)
    for article in {article.pk: article for article, _language in given}.values():
        _tell_readers(article)


def _enter(article: Article, language: str) -> None:
    edition = editions.find(article, language)
    head = edition.head if edition else None
    words = {name: article.text(name, language) or "" for name in ("title", "slug", "summary", "body", "change")}
    source = _source(article, language, head)
    if head and {**head.words, "change": head.change} == words and head.source == source:
        revision = head
    else:
        revision = Revision.objects.create(
            article=article,
            language=language,
            number=head.number + 1 if head else 1,
            based_on=head,
            source=source,
            origin=Origin.FILES,
            significance=_significance(article, language, head),
            **words,
        )
    was = edition.published if edition else None
    published = revision if article.is_published(language) else None
    edition, _made = Edition.objects.update_or_create(
        article=article,
        language=language,
        defaults={"head": revision, "published": published, "submitted_at": None, "publish_at": None},
    )
    if was != published:
        action = PublicationEntry.Action.PUBLISHED if published else PublicationEntry.Action.UNPUBLISHED
        log(edition, action, note="content/")


def _source(article: Article, language: str, head: Revision | None) -> Revision | None:
    if language == article.source_language:
        return None
    theirs, ours = (article.text("updated_at", code) for code in (article.source_language, language))
    if theirs is None or (ours and ours.date() >= theirs.date()):
        return editions.source_now(article)
    return head.source if head else None


def _significance(article: Article, language: str, head: Revision | None) -> Significance:
    """What moves the day of the last meaningful change, or says what it was, is more than a typo."""
    if head is None or article.text("change", language) != (head.change or None):
        return Significance.MEDIUM
    updated = article.text("updated_at", language)
    return Significance.MEDIUM if updated and updated.date() > head.created_at.date() else Significance.TYPO


def _tell_readers(article: Article) -> None:
    changed = mark_stale(article, "")
    if changed:
        article.save(update_fields=[column("stale", code) for code in changed])
        render_again(article, changed)
