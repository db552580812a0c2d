from typing import Any

from django.core.management.base import BaseCommand

from kb.workflow.releasing import publish_due


class Command(BaseCommand):
    help = "Publish and unpublish what is due by now. The server does it every minute by itself."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        for entry in publish_due():
            if verbosity:
                self.stdout.write(f"{entry.at:%Y-%m-%d %H:%M} {entry}")
