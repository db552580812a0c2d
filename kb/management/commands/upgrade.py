from typing import Any

from django.core.management.base import BaseCommand

from kb.operation.upgrade import upgrade


class Command(BaseCommand):
    help = "Migrate and load the content files; several that start at once take turns. A start of the server does it too."

    def handle(self, **options: Any) -> None:
        upgrade(stdout=self.stdout)
