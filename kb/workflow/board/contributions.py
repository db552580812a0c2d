"""Who wrote, translated and reviewed how much in a while. Three queries, however much that is."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from kb.models import PublicationEntry, Revision
from kb.workflow.people import Person, languages, may_publish

Action = PublicationEntry.Action
VERDICTS = (Action.PUBLISHED, Action.RETURNED)
WORD = re.compile(r"\w[\w’'-]*")
LONGEST_WAIT = timedelta(days=90)  # looked back for what was submitted before the period and decided in it


@dataclass
class Share:
    """What one person did in one language.

    `written` are articles in their source language, `translated` those in another, both with at least one revision;
    `reviewed` counts verdicts on others' texts, `returned` one's own texts that a reviewer sent back. `added` are the words of
    bodies that the text before did not have. `waited` is how long one's own texts waited for a verdict, `took` how long those
    waited that one decided on.
    """

    person: str
    language: str
    written: set[int] = field(default_factory=set)
    translated: set[int] = field(default_factory=set)
    reviewed: int = 0
    returned: int = 0
    added: int = 0
    waited: list[timedelta] = field(default_factory=list)
    took: list[timedelta] = field(default_factory=list)

    @property
    def median_waited(self) -> timedelta | None:
        return _median(self.waited)

    @property
    def median_took(self) -> timedelta | None:
        return _median(self.took)


def may_see_all(person: Person) -> bool:
    """Who decides what readers see, in any language, sees everybody's share; all others see their own."""
    return bool(languages(person, may_publish))


def shares(begin: datetime, end: datetime, people: Iterable[User]) -> list[Share]:
    """What each of `people` did from `begin` until before `end`, by name and language; who did nothing is left out."""
    names = {person.pk: person.get_full_name() or person.get_username() for person in people}
    found: dict[tuple[int, str], Share] = {}

    def share(pk: int | None, language: str) -> Share | None:
        if pk not in names:
            return None
        return found.setdefault((pk, language), Share(names[pk], language))

    for row in _revisions(begin, end, names):
        if own := share(row["author_id"], row["language"]):
            is_source = row["language"] == row["article__source_language"]
            (own.written if is_source else own.translated).add(row["article_id"])
            own.added += words_added(row["based_on__body"] or "", row["body"])
    for entry, wait in _verdicts(begin, end):
        author = entry.revision__author_id
        if own := share(author, entry.language):
            own.returned += entry.action == Action.RETURNED
            own.waited += [wait] if wait else []
        if entry.by_id != author and (own := share(entry.by_id, entry.language)):
            own.reviewed += 1
            own.took += [wait] if wait else []
    return sorted(found.values(), key=lambda each: (each.person.casefold(), each.language))


def _median(spans: Iterable[timedelta]) -> timedelta | None:
    seconds = [span.total_seconds() for span in spans]
    return timedelta(seconds=statistics.median(seconds)) if seconds else None


def words_added(before: str, after: str) -> int:
    """How many words of `after` `before` has not, or not so often."""
    lines, there = Counter(after.split("\n")), Counter(before.split("\n"))
    return (_words(lines - there) - _words(there - lines)).total()  # what both have cancels out


def _words(lines: "Counter[str]") -> "Counter[str]":
    return Counter(WORD.findall("\n".join(lines.elements())))


def _revisions(begin: datetime, end: datetime, people: Mapping[int, str]) -> Iterator[Any]:
    rows = Revision.objects.filter(created_at__gte=begin, created_at__lt=end, author__in=list(people))
    wanted = ("author_id", "article_id", "article__source_language", "language", "body", "based_on__body")
    yield from rows.order_by().values(*wanted).iterator(chunk_size=200)


def _verdicts(begin: datetime, end: datetime) -> Iterator[tuple[Any, timedelta | None]]:
    """Each verdict of the period, and how long the text had waited for it; None where nobody had submitted it."""
    entries = PublicationEntry.objects.filter(
        action__in=(Action.SUBMITTED, *VERDICTS), revision__isnull=False, at__gte=begin - LONGEST_WAIT, at__lt=end
    )
    wanted = ("revision_id", "revision__author_id", "language", "action", "by_id", "at")
    submitted: dict[int, datetime] = {}
    for entry in entries.order_by("at", "pk").values_list(*wanted, named=True).iterator():
        if entry.action == Action.SUBMITTED:
            submitted[entry.revision_id] = entry.at
            continue
        since = submitted.pop(entry.revision_id, None)
        if entry.at >= begin:
            yield entry, entry.at - since if since else None
