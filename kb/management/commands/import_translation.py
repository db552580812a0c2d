from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.base.languages import codes
from kb.exchange.sheets import NotForHere
from kb.management.commands.export_translation import to_translate
from kb.workflow import agencies
from kb.workflow.drafts import Conflict

TOLD = {
    "unrecognised": "no part of the article, left out",
    "unconfirmed": "still marked as unsure, left as it was",
    "untranslated": "empty, left as it was",
    "marked": "marked in the text, which cannot be published before it is translated",
    "outdated": "taken, but the source says something else by now",
    "differing": "taken, but its links, labels or keys are not those of the source",
    "left_out": "in the translation at a place that the source lacks",
}


class Command(BaseCommand):
    help = "Bring a translator's file, PO or XLIFF 2, in as the newest draft of the article."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="its number, such as KB1131")
        parser.add_argument("language", choices=codes(), help="translated into")
        parser.add_argument("file", type=Path, help="the file to read")

    def handle(self, *, article: str, language: str, file: Path, **options: Any) -> None:
        found = to_translate(article, language)
        try:
            came = agencies.bring_in(found, language, file.read_bytes())
        except NotForHere as refused:
            raise CommandError(f"{file} is not a file of {article} in {language} ({refused})") from None
        except Conflict:
            raise CommandError(f"somebody saved {article} in {language} meanwhile; try again") from None
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        for name, meaning in TOLD.items():
            for key in getattr(came.taken, name):
                self.stdout.write(f"{key}: {meaning}")
        draft = f"the newest draft, revision {came.revision.number}" if came.is_new else "nothing new"
        self.stdout.write(f"{article} in {language}: {draft}")
