"""Searches that found nothing, counted for editors, with nothing in them that could be somebody's own.

A visitor counts only so much a day, and where there are too many words the least searched for go: nobody's nonsense keeps
out what readers look for.
"""

import re

from django.db import connection
from django.db.models import F
from django.utils import timezone

from kb.base import limits
from kb.base.clients import disguised
from kb.models import FailedSearch
from kb.search.plan import clean

MOST_TERMS = 5000  # rows
SEARCHES_A_DAY = 100  # without a result and counted, of one client: a school is one
SAME_A_DAY = 5  # of these, for the same words
DAY = 24 * 3600.0  # seconds
LONGEST = 120  # characters
PRIVATE = re.compile(r"\S*[\d@]\S*|\S*://\S*|\S*\w\.\w\S*")  # numbers, e-mail and web addresses
# One statement counts, in parallel too: who comes second finds the row that the first one made.
COUNT = """
INSERT INTO kb_failedsearch (language, terms, count, last_at, elsewhere) VALUES (%s, %s, 1, %s, %s)
ON CONFLICT (language, terms) DO UPDATE SET
    count = kb_failedsearch.count + 1, last_at = excluded.last_at, elsewhere = excluded.elsewhere
"""


def scrub(text: str) -> str:
    """`text` in lower case without any word that holds a digit or is an address."""
    return " ".join(PRIVATE.sub(" ", clean(text).lower()).split())[:LONGEST].strip()


def record(text: str, language: str, *, whose: str, elsewhere: bool = False) -> None:
    """Count a search that found nothing in `language`; `whose` is a `client_key`, `elsewhere`: another language had something.

    Raises django.db.Error if the database cannot count now.
    """
    terms = scrub(text)
    if not terms or _has_counted_enough(terms, language, whose):
        return
    now = timezone.now()
    known = FailedSearch.objects.filter(language=language, terms=terms)
    if known.update(count=F("count") + 1, elsewhere=elsewhere, last_at=now):
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [language, terms, connection.ops.adapt_datetimefield_value(now), elsewhere])
    _drop_least(language, terms)


def _has_counted_enough(terms: str, language: str, whose: str) -> bool:
    if limits.spend("failed-searches", whose, most=SEARCHES_A_DAY, seconds=DAY):
        return True
    same = disguised(f"{whose} {language} {terms}", b"failed search")
    return limits.spend("failed-search", same, most=SAME_A_DAY, seconds=DAY) is not None


def _drop_least(language: str, terms: str) -> None:
    """Delete what is more than MOST_TERMS: the least often and the longest ago searched for, but not `terms`, searched for just now."""
    order = FailedSearch.objects.exclude(language=language, terms=terms).order_by("-count", "-last_at", "-pk")
    surplus = order.values("pk")[MOST_TERMS - 1 :]
    FailedSearch.objects.filter(pk__in=surplus).delete()
