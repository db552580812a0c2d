from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.files.report import Report
from kb.files.save import save


class Command(BaseCommand):
    help = "Write the database out as content files: what changed since both last agreed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--check", action="store_true", help="write nothing; fail if any file would change")

    def handle(self, *, dir: Path, check: bool, **options: Any) -> None:
        report = save(dir, write=not check, agree=dir.resolve() == settings.CONTENT_DIR)
        self.tell(report, written="would be written" if check else "written")
        if check and (report.done or not report.is_clean):
            raise CommandError(f"{dir} is not what the database would write")

    def tell(self, report: Report, *, written: str) -> None:
        for problem in report.problems:
            self.stdout.write(str(problem))
        for path in report.done:
            self.stdout.write(f"{path}: {written}")
        for path in report.newer:
            self.stdout.write(f"{path}: changed in the file only; run load_content first")
        for path in report.conflicts:
            self.stdout.write(f"{path}: changed here and in the database since both last agreed; left alone")
        self.stdout.write(f"content: {len(report.done)} file(s) {written}, {len(report.conflicts)} conflict(s)")
