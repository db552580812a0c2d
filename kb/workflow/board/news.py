"""What others did lately with the texts that a person has worked on: what they have not said they read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q

from kb.models import Article, Preference, PublicationEntry, Revision
from kb.workflow.people import Person

FIRST = timedelta(days=14)  # looked back where a person never said that they have read it
MOST = 50
Action = PublicationEntry.Action
# Who is given a text, and whose facts these are, is told by the other lists of the person's work.
TOLD_ELSEWHERE = (Action.ASSIGNED, Action.UNASSIGNED, Action.FACTS)
Row = tuple[int, dict[str, Any]]  # an article's primary key, and the rest of a Deed


@dataclass(frozen=True)
class Deed:
    """`language` is '' for what concerns the whole article, `who` is '' for what the site did by itself.

    `revision` is the number of the revision that was saved; otherwise `action` says what happened.
    """

    article: Article
    language: str
    who: str
    at: datetime
    note: str = ""
    action: str = ""
    revision: int = 0


def unread(person: Person, now: datetime) -> Sequence[Deed]:
    """The newest first, MOST at most; only what came after the person's own first words there. Five queries."""
    if person is None or person.pk is None:
        return []
    read_at = Preference.objects.filter(person=person.pk).values_list("news_read_at", flat=True).first()
    return _since(person.pk, read_at or now - FIRST)


def unsent(preference: Preference, now: datetime) -> Sequence[Deed]:
    """The same for a letter: nothing twice, nothing that was read already. Four queries."""
    known = filter(None, (preference.news_sent_at, preference.news_read_at))
    return _since(preference.person_id, max(known, default=now - FIRST))


def _since(person: int, since: datetime) -> Sequence[Deed]:
    own = _begun(person)
    found = [*_saved(person, own, since), *_decided(person, own, since)]
    newest = sorted(found, key=lambda row: row[1]["at"], reverse=True)[:MOST]
    articles = Article.objects.defer("body").in_bulk({pk for pk, _told in newest})
    return [Deed(articles[pk], **told) for pk, told in newest]


def mark_read(person: Person, until: datetime) -> None:
    """What was done by `until` is not news to `person` anymore."""
    if person is not None and person.pk is not None:
        Preference.objects.update_or_create(person_id=person.pk, defaults={"news_read_at": until})


def _begun(person: int) -> Mapping[tuple[int, str], datetime]:
    """When `person` first saved a text, by article and language."""
    rows = Revision.objects.filter(author=person).order_by().values_list("article", "language")
    return {(pk, language): first for pk, language, first in rows.annotate(first=Min("created_at"))}


def _saved(person: int, own: Mapping[tuple[int, str], datetime], since: datetime) -> Iterator[Row]:
    """Read from the newest on, until there are enough: to sort all by their time would read every text that there ever was."""
    rows = Revision.objects.exclude(author=person).order_by("-pk")
    wanted = ("article_id", "language", "by_name", "created_at", "comment", "number")
    count = 0
    for pk, language, who, at, comment, number in rows.values_list(*wanted).iterator(chunk_size=100):
        if at <= since or count == MOST:
            return
        if (begun := own.get((pk, language))) and begun < at:
            count += 1
            yield pk, {"language": language, "who": who, "at": at, "note": comment, "revision": number}


def _decided(person: int, own: Mapping[tuple[int, str], datetime], since: datetime) -> Iterator[Row]:
    rows = PublicationEntry.objects.filter(~Q(by=person) | Q(by=None), at__gt=since).exclude(
        action__in=TOLD_ELSEWHERE
    )
    first: dict[int, datetime] = {}
    for (pk, _language), saved_at in own.items():
        first[pk] = min(saved_at, first.get(pk, saved_at))
    for entry in rows.order_by("-at", "-pk").iterator(chunk_size=100):
        pk, language, at = entry.article_id, entry.language, entry.at
        begun = own.get((pk, language)) if language else first.get(pk)
        if begun and begun < at:
            action = entry.get_action_display()
            yield pk, {"language": language, "who": entry.by_name, "at": at, "note": entry.note, "action": action}
