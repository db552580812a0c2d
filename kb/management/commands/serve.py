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

PURGE_SECONDS = 600

logger = logging.getLogger("kb.housekeeping")


def keep_house(stopped: threading.Event) -> None:
    """Delete what has expired, every ten minutes, until STOPPED; a failure is logged and tried again."""
    while not stopped.wait(PURGE_SECONDS):
        try:
            call_command("purge", verbosity=0)
        except Exception:
            logger.exception("purge failed")
        finally:
            close_old_connections()


class Command(BaseCommand):
    help = "Serve the site on HOST:PORT until interrupted, purging what has expired every 10 minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The site is at {settings.PUBLIC_URL} (stop it with Ctrl+C).")
        self.stdout.flush()
        stopped = threading.Event()
        threading.Thread(target=keep_house, args=[stopped], daemon=True).start()
        Granian(
            "kb.project.asgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.ASGINL,
            loop=Loops.uvloop,
            workers=int(os.environ.get("WEB_WORKERS", "1")),
            log_level="warning",  # type: ignore[arg-type]
            respawn_failed_workers=True,
        ).serve()
        stopped.set()
