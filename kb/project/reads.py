"""Counts the article pages that are sent, in memory; what came together is written down every minute.

No cookie, no address, nothing of the reader: the article, the language of the page, the day.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from django.db import close_old_connections
from django.http import HttpRequest

from kb.base import patience, trouble
from kb.operation import sightings
from kb.workflow import readers

PERIOD = 60.0  # seconds
DAY = 86_400

Read = tuple[int, str]  # an article's number, the language of the page

logger = logging.getLogger("kb.reads")


def read_of(request: HttpRequest) -> Read | None:
    """What `request`, once Django has resolved it, is for, if that is an article under its full address."""
    match = request.resolver_match
    if match is None or match.view_name != "kb:article":
        return None
    return match.kwargs["number"], request.path_info[1:].partition("/")[0]


class Reads:
    """A process's counts since they were last handed to `store`. Threads may count and flush at once."""

    def __init__(
        self, store: Callable[[Mapping[readers.Sent, int]], None], clock: Callable[[], float] = time.time
    ) -> None:
        self.store, self.clock = store, clock
        self._counts: dict[tuple[Read, int], int] = {}
        self._lock = threading.Lock()

    def count(self, read: Read, times: int = 1) -> None:
        self._add({(read, int(self.clock()) // DAY): times})

    def flush(self) -> None:
        """Hand over what was counted; what cannot be stored now is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, {}
        if not counts:
            return
        try:
            self.store({(*read, _date(day)): count for (read, day), count in counts.items()})
        except Exception:
            self._add(counts)
            raise

    def _add(self, counts: Mapping[tuple[Read, int], int]) -> None:
        with self._lock:
            for key, count in counts.items():
                self._counts[key] = self._counts.get(key, 0) + count


def _date(day: int) -> date:
    return datetime.fromtimestamp(day * DAY, UTC).date()


reads = Reads(readers.add)


def keep_flushing() -> None:
    """Flush every minute from a thread of its own, and once more when the process ends, which waits for that."""
    threading.Thread(target=_flush_until, args=[threading.main_thread()], name="reads").start()


def _flush_until(main: threading.Thread) -> None:
    is_over = False
    while not is_over:
        main.join(PERIOD)
        is_over = not main.is_alive()  # asked before flushing: what is counted after that is flushed once more
        try:
            with patience.within(patience.REQUEST):
                reads.flush()
                sightings.write()
        except Exception as error:
            if not trouble.report(error):
                logger.exception("what was counted in the last minute is not written down yet")
        finally:
            close_old_connections()
