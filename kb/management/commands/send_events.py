from typing import Any

from django.core.management.base import BaseCommand

from kb.workflow import events


class Command(BaseCommand):
    help = "Tell WEBHOOK_URL what was published or changed its state. The server does it every minute by itself."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        sent = events.send()
        if verbosity:
            self.stdout.write(f"{sent} arrived")
