"""The sandbox's clock: real time, moved forward, and run at another speed.

Everything inside a sandbox asks `now(sandbox)`. Only a sandbox's own 24 hours and the limits against abuse
use `real_now()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from auth_demo.models import Sandbox
from auth_demo.verifier import events
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now

RATES = (0.0, 0.1, 1.0)  # stands still, a tenth, as in real life
FURTHEST = timedelta(days=366)  # ahead of real time: more than any lifetime in the practice room


@dataclass(frozen=True)
class Clock:
    """A clock that showed `time` at the real instant `set_at` and has run at `rate` since."""

    set_at: datetime
    time: datetime
    rate: float

    def at(self, real: datetime) -> datetime:
        # Never backwards, should the machine's own clock be set back.
        return self.time + max(real - self.set_at, timedelta(0)) * self.rate

    def moved(self, real: datetime, *, forward: timedelta, rate: float | None) -> "Clock":
        return Clock(real, self.at(real) + forward, self.rate if rate is None else rate)


def of(sandbox: Sandbox) -> Clock:
    return Clock(sandbox.clock_set_at, sandbox.clock_time, 0.0 if sandbox.paused else sandbox.clock_rate)


def now(sandbox: Sandbox) -> datetime:
    return of(sandbox).at(real_now())


def move(sandbox: Sandbox, *, forward: timedelta = timedelta(0), rate: float | None = None) -> None:
    """Move the clock forward, never back, or change its speed to one of RATES.

    Raises Refused: malformed beyond FURTHEST, not-yet while a trainer has paused it.
    """
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()  # two moves at once both count
        fresh = Sandbox.objects.get(pk=sandbox.pk)
        if fresh.paused:
            raise Refused(Reason.NOT_YET, topic=Topic.PAUSED)
        real = real_now()
        clock = of(fresh).moved(real, forward=forward, rate=rate)
        if clock.time > real + FURTHEST:
            raise malformed(Shape.CLOCK, days=FURTHEST.days)
        sandbox.clock_set_at, sandbox.clock_time, sandbox.clock_rate = clock.set_at, clock.time, clock.rate
        sandbox.save(update_fields=["clock_set_at", "clock_time", "clock_rate"])
        events.record(sandbox, "clock.moved", clock.time, forward_seconds=forward.total_seconds(), rate=clock.rate)


def pause(sandboxes: Iterable[str]) -> None:
    """Let the clocks of these, by their ids, stand still until `resume`. One that is already is left alone."""
    _set_paused(sandboxes, paused=True)


def resume(sandboxes: Iterable[str]) -> None:
    """Let them go on at the speed that they had."""
    _set_paused(sandboxes, paused=False)


def _set_paused(sandboxes: Iterable[str], *, paused: bool) -> None:
    ids = list(sandboxes)
    with transaction.atomic():
        for start in range(0, len(ids), events.CHUNK):
            _set_some_paused(ids[start : start + events.CHUNK], paused)


def _write_times(sandboxes: Iterable[Sandbox]) -> None:
    """Each has a time of its own. bulk_update would spend most of a second on 300 of them, building its expressions."""
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {connection.ops.quote_name(Sandbox._meta.db_table)} SET clock_time = %s WHERE id = %s",  # noqa: S608
            [(adapt(each.clock_time), each.pk) for each in sandboxes],
        )


def _set_some_paused(ids: list[str], paused: bool) -> None:
    """With a few queries, since a whole class waits for it. At a start nobody stands still, and nothing is written."""
    real = real_now()
    rows = Sandbox.objects.open(real).exclude(paused=paused)
    changing = list(rows.filter(pk__in=ids).values_list("pk", flat=True))
    if not changing:
        return
    Sandbox.objects.filter(pk__in=changing).hold()
    moved = list(rows.filter(pk__in=changing).only("clock_set_at", "clock_time", "clock_rate", "paused"))
    for sandbox in moved:
        sandbox.clock_set_at, sandbox.clock_time = real, of(sandbox).at(real)
        sandbox.paused = paused
    Sandbox.objects.filter(pk__in=[each.pk for each in moved]).update(clock_set_at=real, paused=paused)
    if paused:  # those that stood still show the same time when they go on
        _write_times(moved)
    told = {each.pk: (each.clock_time, {"forward_seconds": 0.0, "rate": of(each).rate}) for each in moved}
    events.follow_all("clock.moved", told)
