"""Another language becomes the one that an article is written in first: the source that the others follow."""

from dataclasses import replace

from django.db import transaction

from kb.base.languages import codes
from kb.models import Article, Edition, PublicationEntry, Revision, Stamp
from kb.workflow import drafts, editions, facts, staleness
from kb.workflow.drafts import Draft
from kb.workflow.people import Person
from kb.workflow.refusals import NotNow
from kb.workflow.releasing import log, warn_readers


class Apart(Exception):
    """The languages do not say the same: `languages` have to be brought in step first."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


def apart(article: Article) -> list[str]:
    """The languages that keep any other from becoming the source of `article`.

    That is a translation that is behind: what it lacks would be in no source anymore. And the source itself, while it has a
    draft that translators do not work from yet.
    """
    there = editions.of(article)
    now = {code: revision for code, edition in there.items() if (revision := editions.current(edition))}
    behind = {code for code, found in staleness.all_behind(article, now).items() if found.is_stale}
    source = there.get(article.source_language)
    if source and source.head != editions.current(source):
        behind.add(article.source_language)
    return [code for code in codes() if code in behind]


@transaction.atomic
def lead(article: Article, language: str, *, by: Person = None) -> None:
    """Make `language` the source of `article`. Every other text says at this moment what it says, and is noted to follow it.

    Raises NotNow if nothing is written in `language` or it is the source already, Apart while the texts differ, drafts.Conflict
    if somebody saves one of them meanwhile.
    """
    there = editions.of(article)
    original = editions.current(there.get(language))
    if original is None or language == article.source_language:
        raise NotNow
    if languages := apart(article):
        raise Apart(languages)
    note = f"{article.source_language} → {language}"
    facts.lead(article, language, by=by)
    for code, edition in there.items():
        if code != language:
            _follow(edition, original, note, by)
    warn_readers(article)
    Stamp.bump()


def _follow(edition: Edition, original: Revision, note: str, by: Person) -> None:
    """The newest words of `edition` again, as a translation of `original`; for its readers and reviewers nothing changes."""
    head, waiting = edition.head, {"submitted_at": edition.submitted_at, "publish_at": edition.publish_at}
    said = replace(Draft.of(head), source=original, comment=note)
    Edition.objects.filter(pk=edition.pk).update(publish_at=None)  # saving would log that it is canceled; it goes on
    revision = drafts.save(edition.article, edition.language, said, based_on=head, by=by)
    published = revision if edition.published_id == head.pk else edition.published
    Edition.objects.filter(pk=edition.pk).update(published=published, **waiting)
    if published == revision:
        log(edition, PublicationEntry.Action.PUBLISHED, by=by, note=note, revision=revision)
