"""The production server: granian with kb.project.asgi, and the housekeeping beside it."""

import logging
import resource
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings

from kb.base import forks
from kb.operation import metrics, suspicions
from kb.operation.housekeeping import keep_house

logger = logging.getLogger(__name__)

# What each worker holds at once. granian counts connections, also those that say nothing: streams, kept-alive and silent
# ones all have to fit in. Each takes an open file of the process, and some are left for the database and what is sent.
CONNECTIONS = 16_384
OTHER_FILES = 512
BACKLOG = 4_096  # connections that the system holds until they are taken
HEAD_SECONDS = 15  # for a request's head, from the connection or the last answer on
HEAD_BYTES = 32 * 1024


def connections() -> int:
    """How many connections a worker can hold: as many as meant, or as the system's limit of open files allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(128, allowed - OTHER_FILES)


class Command(BaseCommand):
    help = "Serve the site on HOST:PORT until interrupted, and keep house beside it."

    def handle(self, *args: Any, **options: Any) -> None:
        held = connections()
        if held < CONNECTIONS:
            self.stderr.write(
                f"The system's limit of open files lets a worker hold {held:,} connections instead of {CONNECTIONS:,}"
                " (ulimit -n)."
            )
        for suspicion in suspicions.found():
            logger.warning("%s", suspicion.english)
        forks.close()  # that of the upgrade, too: workers make their own
        self.stdout.write(f"The site is at {settings.PUBLIC_URL} (stop it with Ctrl+C).")
        self.stdout.flush()
        stopped = threading.Event()
        if settings.HOUSEKEEPING:
            threading.Thread(target=keep_house, args=[stopped], daemon=True).start()
        with metrics.served():
            server(held).serve()
        stopped.set()


def server(connections: int) -> Any:
    return Granian(
        "kb.project.asgi:worker",
        factory=True,
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.ASGINL,
        loop=Loops.uvloop,
        # Finding out which version a client speaks has no limit of time; with one version there is nothing to find out.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=HEAD_BYTES),
        websockets=False,
        backlog=BACKLOG,
        backpressure=connections,
        workers=settings.WEB_WORKERS,
        workers_kill_timeout=settings.SECONDS_TO_STOP,
        log_level="warning",  # type: ignore[arg-type]
        log_dictconfig=settings.LOGGING,
        respawn_failed_workers=True,
    )
