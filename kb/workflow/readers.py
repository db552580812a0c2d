"""How much each article is read: sums by day, and nothing about who reads."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Sum

from kb.models import ReadCount

DAYS = 30  # what "how much it is read" looks back on
KEPT_DAYS = 400  # a year, and the same month of the year before

Sent = tuple[int, str, date]  # an article's number, the page's language, the day (UTC)


@transaction.atomic
def add(counts: Mapping[Sent, int]) -> None:
    """Add `counts` to what is kept. Every process adds its own, in any order."""
    for (number, language, day), count in sorted(
        counts.items()
    ):  # all take the rows in one order, so none waits in a circle
        known = ReadCount.objects.filter(number=number, language=language, day=day)
        if known.update(count=F("count") + count):
            continue
        _row, made = ReadCount.objects.get_or_create(
            number=number, language=language, day=day, defaults={"count": count}
        )
        if not made:  # another process was first
            known.update(count=F("count") + count)


def recently(today: date) -> dict[int, dict[str, int]]:
    """Pages sent in the last DAYS days, by number and language."""
    rows = ReadCount.objects.filter(day__gt=today - timedelta(days=DAYS)).values("number", "language")
    found: dict[int, dict[str, int]] = {}
    for row in rows.annotate(total=Sum("count")):
        found.setdefault(row["number"], {})[row["language"]] = row["total"]
    return found


def forget(today: date) -> int:
    """Delete what is older than KEPT_DAYS; how many rows that were."""
    return ReadCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()[0]
