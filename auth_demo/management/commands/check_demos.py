from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from auth_demo.scenarios import load
from kb.base.languages import codes


class Command(BaseCommand):
    help = "Say what is wrong with the practice scenarios in content/demos/; needs no database."

    def handle(self, *args: Any, **options: Any) -> None:
        languages = codes()
        found = load.problems(Path(settings.CONTENT_DIR) / "demos", languages)
        for problem in found:
            self.stdout.write(str(problem))
        if found:
            raise CommandError(f"{len(found)} problem(s) in content/demos/")
