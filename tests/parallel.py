import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any
from unittest.mock import patch

from django.db import connection, connections

from kb.base import patience

BUSY = 60  # seconds that a machine with much else to do may need for them all


@contextmanager
def another_writing(table: str) -> Iterator[None]:
    """Another program writes into `table`, and does not come to an end."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = connection.Database.connect(**connection.get_connection_params())
        other.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


def in_parallel(count: int, call: Callable[[], Any]) -> list[Any]:
    """What `count` threads got that made the call at the same moment; none gives up because the others take their time."""
    start = Barrier(count)

    def run(_number: int) -> Any:
        try:
            start.wait(timeout=30)
            return call()
        finally:
            connections.close_all()

    options = connection.settings_dict["OPTIONS"]
    patient = {"timeout": BUSY} if connection.vendor == "sqlite" else {"options": f"-c lock_timeout={BUSY}s"}
    with (
        patch.object(patience, "REQUEST", BUSY),
        patch.dict(options, patient),
        ThreadPoolExecutor(count) as pool,
    ):
        return list(pool.map(run, range(count)))
