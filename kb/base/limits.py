"""How often something may happen within a while, counted for all threads and processes together.

Where there is a Redis, it counts (kb.base.tallies), else one row of the database for each thing and client. A while begins
with the first of them, so who was refused and waits as long as they were told has all of them again. When Redis is gone the
database counts from nothing: no try goes uncounted.
"""

import time
from datetime import timedelta

from django.db import Error, connection
from django.db.models import F

from kb.base import tallies
from kb.base.models import Counter
from kb.base.patience import impatient
from kb.base.shared import LONG_PATIENCE, Gone
from kb.base.waits import SECOND

BATCH = 5_000  # counters deleted at once
# Plain SQL: it is asked at every request of a practice, and costs a quarter of what the same costs through the ORM.
FULL = "SELECT ends FROM kb_base_counter WHERE name = %s AND ends > %s AND spent >= %s"
# One statement decides, in parallel too, on SQLite and PostgreSQL alike: it changes the row, or it changes none.
COUNT = """
INSERT INTO kb_base_counter (name, spent, ends) VALUES (%(name)s, 1, %(ends)s)
ON CONFLICT (name) DO UPDATE SET
    spent = CASE WHEN kb_base_counter.ends <= %(now)s THEN 1 ELSE kb_base_counter.spent + 1 END,
    ends = CASE WHEN kb_base_counter.ends <= %(now)s THEN excluded.ends ELSE kb_base_counter.ends END
WHERE kb_base_counter.ends <= %(now)s OR kb_base_counter.spent < %(most)s
"""


def spend(what: str, whose: str, *, most: int, seconds: float, now: float | None = None) -> timedelta | None:
    """Count one more of `what` for `whose`; None, or how long to wait if `most` were counted within `seconds`.

    Raises django.db.Error if it cannot be counted: to be used where uncounted tries would be a way to guess.
    """
    now = time.time() if now is None else now
    try:
        # SECURITY: a guess waits for a busy server. Were it counted in the database meanwhile, there would be twice as many.
        return tallies.spend(_name(what, whose), most, seconds, now, patience=LONG_PATIENCE)
    except Gone:
        return spend_lasting(what, whose, most=most, seconds=seconds, now=now)


def spend_lasting(what: str, whose: str, *, most: int, seconds: float, now: float | None = None) -> timedelta | None:
    """The same, in the database always: for what `put` counts again, and no Redis that starts empty may forget."""
    now = time.time() if now is None else now
    wait = _to_wait(what, whose, most, now)  # first, so that a refused try takes no lock
    if wait is None and not _count(_name(what, whose), most, seconds, now):
        wait = _to_wait(what, whose, most, now) or SECOND  # what was full a moment ago has just ended
    return wait


def spend_if_possible(what: str, whose: str, *, most: int, seconds: float) -> timedelta | None:
    """The same for what has to go on in any case: if it cannot be counted within a tenth of a second, it is not."""
    try:
        return tallies.spend(_name(what, whose), most, seconds, time.time())
    except Gone:
        pass
    try:
        with impatient():
            return spend_lasting(what, whose, most=most, seconds=seconds)
    except Error:
        return None


def to_wait(what: str, whose: str, *, most: int, now: float | None = None) -> timedelta | None:
    """How long until one more would be counted; None if it would be now. Nothing is written."""
    now = time.time() if now is None else now
    try:
        return tallies.to_wait(_name(what, whose), most, now)
    except Gone:
        return _to_wait(what, whose, most, now)


def give_back(what: str, whose: str) -> None:
    """One of what was spent does not count after all."""
    try:
        tallies.give_back(_name(what, whose))
    except Gone:
        Counter.objects.filter(name=_name(what, whose), spent__gt=0).update(spent=F("spent") - 1)


def put(what: str, whose: str, spent: int, *, seconds: float) -> None:
    """So many of `what` are spent, as `spend_lasting` has it: for what can be counted again, and ends otherwise than by time."""
    row = Counter(name=_name(what, whose), spent=spent, ends=time.time() + seconds)
    Counter.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["spent", "ends"])


def forget(what: str, whose: str) -> None:
    """All of what was spent does not count anymore."""
    try:
        tallies.forget(_name(what, whose))
    except Gone:
        Counter.objects.filter(name=_name(what, whose)).delete()


def try_out() -> None:
    """Write a row as every count does. Raises django.db.Error where nothing can be written."""
    Counter.objects.update_or_create(name=_name("tried-out", ""), defaults={"spent": 0, "ends": time.time()})


def purge() -> int:
    """Delete the counters of whiles that are over; gives how many. Others can write between two batches."""
    deleted, over = 0, Counter.objects.filter(ends__lte=time.time())
    while batch := over.filter(pk__in=over.values("pk")[:BATCH]).delete()[0]:
        deleted += batch
    return deleted


def _to_wait(what: str, whose: str, most: int, now: float) -> timedelta | None:
    with connection.cursor() as cursor:
        cursor.execute(FULL, [_name(what, whose), now, most])
        row = cursor.fetchone()
    return timedelta(seconds=row[0] - now) if row else None


def _count(name: str, most: int, seconds: float, now: float) -> bool:
    """Whether there was room for one more."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"name": name, "ends": now + seconds, "now": now, "most": most})
        return bool(cursor.rowcount)


def _name(what: str, whose: str) -> str:
    return f"{what}:{whose}"
