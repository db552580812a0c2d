import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from kb.operation import housekeeping, metrics


class Command(BaseCommand):
    help = (
        "Do what the server does beside serving (HOUSEKEEPING=no there): publish, delete what has expired, back up."
    )

    def handle(self, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        self.stdout.write("Keeping house every minute (stop it with Ctrl+C).")
        self.stdout.flush()
        with metrics.served():
            housekeeping.keep_house(stopped)
