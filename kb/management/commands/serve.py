"""The production server: granian with kb.project.asgi, and the housekeeping beside it."""

import logging
import os
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from granian import Granian
from granian.constants import Interfaces, Loops

TICK_SECONDS = 60
TICKS_A_PURGE = 10
PURGES = (
    "purge",
    "purge_desk",
    "purge_reads",
)  # the practice room's sandboxes; sign-ins and the like; counts of reading

logger = logging.getLogger("kb.housekeeping")


def keep_house(stopped: threading.Event) -> None:
    """Publish what is due every minute and delete what has expired every ten, until STOPPED."""
    ticks = 0
    while not stopped.wait(TICK_SECONDS):
        ticks += 1
        run("publish_due")
        if ticks % TICKS_A_PURGE == 0:
            for purge in PURGES:
                run(purge)


def run(command: str) -> None:
    """A failure is logged and tried again the next time."""
    try:
        call_command(command, verbosity=0)
    except Exception:
        logger.exception("%s failed", command)
    finally:
        close_old_connections()


class Command(BaseCommand):
    help = "Serve the site on HOST:PORT until interrupted, publishing what is due every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The site is at {settings.PUBLIC_URL} (stop it with Ctrl+C).")
        self.stdout.flush()
        stopped = threading.Event()
        threading.Thread(target=keep_house, args=[stopped], daemon=True).start()
        Granian(
            "kb.project.asgi:worker",
            factory=True,
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.ASGINL,
            loop=Loops.uvloop,
            workers=int(os.environ.get("WEB_WORKERS", "1")),
            log_level="warning",  # type: ignore[arg-type]
            respawn_failed_workers=True,
        ).serve()
        stopped.set()
