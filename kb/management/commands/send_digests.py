from typing import Any

from django.core.management.base import BaseCommand

from kb.admin.notices import digest


class Command(BaseCommand):
    help = "Send editors what waits for them, at the hour that each chose. The server does it every minute by itself."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        sent = digest.send()
        if verbosity:
            self.stdout.write(f"{sent} sent")
