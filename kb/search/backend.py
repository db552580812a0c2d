"""What search asks of a database; tests/kb/search holds every backend to the same answers."""

from collections.abc import Collection
from functools import lru_cache
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from kb.search.document import Document
from kb.search.plan import Plan


class Backend(Protocol):
    def prepare(self, language: str) -> None:
        """Make the tables of a language if they are not there."""

    def is_prepared(self, language: str) -> bool: ...

    def put(self, document: Document) -> None:
        """Index a document, replacing what was there under its number and language."""

    def drop(self, number: int, language: str) -> None: ...

    def clear(self, language: str) -> None: ...

    def count(self, language: str) -> int: ...

    def find(self, plan: Plan, limit: int, *, every: bool) -> list[int]:
        """The numbers that match, best first: EVERY group of the plan, or at least one."""

    def known(self, language: str, stems: Collection[str]) -> set[str]:
        """Those of STEMS that any document has."""

    def words(self, language: str) -> dict[str, str]:
        """Every word of the documents, folded -> as written, for telling misspellings."""


@lru_cache
def backend() -> Backend:
    if connection.vendor == "sqlite":
        from kb.search.sqlite import SQLiteBackend

        return SQLiteBackend()
    raise ImproperlyConfigured(f"there is no search backend for {connection.vendor}")
