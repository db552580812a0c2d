from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.files import check


class Command(BaseCommand):
    help = "Tell what is wrong in the content files, by file and line; needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--fix", action="store_true", help="first write every file in canonical form")

    def handle(self, *, dir: Path, fix: bool, **options: Any) -> None:
        for path in check.fix(dir) if fix else ():
            self.stdout.write(f"written in canonical form: {path}")
        problems = check.problems(dir)
        for problem in problems:
            self.stdout.write(str(problem) if problem.blocks else f"{problem} (a warning)")
        blocking = sum(problem.blocks for problem in problems)
        if blocking:
            raise CommandError(f"{blocking} problem(s) in {dir}")
