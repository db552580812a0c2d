"""The lists of words that a team edits: each is a content file, kept in the database as its whole text.

What is wrong with one is said by what reads it, for check_content, for a load and for the desk alike.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.places import Problem
from kb.files import shared
from kb.files.problems import Misread
from kb.files.shared import SharedFile
from kb.models import Article, Elsewhere


@dataclass(frozen=True)
class Kind:
    """One list. `table` is where readers have it in rows of their own: categories and tags."""

    key: str  # in addresses
    title: str | Promise
    table: SharedFile | None = None

    @property
    def name(self) -> str:
        """Of its file, below content/."""
        return f"{self.key}.yaml"

    @property
    def keeper(self) -> KeptList[object]:
        return kept.list_of(self.name)

    def canonical(self, text: str) -> str:
        """As save_content writes it. Raises Misread."""
        return self.table.dump(self.table.parse(text)) if self.table else text

    def judged(self, text: str) -> list[Problem]:
        """What is wrong with `text` by itself, as it is read."""
        found: list[Problem] = []
        if self.table is None:
            self.keeper.made(text, found)
            return found
        try:
            entries = self.table.parse(text)
        except Misread as misread:
            return [Problem(self.name, line, sentence) for line, sentence in misread.problems]
        return [Problem(self.name, line, told, missing="?") for line, told in self.table.lacking(entries)]

    def wrong(self, text: str) -> list[Problem]:
        """That, and what does not go with the articles and the other lists."""
        return self.judged(text) if self.table else self.keeper.wrong(text, _numbers())


def _numbers() -> Collection[int]:
    """What can be pointed at."""
    return {
        *Article.objects.values_list("number", flat=True),
        *Elsewhere.objects.values_list("number", flat=True),
    }


KINDS = (
    Kind("categories", _("Categories"), shared.CATEGORIES),
    Kind("tags", _("Tags"), shared.TAGS),
    Kind("glossary", _("Glossary")),
    Kind("synonyms", _("Synonyms")),
    Kind("stopwords", _("Words that search ignores")),
    Kind("snippets", _("Shared texts")),
    Kind("redirects", _("Redirects")),
    Kind("choose", _("Questions that lead to an article")),
)
BY_KEY = {kind.key: kind for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
