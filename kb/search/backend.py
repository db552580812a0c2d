"""What search asks of a database; tests/kb/search holds every backend to the same answers.

A backend finds candidates and counts. Which of them is best is decided in `kb.search.ranking`, for all backends alike.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from kb.search.document import Document
from kb.search.plan import Group


@dataclass(frozen=True)
class Size:
    """How many texts an index holds, how many words each of the FIELDS has in one on average, and how often it was changed."""

    texts: int
    words: tuple[float, ...]
    changes: int


@dataclass(frozen=True)
class Word:
    """A word of the texts, folded, and as it is written. Later words have greater ids."""

    id: int
    word: str
    written: str


class Backend(Protocol):
    def prepare(self, language: str) -> bool:
        """Make the tables of a language if they are not there; whether an index of an earlier kind made way for them."""

    def is_prepared(self, language: str) -> bool: ...

    def put(self, document: Document) -> None:
        """Index a document, replacing what was there under its number and language."""

    def drop(self, number: int, language: str) -> None: ...

    def clear(self, language: str) -> None: ...

    def size(self, language: str) -> Size: ...

    def candidates(self, language: str, groups: Sequence[Group], limit: int) -> list[int]:
        """The numbers of texts that have at least one of `groups`, the most promising first."""

    def frequencies(self, language: str, groups: Sequence[Group]) -> list[int]:
        """How many texts have each group."""

    def stems(self, language: str, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
        """What `put` was given for each of the FIELDS, joined by blanks."""

    def beginning(self, language: str, prefix: str, limit: int) -> list[str]:
        """The folded words that begin with `prefix`, those of most texts first."""

    def words(self, language: str, after: int = 0) -> list[Word]:
        """The words with an id greater than `after`, in the order of their ids."""

    def word(self, language: str, id: int) -> str | None:
        """The word with this id, if it still has texts."""


@lru_cache
def backend() -> Backend:
    if connection.vendor == "sqlite":
        from kb.search.sqlite import SQLiteBackend

        return SQLiteBackend()
    if connection.vendor == "postgresql":
        from kb.search.postgresql import PostgreSQLBackend

        return PostgreSQLBackend()
    raise ImproperlyConfigured(f"there is no search backend for {connection.vendor}")
