"""What a new version needs before it serves: migrations and content. Several starters take turns, and the late do nothing."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

UPGRADING = 7_263_418_102  # the key of an advisory lock; any number that nothing else in this database uses


def upgrade(**options: Any) -> None:
    """Migrate, then load the content files. `options` go to `load_content`, such as `stdout`."""
    with one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_content", **options)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until nobody else with this database is upgrading. A process that dies lets go."""
    if connection.vendor == "postgresql":
        with shared_lock():
            yield
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / ".upgrade-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def shared_lock() -> Iterator[None]:
    """Held by the server for a connection of its own: those of the pool come and go."""
    import psycopg

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        own.execute("SET lock_timeout = 0")
        own.execute("SET idle_session_timeout = 0")
        own.execute("SELECT pg_advisory_lock(%s)", [UPGRADING])
        yield
