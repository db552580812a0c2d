"""How long the database may keep somebody waiting, where another writer has locked it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

REQUEST = 2.0  # seconds, for all that a request asks of the database together
COUNTING = 0.1  # for what is only counted, which must never keep a reader waiting

_until = ContextVar("until", default=float("inf"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is asked of the database inside waits no longer than `seconds` together; kb.project.sqlite sees to that.

    One inside another cannot prolong it. What would have to wait longer raises DatabaseTrouble (kb.base.trouble).
    """
    token = _until.set(min(_until.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _until.reset(token)


def left() -> float:
    """How many seconds more may be waited."""
    return max(0.0, _until.get() - time.monotonic())


class Pauses:
    """For many short transactions in a row: lets others write in between.

    Those who wait for SQLite's lock look for it ten times a second, and would hardly ever come upon a gap that is shorter.
    """

    WORK, PAUSE = 0.2, 0.12  # seconds

    def __init__(self) -> None:
        self._since = time.monotonic()

    def take(self) -> None:
        """Between two transactions; short ones share a pause."""
        if connection.vendor != "sqlite" or connection.in_atomic_block or time.monotonic() - self._since < self.WORK:
            return
        time.sleep(self.PAUSE)
        self._since = time.monotonic()


@contextmanager
def impatient() -> Iterator[None]:
    """For writes that may be given up: what waits longer than COUNTING raises OperationalError.

    On PostgreSQL it is a transaction of its own. Catch django.db.Error around it, not inside.
    """
    if connection.vendor == "sqlite":
        with within(COUNTING):
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(COUNTING * 1000)}")
            yield
