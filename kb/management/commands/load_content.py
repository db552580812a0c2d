from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.files.check import problems
from kb.files.load import load, preview
from kb.files.report import Report


class Command(BaseCommand):
    help = "Bring the content files into the database: what changed since both last agreed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything is wrong")

    def handle(self, *, dir: Path, check: bool, **options: Any) -> None:
        if check:
            self.check_only(dir)
        else:
            self.tell(load(dir))

    def check_only(self, folder: Path) -> None:
        report = preview(folder)
        report.problems = problems(folder)
        self.tell(report, loaded="would be loaded")
        if not report.is_clean:
            raise CommandError(f"something is wrong in {folder}")

    def tell(self, report: Report, *, loaded: str = "loaded") -> None:
        for problem in report.problems:
            self.stdout.write(str(problem) if problem.blocks else f"{problem} (a warning)")
        for path in report.conflicts:
            self.stdout.write(f"{path}: changed here and in the database since both last agreed; left alone")
        for path in report.vanished:
            self.stdout.write(f"{path}: the file is gone; what the database has of it stays")
        summary = f"content: {len(report.done)} file(s) {loaded}, {len(report.conflicts)} conflict(s)"
        again = f", {report.rendered} text(s) rendered again" if report.rendered else ""
        self.stdout.write(summary + again)
