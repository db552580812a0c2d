from typing import Any

from django.core.management.base import BaseCommand

from auth_demo.verifier import expiry


class Command(BaseCommand):
    help = "Delete every expired sandbox with all that it holds."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = expiry.purge()
        self.stdout.write("Deleted: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
