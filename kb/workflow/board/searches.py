"""Searches that left readers without an answer, and what editors did about them.

One mark counts for both lists, for the same words are often in both. What is searched for again after it waits again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.models import AskedSearch, DealtSearch, FailedSearch
from kb.search import log
from kb.workflow.people import Person, may_edit, signed

How = DealtSearch.How
MOST = 100  # shown; the admin's own lists have all


class Show(models.TextChoices):
    OPEN = "open", _("To be dealt with")
    DEALT = "dealt", _("Dealt with")
    ALL = "all", _("All")


@dataclass(frozen=True)
class Row:
    """`last` is when it was made last, a moment or a day; `dealt` what was done, and `is_again` says that it was made again since."""

    language: str
    terms: str
    times: int
    last: date
    is_elsewhere: bool
    dealt: DealtSearch | None
    is_again: bool


@dataclass(frozen=True)
class Searches:
    """The most frequent rows, and how many there are of each kind in the language chosen; `waiting` counts every language."""

    rows: list[Row]
    counts: Mapping[Show, int] | None
    waiting: int

    def __len__(self) -> int:
        return self.waiting

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def is_more(self) -> bool:
        return len(self.rows) == MOST


NONE = Searches([], None, 0)  # for people who may not see them


def failed(show: Show = Show.OPEN, language: str = "") -> Searches:
    """Searches that found nothing. Four queries, five for one language."""
    return _searches(_failed(), "last_at", show, language)


def unopened(show: Show = Show.OPEN, language: str = "") -> Searches:
    """Searches after which nobody opened anything. Four queries, five for one language."""
    return _searches(_unopened(), "last_day", show, language)


def count_failed() -> int:
    return _failed().filter(is_open=True).count()


def count_unopened() -> int:
    return _unopened().filter(is_open=True).count()


def deal(
    terms: str, language: str, how: How = How.NOTHING, *, by: Person = None, number: int | None = None
) -> DealtSearch | None:
    """Mark a search as dealt with, in place of an earlier mark; None if nobody made it without a result."""
    if not _was_made(terms, language):
        return None
    now = timezone.now()
    values: dict[str, Any] = {"how": how, "number": number, "at": now, "on": _day(now), **signed(by)}
    return DealtSearch.objects.update_or_create(values, language=language, terms=terms)[0]


def undo(terms: str, language: str) -> bool:
    """It waits again; whether there was a mark."""
    return bool(DealtSearch.objects.filter(language=language, terms=terms).delete()[0])


def may_deal(person: Person, language: str) -> bool:
    """Who writes a language deals with its searches."""
    return may_edit(person, language)


def forget() -> int:
    """Delete the marks of searches that are no longer kept; how many."""
    same = {"language": OuterRef("language"), "terms": OuterRef("terms")}
    kept = Exists(FailedSearch.objects.filter(**same)) | Exists(AskedSearch.objects.filter(**same))
    return DealtSearch.objects.exclude(kept).delete()[0]


def _searches(found: "QuerySet[Any, Any]", last: str, show: Show, language: str) -> Searches:
    waiting = found.filter(is_open=True).count()
    chosen = found.filter(language=language) if language else found
    still = chosen.filter(is_open=True).count() if language else waiting
    every = chosen.count()
    counts = {Show.OPEN: still, Show.DEALT: every - still, Show.ALL: every}
    if show != Show.ALL:
        chosen = chosen.filter(is_open=show == Show.OPEN)
    values = list(chosen[:MOST])
    marks = _marks(values)
    return Searches([_row(each, marks, each[last]) for each in values], counts, waiting)


def _row(found: Mapping[str, Any], marks: Mapping[tuple[str, str], DealtSearch], last: date) -> Row:
    mark = marks.get((found["language"], found["terms"]))
    times, elsewhere = found["times"], found.get("elsewhere", False)
    return Row(found["language"], found["terms"], times, last, elsewhere, mark, bool(mark) and found["is_open"])


def _marks(rows: list[Mapping[str, Any]]) -> dict[tuple[str, str], DealtSearch]:
    marks = DealtSearch.objects.filter(terms__in=[row["terms"] for row in rows])
    return {(mark.language, mark.terms): mark for mark in marks}


def _failed() -> "QuerySet[Any, Any]":
    rows = FailedSearch.objects.annotate(marked=_marked("at"))
    is_open = Q(marked=None) | Q(last_at__gt=F("marked"))
    rows = rows.annotate(is_open=_either(is_open), times=F("count"))
    return rows.order_by("-count", "terms").values("language", "terms", "times", "last_at", "elsewhere", "is_open")


def _unopened() -> "QuerySet[Any, Any]":
    rows = log.not_opened().annotate(last_day=Max("day", filter=Q(number=0)), marked=_marked("on"))
    is_open = Q(marked=None) | Q(last_day__gt=F("marked"))
    return rows.annotate(is_open=_either(is_open), times=F("asked"))


def _marked(name: str) -> Subquery:
    mark = DealtSearch.objects.filter(language=OuterRef("language"), terms=OuterRef("terms"))
    return Subquery(mark.values(name)[:1])


def _either(condition: Q) -> models.Case:
    """As a column that is true or false, never NULL."""
    return models.Case(models.When(condition, then=True), default=False, output_field=models.BooleanField())


def _was_made(terms: str, language: str) -> bool:
    same = {"language": language, "terms": terms}
    return FailedSearch.objects.filter(**same).exists() or AskedSearch.objects.filter(**same).exists()


def _day(moment: datetime) -> date:
    """In the zone of the site, as searches are counted, and not in the editor's."""
    return timezone.localdate(moment, timezone.get_default_timezone())
