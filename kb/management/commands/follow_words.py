from typing import Any

from django.core.management.base import BaseCommand

from kb.publishing.lists import follow_snippets


class Command(BaseCommand):
    help = "Render the texts again that show a snippet which has changed. A running site does this every minute."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        count = follow_snippets()
        if verbosity:
            self.stdout.write(f"{count} text(s) rendered again")
