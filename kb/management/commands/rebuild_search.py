from typing import Any

from django.core.management.base import BaseCommand

from kb.search import index


class Command(BaseCommand):
    help = "Build the search index again from what is published."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Indexed {index.rebuild()} texts.")
