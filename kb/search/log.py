"""What readers search for and what they open of it, for editors: no address, no digits, and gone after 90 days.

A visitor counts only so much a day, and only so many rows are kept, so nobody fills the database or pushes others out.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from kb.base import limits
from kb.base.clients import disguised
from kb.models import AskedSearch
from kb.search.failures import scrub

DAYS_KEPT = 90
MOST_ROWS = 50_000
COUNTED_A_DAY = 300  # of one client: a school is one
SAME_A_DAY = 5  # of these, for the same words and article
DAY = 24 * 3600.0  # seconds
COUNT = """
INSERT INTO kb_askedsearch (language, terms, day, number, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (language, terms, day, number) DO UPDATE SET count = kb_askedsearch.count + 1
"""


def asked(text: str, language: str, *, whose: str) -> None:
    """Count a search; `whose` is a `client_key`. Raises django.db.Error if the database cannot count now."""
    _count(text, language, 0, whose)


def opened(text: str, language: str, number: int, *, whose: str) -> None:
    """Count that an article was opened from the results of a search. Raises django.db.Error like `asked`."""
    _count(text, language, number, whose)


def forget(days: int = DAYS_KEPT) -> int:
    """Delete what is older than `days`; the number of rows."""
    gone, _by_model = AskedSearch.objects.filter(day__lt=timezone.localdate() - timedelta(days=days)).delete()
    return gone


def not_opened() -> "QuerySet[AskedSearch, Any]":
    """The searches after which nothing was opened, with how often they were `asked`; the most frequent first."""
    by_terms = AskedSearch.objects.order_by().values("language", "terms")
    counted = by_terms.annotate(
        asked=Sum("count", filter=Q(number=0)), was_opened=Sum("count", filter=Q(number__gt=0))
    )
    return counted.filter(was_opened=None).order_by("-asked", "terms", "language")


def _count(text: str, language: str, number: int, whose: str) -> None:
    terms = scrub(text)
    if not terms or limits.spend("searches-logged", whose, most=COUNTED_A_DAY, seconds=DAY):
        return
    same = disguised(f"{whose} {language} {number} {terms}", b"logged search")
    if limits.spend("search-logged", same, most=SAME_A_DAY, seconds=DAY) is not None:
        return
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [language, terms, connection.ops.adapt_datefield_value(today), number])
    if AskedSearch.objects.count() > MOST_ROWS:
        _drop_least(language, terms)


def _drop_least(language: str, terms: str) -> None:
    """Delete what is more than MOST_ROWS: the oldest and least searched for, but not `terms`, searched for just now."""
    order = AskedSearch.objects.exclude(language=language, terms=terms).order_by("-day", "-count", "-pk")
    AskedSearch.objects.filter(pk__in=order.values("pk")[MOST_ROWS - 1 :]).delete()
