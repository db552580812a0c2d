from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.base.languages import codes
from kb.files import jobs
from kb.files.problems import Misread
from kb.text.numbers import parse_number


class Command(BaseCommand):
    help = "Write one article as a PO file for a translator, from the content files."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="its number, such as KB1131")
        parser.add_argument("language", choices=codes(), help="to translate into")
        parser.add_argument("file", type=Path, help="the PO file to write")
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")

    def handle(self, *, article: str, language: str, file: Path, dir: Path, **options: Any) -> None:
        try:
            wanted = jobs.assignment(dir, parse_number(article) or 0, language)
        except jobs.NoSuchJob:
            raise CommandError(f"{article} has no text to translate into {language}") from None
        except Misread as misread:
            raise CommandError(f"{article} cannot be read; check_content says why: {misread}") from None
        file.write_text(jobs.export(wanted), encoding="utf-8")
        self.stdout.write(f"written: {file}")
