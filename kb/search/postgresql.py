"""Search in PostgreSQL's own full text, over stems that kb.text has made: the same as SQLite gets, so the same is found.

The migration `kb.0025` makes the tables. Words need no dictionary of PostgreSQL's (no `unaccent`, no stemmer): they come
folded and stemmed, each with its place, and a GIN index finds them. All languages share the tables.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import ProgrammingError, connection

from kb.base import trouble
from kb.search.backend import Size, Word
from kb.search.document import FIELDS, Document
from kb.search.plan import Group
from kb.search.ranking import WEIGHTS

LETTERS = "ACBD"  # PostgreSQL's marks of title, summary, questions, body; it knows four, the weightiest first
AFTER_ALL = "\U0010ffff"  # no word begins with it
LONGEST_STEM = 500  # letters; PostgreSQL takes 2,046 bytes
LAST_PLACE = 16_383  # in a text; words after it are found all the same, but in no phrase
GAP = 8  # places between two fields, so that no phrase begins in one and ends in the next
TABLES = {"kb_search_text", "kb_search_word", "kb_search_totals"}
ONE_WRITER = 7_263_418_101  # the key of an advisory lock; any number that nothing else in this database uses
COLUMNS = ", ".join(FIELDS)


class PostgreSQLBackend:
    """Who writes waits for the one before until its transaction ends: words get their ids in the order in which they show."""

    def prepare(self, language: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_search_totals (language) VALUES (%s) ON CONFLICT DO NOTHING", [language])
        return False

    def is_prepared(self, language: str) -> bool:
        return set(connection.introspection.table_names()) >= TABLES

    def put(self, document: Document) -> None:
        language, number = document.language, document.number
        _wait_for_turn()
        before = self._drop(number, language)
        fields = [" ".join(stems) for stems in document.stems]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kb_search_text (language, number, vector, stems) VALUES (%s, %s, %s::tsvector, %s)",
                [language, number, _vector(document.stems), _packed([*fields, " ".join(document.words)])],
            )
            cursor.executemany(
                "INSERT INTO kb_search_word (language, word, written, texts) VALUES (%s, %s, %s, 1)"
                " ON CONFLICT (language, word) DO UPDATE SET texts = kb_search_word.texts + 1",
                [(language, *each) for each in document.words.items() if each[0] not in before],
            )
        self._forget(language, before - set(document.words))
        self._add(language, 1, [len(stems) for stems in document.stems])

    def drop(self, number: int, language: str) -> None:
        _wait_for_turn()
        self._forget(language, self._drop(number, language))

    def clear(self, language: str) -> None:
        _wait_for_turn()
        zero = ", ".join(f"{name} = 0" for name in ("texts", *FIELDS))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM kb_search_text WHERE language = %s", [language])
            cursor.execute("DELETE FROM kb_search_word WHERE language = %s", [language])
            cursor.execute(
                f"UPDATE kb_search_totals SET changes = changes + 1, {zero} WHERE language = %s",  # noqa: S608
                [language],
            )

    def size(self, language: str) -> Size:
        rows = _rows(f"SELECT changes, texts, {COLUMNS} FROM kb_search_totals WHERE language = %s", [language])  # noqa: S608
        changes, texts, *words = rows[0] if rows else (0, 0, *(0 for _field in FIELDS))
        return Size(texts, tuple(each / max(texts, 1) for each in words), changes)

    def candidates(self, language: str, groups: Sequence[Group], limit: int) -> list[int]:
        if not groups:
            return []
        # PostgreSQL does not know how rare a word is. The groups do.
        worth = " + ".join(["%s * ts_rank(%s::real[], vector, %s::tsquery, 1)"] * len(groups))
        values: list[Any] = []
        for group in groups:
            values += [group.weight, _WEIGHTS, _expression(group)]
        rows = _rows(
            "SELECT number FROM kb_search_text WHERE language = %s AND vector @@ %s::tsquery"  # noqa: S608
            f" ORDER BY {worth} DESC, number LIMIT %s",
            [language, " | ".join(map(_expression, groups)), *values, limit],
        )
        return [number for (number,) in rows]

    def frequencies(self, language: str, groups: Sequence[Group]) -> list[int]:
        if not groups:
            return []
        count = "(SELECT count(*) FROM kb_search_text WHERE language = %s AND vector @@ %s::tsquery)"
        values = [value for group in groups for value in (language, _expression(group))]
        rows = _rows(f"SELECT {', '.join([count] * len(groups))}", values)
        return list(rows[0]) if rows else [0] * len(groups)

    def stems(self, language: str, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
        rows = _rows(
            "SELECT number, stems FROM kb_search_text WHERE language = %s AND number = ANY(%s)",
            [language, list(numbers)],
        )
        return {number: _unpacked(stems)[: len(FIELDS)] for number, stems in rows}

    def beginning(self, language: str, prefix: str, limit: int) -> list[str]:
        rows = _rows(
            "SELECT word FROM kb_search_word WHERE language = %s AND word >= %s AND word < %s"
            " ORDER BY texts DESC, word LIMIT %s",
            [language, prefix, prefix + AFTER_ALL, limit],
        )
        return [word for (word,) in rows]

    def words(self, language: str, after: int = 0) -> list[Word]:
        rows = _rows(
            "SELECT id, word, written FROM kb_search_word WHERE language = %s AND id > %s ORDER BY id",
            [language, after],
        )
        return [Word(*row) for row in rows]

    def word(self, language: str, id: int) -> str | None:
        rows = _rows("SELECT word FROM kb_search_word WHERE language = %s AND id = %s", [language, id])
        return rows[0][0] if rows else None

    def _drop(self, number: int, language: str) -> set[str]:
        """Take a text out, but not its words, which are told."""
        rows = _rows(
            "DELETE FROM kb_search_text WHERE language = %s AND number = %s RETURNING stems", [language, number]
        )
        if not rows:
            return set()
        *fields, words = _unpacked(rows[0][0])
        self._add(language, -1, [-len(field.split()) for field in fields])
        return set(words.split())

    def _add(self, language: str, texts: int, words: Sequence[int]) -> None:
        """Count so many more texts, and words in each field."""
        more = ", ".join(f"{name} = {name} + %s" for name in ("texts", *FIELDS))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE kb_search_totals SET changes = changes + 1, {more} WHERE language = %s",  # noqa: S608
                [texts, *words, language],
            )

    def _forget(self, language: str, words: Iterable[str]) -> None:
        gone = list(words)
        if not gone:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kb_search_word SET texts = texts - 1 WHERE language = %s AND word = ANY(%s)", [language, gone]
            )
            cursor.execute(
                "DELETE FROM kb_search_word WHERE language = %s AND word = ANY(%s) AND texts < 1", [language, gone]
            )


_WEIGHTS = [each / max(WEIGHTS) for _letter, each in sorted(zip(LETTERS, WEIGHTS, strict=True), reverse=True)]


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER])


def _rows(query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    except ProgrammingError as error:
        if trouble.behind(error) is trouble.Kind.INCOMPLETE:  # nothing is found, and /readyz says why
            return []
        raise


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Stems with their places and marks, as PostgreSQL reads them."""
    return " ".join(f"{_quoted(stem)}:{min(place, LAST_PLACE)}{letter}" for stem, place, letter in _placed(fields))


def _placed(fields: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, str]]:
    place = 0
    for letter, stems in zip(LETTERS, fields, strict=True):
        for stem in stems:
            place += 1
            yield stem, place, letter
        place += GAP


def _expression(group: Group) -> str:
    """A group in PostgreSQL's query language: any of its words, or of its phrases."""
    phrases = (" <-> ".join(map(_quoted, each.stems)) for each in group.alternatives)
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"


def _quoted(stem: str) -> str:
    return "'" + stem[:LONGEST_STEM].replace("\\", "\\\\").replace("'", "''") + "'"


def _packed(fields: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(fields).encode())


def _unpacked(packed: bytes) -> tuple[str, ...]:
    return tuple(zlib.decompress(bytes(packed)).decode().split("\n"))
