import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.base.languages import codes
from kb.files.check import problems
from kb.files.lists.kinds import BY_NAME
from kb.files.load import load, preview
from kb.files.report import Report
from kb.files.shared import SHARED
from kb.files.tree import Place
from kb.operation import condition, jobs
from kb.text.numbers import parse_number

SIDES = {
    "ours": "of these texts, changed on both sides, keep what the database has; save_content then writes it",
    "theirs": "of these take the file; what the database had stays in the history",
}
LISTS = {kind.path for kind in SHARED} | {*BY_NAME}


def _path(folder: Path, text: str) -> str:
    """Of the file of a text, named as KB1131/fr, or of a list, named as it is. Raises CommandError."""
    if text in LISTS:
        return text
    spoken, _slash, language = text.rpartition("/")
    number = parse_number(spoken)
    if number is None or language not in codes():
        raise CommandError(f"{text} does not name a text or a list; KB1131/fr and synonyms.yaml do")
    return Place(folder, number, language).path


class Command(BaseCommand):
    help = "Bring the content files into the database: what changed since both last agreed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        for side, meaning in SIDES.items():
            parser.add_argument(
                f"--{side}", nargs="+", action="extend", default=[], metavar="KB1131/fr", help=meaning
            )
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything is wrong")

    def handle(self, *, dir: Path, check: bool, ours: list[str], theirs: list[str], **options: Any) -> None:
        if check:
            self.check_only(dir)
            return
        sides = {text: _path(dir, text) for text in (*ours, *theirs)}
        if both := set(ours) & set(theirs):
            raise CommandError(f"either --ours or --theirs, not both: {', '.join(sorted(both))}")
        started = time.monotonic()
        report = load(dir, ours=[sides[text] for text in ours], theirs=[sides[text] for text in theirs])
        self.tell(report)
        if dir == settings.CONTENT_DIR:
            problems = [str(problem) for problem in report.problems]
            jobs.note(condition.LOADING, started, found={"conflicts": report.conflicts, "problems": problems})
        if left := [text for text, path in sides.items() if path not in report.settled]:
            raise CommandError(f"there was no conflict to decide: {', '.join(left)}")

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
            self.stdout.write(
                f"{path}: changed here and in the database since both last agreed; left alone"
            )  # decided by --ours, --theirs, or at the desk under Files
        for path in report.settled:
            self.stdout.write(f"{path}: decided")
        for path in report.vanished:
            self.stdout.write(f"{path}: the file is gone; what the database has of it stays")
        summary = f"content: {len(report.done)} file(s) {loaded}, {len(report.conflicts)} conflict(s)"
        again = f", {report.rendered} text(s) rendered again" if report.rendered else ""
        self.stdout.write(summary + again)
