"""Writes that may be given up: what is only counted must never keep a reader waiting."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

PATIENCE = 0.1  # seconds


@contextmanager
def impatient() -> Iterator[None]:
    """Wait for a lock of the database no longer than PATIENCE; then what is written inside raises OperationalError.

    On PostgreSQL it is a transaction of its own. Catch django.db.Error around it, not inside.
    """
    milliseconds = int(PATIENCE * 1000)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            usual = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
            try:
                yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {milliseconds}")
            yield
