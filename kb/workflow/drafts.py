"""Saving a text: always as a new revision, never over a colleague's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db import IntegrityError, transaction

from kb.base.languages import column
from kb.models import Article, Edition, Origin, PublicationEntry, Revision, Significance
from kb.models.article import TRANSLATED
from kb.models.revision import WORDS
from kb.workflow import editions
from kb.workflow.people import Person, name_of
from kb.workflow.releasing import log


@dataclass(frozen=True)
class Draft:
    """What somebody wrote in one language, and what they say of it.

    `source` is for a translation: the revision of the source that it catches up with, the one that its author had before them;
    None leaves that as it was, unknown for a first text. `significance` is for the source: what its translations have to do about this edit.
    """

    title: str = ""
    slug: str = ""
    summary: str = ""
    body: str = ""
    change: str = ""
    comment: str = ""
    significance: Significance = Significance.MEDIUM
    source: Revision | None = None
    short: str = ""
    questions: str = ""

    @classmethod
    def of(cls, revision: Revision) -> Self:
        """What `revision` says, to be changed."""
        return cls.with_words(revision.words, change=revision.change)

    @classmethod
    def with_words(cls, words: Mapping[str, str], **said: Any) -> Self:
        return cls(**{**words, **said})

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}


class Conflict(Exception):
    """Somebody saved this text in the meantime: `theirs` is the newest revision, `base` what the refused save began with."""

    def __init__(self, base: Revision | None, theirs: Revision | None) -> None:
        super().__init__(f"saved in the meantime: {theirs}")
        self.base, self.theirs = base, theirs


def save(
    article: Article,
    language: str,
    draft: Draft,
    *,
    based_on: Revision | None,
    by: Person = None,
    origin: Origin = Origin.DESK,
) -> Revision:
    """Keep `draft` as the newest revision; the newest one as it is, if `draft` says nothing new.

    `based_on` is the revision that the author had before them, None for the first. Raises Conflict if it is not the newest any
    more; then nothing is saved. Whatever was submitted or scheduled is so no longer: it is another text now.
    """
    edition = editions.find(article, language)
    head = edition.head if edition else None
    if head != based_on:
        raise Conflict(based_on, head)
    source = _source(article, language, draft, based_on)
    if head and head.words == draft.words and head.change == draft.change and head.source == source:
        return head
    values = _values(article, language, draft, by) | {"based_on": based_on, "source": source, "origin": origin}
    return _keep(article, language, based_on, values)


@transaction.atomic
def begin(texts: Sequence[tuple[Article, str, Draft]], *, by: Person = None, origin: Origin) -> list[Revision]:
    """Keep the first words of texts in which nothing was ever written, in few statements."""
    revisions = Revision.objects.bulk_create(
        Revision(
            number=1,
            source=_source(article, language, draft, None),
            origin=origin,
            **_values(article, language, draft, by),
        )
        for article, language, draft in texts
    )
    Edition.objects.bulk_create(
        Edition(article=each.article, language=each.language, head=each) for each in revisions
    )
    for revision in revisions:
        _show_editors(revision)
    return revisions


def undone_weight(revision: Revision) -> Significance:
    """How much it matters to translations to go back to `revision`: as much as the gravest edit since."""
    later = Revision.objects.filter(
        article=revision.article_id, language=revision.language, number__gt=revision.number
    )
    return Significance(max(later.values_list("significance", flat=True), default=Significance.MEDIUM))


def restore(
    revision: Revision, *, by: Person = None, comment: str = "", significance: Significance | None = None
) -> Revision:
    """The words of an old `revision` as the newest one; what it was a translation of counts again.

    Without `significance` it matters as much as the gravest edit that it undoes.
    """
    head = _head(revision.article, revision.language)
    weight = undone_weight(revision) if significance is None else significance
    values = {
        **_values(revision.article, revision.language, Draft(comment=comment, significance=weight), by),
        **revision.words,
        "change": revision.change,
        "based_on": head,
        "source": revision.source,
        "origin": Origin.RESTORED,
    }
    return _keep(revision.article, revision.language, head, values)


def declare_up_to_date(edition: Edition, with_: Revision, *, by: Person = None) -> Revision:
    """Say that the newest text of a translation says what the source revision `with_` says; its words stay."""
    head = edition.head
    said = replace(Draft.of(head), source=with_)
    return save(edition.article, edition.language, said, based_on=head, by=by)


def _head(article: Article, language: str) -> Revision | None:
    edition = editions.find(article, language)
    return edition.head if edition else None


def _source(article: Article, language: str, draft: Draft, based_on: Revision | None) -> Revision | None:
    if language == article.source_language:
        return None
    return draft.source or (based_on.source if based_on else None)


def _values(article: Article, language: str, draft: Draft, by: Person) -> dict[str, Any]:
    return {
        "article": article,
        "language": language,
        **draft.words,
        "change": draft.change,
        "comment": draft.comment,
        "significance": draft.significance,
        "author": by if by and by.is_authenticated else None,
        "by_name": name_of(by),
    }


@transaction.atomic
def _keep(article: Article, language: str, head: Revision | None, values: dict[str, Any]) -> Revision:
    """SECURITY: the edition moves on only from the head that the author knew; the second of two writers changes no row."""
    scheduled = Edition.objects.filter(article=article, language=language).exclude(publish_at=None).first()
    try:
        with transaction.atomic():
            revision = Revision.objects.create(number=head.number + 1 if head else 1, **values)
            if head is None:
                Edition.objects.create(article=article, language=language, head=revision)
            elif not _move(article, language, head, revision):
                raise IntegrityError
    except IntegrityError:
        raise Conflict(head, _head(article, language)) from None
    _show_editors(revision)
    if scheduled:
        log(scheduled, PublicationEntry.Action.UNSCHEDULED, by=values["author"], revision=revision)
    return revision


def _show_editors(revision: Revision) -> None:
    """The newest words are in the article's columns: what the admin lists, edits and searches."""
    words = {column(name, revision.language): revision.words[name] or None for name in TRANSLATED}
    Article.objects.filter(pk=revision.article_id).update(**words)


def _move(article: Article, language: str, head: Revision, revision: Revision) -> int:
    return Edition.objects.filter(article=article, language=language, head=head).update(
        head=revision, submitted_at=None, publish_at=None
    )
