from typing import Any

from django.core.management.base import BaseCommand

from kb.search import log
from kb.workflow.board import searches


class Command(BaseCommand):
    help = f"Delete what is kept of readers' searches and is older than {log.DAYS_KEPT} days."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = log.forget() + searches.forget()
        if options["verbosity"]:
            self.stdout.write(f"Deleted {gone} rows.")
