"""content/snippets.yaml: texts that many articles share, written once per language. An article asks for one by its id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.languages import codes
from kb.base.places import Problem, Readable, Reader, open_file
from kb.text.numbers import MENTION

NAME = "snippets.yaml"


@dataclass(frozen=True)
class Snippet:
    id: str
    text: Mapping[str, str]  # language -> Markdown
    line: int = 0


@dataclass(frozen=True)
class Snippets:
    all: tuple[Snippet, ...] = ()

    def find(self, language: str, name: str) -> str | None:
        """The Markdown of snippet `name` in `language`, else in whichever language there is one; None if there is no such snippet."""
        for snippet in self.all:
            if snippet.id == name:
                return snippet.text.get(language) or next(iter(snippet.text.values()), None)
        return None

    def numbers(self) -> Iterator[tuple[int, int]]:
        """The articles that they mention, each with the line of the snippet."""
        for snippet in self.all:
            for text in snippet.text.values():
                yield from ((int(match[1]), snippet.line) for match in MENTION.finditer(text))


def snippets() -> Snippets:
    """This site's; none while the file is broken and never was read."""
    return SNIPPETS.now()


def read(file: Readable, found: list[Problem]) -> Snippets | None:
    """What `file` holds; what is wrong with it is added to `found`, and nothing is made of it but where texts are missing."""
    problems: list[Problem] = []
    root = open_file(file, NAME, codes(), problems)
    made = Snippets(root.each(_snippet, unique="id") if root else ())
    found += problems
    return made if all(problem.missing for problem in problems) else None


def _snippet(reader: Reader) -> Snippet:
    fields = reader.fields(("id", "text"))
    return Snippet(fields.get("id", Reader.slug, ""), fields.get("text", Reader.texts, {}), reader.line)


SNIPPETS = KeptList(
    kept.CONTENT, NAME, lambda: Path(settings.CONTENT_DIR), read, Snippets(), mentions=lambda made: made.numbers()
)
