from typing import Any

from django.core.management.base import BaseCommand

from kb.staff import expiry


class Command(BaseCommand):
    help = "Delete old sign-ins, preview links that lead nowhere any more, sessions and counters that are over."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = expiry.purge()
        self.stdout.write("Deleted: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
