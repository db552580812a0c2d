"""How a worker stops: it says so first, answers what is under way, and outlives nobody.

SIGTERM begins it. For DRAIN seconds the worker goes on as before but for /readyz, which says 503, so that a balancer
sends nothing more here; streams end, and what is slow is hurried. Then granian is told, which takes no new connection,
waits until those under way are answered, and ends. Its parent kills what has not ended within settings.SECONDS_TO_STOP.
"""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from django.conf import settings

DRAIN = 1.0  # seconds
HURRY = 4.0  # seconds that a body, or a wait for a thread, may take once the site is stopping
PARENT_PERIOD = 1.0  # seconds between two looks at the parent

logger = logging.getLogger(__name__)


def listen(begin: Callable[[], None]) -> None:
    """Call `begin` in the running loop when this worker is told to stop, and stop DRAIN seconds later.

    Called before the loop runs: granian sets its own handlers meanwhile, and its handler of SIGINT is what ends it. The
    worker leaves the terminal's process group, so that Ctrl-C comes from the parent alone, as SIGTERM.
    """
    loop = asyncio.get_event_loop()
    os.setpgid(0, 0)
    loop.call_soon(_take_over, loop, begin)
    threading.Thread(target=_end_with, args=[os.getppid()], name="parent", daemon=True).start()


def _take_over(loop: asyncio.AbstractEventLoop, begin: Callable[[], None]) -> None:
    is_told: list[bool] = []

    def told() -> None:
        if not is_told:
            is_told.append(True)
            begin()
            loop.call_later(DRAIN, os.kill, os.getpid(), signal.SIGINT)

    loop.add_signal_handler(signal.SIGTERM, told)


def _end_with(parent: int) -> None:
    """Stop when `parent` is gone, however it went: nobody else would."""
    while os.getppid() == parent:
        time.sleep(PARENT_PERIOD)
    logger.warning("the server process that started this worker is gone; it stops as well")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(settings.SECONDS_TO_STOP)
    os._exit(1)
