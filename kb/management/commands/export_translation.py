from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.base.languages import codes
from kb.exchange.formats import FORMATS
from kb.models import Article
from kb.text.numbers import parse_number
from kb.workflow import agencies


class Command(BaseCommand):
    help = "Write one article as a file for a translator: PO or XLIFF 2.1, as its name says (.po, .xlf)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="its number, such as KB1131")
        parser.add_argument("language", choices=codes(), help="to translate into")
        parser.add_argument("file", type=Path, help="the file to write")

    def handle(self, *, article: str, language: str, file: Path, **options: Any) -> None:
        form = FORMATS.get(file.suffix.removeprefix("."))
        if form is None:
            raise CommandError(f"{file.name} has to end with one of: {', '.join(f'.{each}' for each in FORMATS)}")
        found = to_translate(article, language)
        file.write_text(agencies.take_out(found, language, form), encoding="utf-8", newline="")
        self.stdout.write(f"written: {file}")


def to_translate(article: str, language: str) -> Article:
    """The article that a person names, if there is something to translate into `language`. Raises CommandError."""
    found = Article.objects.filter(number=parse_number(article) or 0).first()
    if found is None:
        raise CommandError(f"{article} is no article of this site; load_content brings content files in")
    if not agencies.is_translatable(found, language):
        raise CommandError(f"{article} has no text to translate into {language}")
    return found
