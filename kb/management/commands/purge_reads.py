from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kb.workflow import readers


class Command(BaseCommand):
    help = f"Forget how often articles were read more than {readers.KEPT_DAYS} days ago."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        count = readers.forget(timezone.now().date())
        if verbosity:
            self.stdout.write(f"Deleted: {count} days of an article.")
