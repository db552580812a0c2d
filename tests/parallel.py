from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def in_parallel(count: int, call: Callable[[], Any]) -> list[Any]:
    """What COUNT threads got that made the call at the same moment."""
    start = Barrier(count)

    def run(_number: int) -> Any:
        try:
            start.wait(timeout=30)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
