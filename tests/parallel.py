from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from unittest.mock import patch

from django.db import connection, connections

from kb.base import patience

BUSY = 60  # seconds that a machine with much else to do may need for them all


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
    with (
        patch.object(patience, "REQUEST", BUSY),
        patch.dict(options, timeout=BUSY),
        ThreadPoolExecutor(count) as pool,
    ):
        return list(pool.map(run, range(count)))
