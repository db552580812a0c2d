from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.base.languages import codes
from kb.exchange.po import NotForHere
from kb.files import jobs
from kb.files.problems import Misread
from kb.text.numbers import parse_number

TOLD = {
    "unrecognised": "no part of the article, left out",
    "unconfirmed": "still marked fuzzy, left as it was",
    "untranslated": "empty, left as it was",
    "outdated": "taken, but the source says something else by now",
    "left_out": "in the translation at a place that the source lacks",
}


class Command(BaseCommand):
    help = "Put a translator's PO file into the article's content file; load_content then brings it to the site."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="its number, such as KB1131")
        parser.add_argument("language", choices=codes(), help="translated into")
        parser.add_argument("file", type=Path, help="the PO file to read")
        parser.add_argument("--dir", type=Path, default=settings.CONTENT_DIR, help="the content folder")

    def handle(self, *, article: str, language: str, file: Path, dir: Path, **options: Any) -> None:
        try:
            wanted = jobs.assignment(dir, parse_number(article) or 0, language)
            taken = jobs.take(wanted, file.read_bytes())
        except jobs.NoSuchJob:
            raise CommandError(f"{article} has no text to translate into {language}") from None
        except Misread as misread:
            raise CommandError(f"{article} cannot be read; check_content says why: {misread}") from None
        except NotForHere as refused:
            raise CommandError(f"{file} is not a PO file of {article} in {language} ({refused})") from None
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        for name, meaning in TOLD.items():
            for key in getattr(taken, name):
                self.stdout.write(f"{key}: {meaning}")
        self.stdout.write(f"written: {wanted.place.path}")
