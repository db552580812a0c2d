"""Search in SQLite's FTS5, over text that kb.text has analysed already.

For each language: an index without a copy of the text (contentless); the stems of each text, compressed, by which it is
ranked and which FTS5 needs back to delete it; the words, for what is being typed or misspelt; and one row of totals.
"""

import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

from kb.base.trouble import DatabaseTrouble, Kind
from kb.search.backend import Size, Word
from kb.search.document import FIELDS, Document
from kb.search.plan import Group
from kb.search.ranking import WEIGHTS

FORMER = ("", "_vocabulary", "_written")  # tables of an earlier kind of index: kb_search_en and so on
AFTER_ALL = "\U0010ffff"  # no word begins with it
COLUMNS = ", ".join(FIELDS)


class SQLiteBackend:
    """Tables are named by language code, which comes from settings.LANGUAGES and nowhere else."""

    def prepare(self, language: str) -> bool:
        table = _table(language)
        totals = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in FIELDS)
        there = connection.introspection.table_names()
        former = f"kb_search_{language.replace('-', '_')}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5"
                f"({COLUMNS}, content = '', tokenize = \"unicode61 remove_diacritics 0\")"
            )
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {table}_stems (number INTEGER PRIMARY KEY, stems BLOB NOT NULL)"
            )
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {table}_totals"
                f" (id INTEGER PRIMARY KEY, changes INTEGER NOT NULL DEFAULT 0, texts INTEGER NOT NULL DEFAULT 0, {totals})"
            )
            cursor.execute(f"INSERT OR IGNORE INTO {table}_totals (id) VALUES (1)")  # noqa: S608
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {table}_words (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                " word TEXT NOT NULL UNIQUE, written TEXT NOT NULL, texts INTEGER NOT NULL)"
            )
            for suffix in reversed(FORMER):
                cursor.execute(f"DROP TABLE IF EXISTS {former}{suffix}")
        return former in there

    def is_prepared(self, language: str) -> bool:
        table = _table(language)
        wanted = {table, f"{table}_stems", f"{table}_words", f"{table}_totals"}
        if not wanted <= set(connection.introspection.table_names()):
            return False
        with (
            connection.cursor() as cursor
        ):  # the words are in tables of FTS5's own: damage shows only to who looks one up
            cursor.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH 'a' LIMIT 1")  # noqa: S608
        return True

    def put(self, document: Document) -> None:
        table, number = _table(document.language), document.number
        fields = [" ".join(stems) for stems in document.stems]
        before = self._drop(number, document.language)
        marks = ", ".join(["%s"] * len(FIELDS))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (rowid, {COLUMNS}) VALUES (%s, {marks})",  # noqa: S608
                [number, *fields],
            )
            cursor.execute(
                f"INSERT INTO {table}_stems (number, stems) VALUES (%s, %s)",  # noqa: S608
                [number, _packed([*fields, " ".join(document.words)])],
            )
            cursor.executemany(
                f"INSERT INTO {table}_words (word, written, texts) VALUES (%s, %s, 1)"  # noqa: S608
                " ON CONFLICT (word) DO UPDATE SET texts = texts + 1",
                [each for each in document.words.items() if each[0] not in before],
            )
        self._forget(document.language, before - set(document.words))
        self._add(document.language, 1, [len(stems) for stems in document.stems])

    def drop(self, number: int, language: str) -> None:
        self._forget(language, self._drop(number, language))

    def clear(self, language: str) -> None:
        table = _table(language)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608
            cursor.execute(f"DELETE FROM {table}_stems")  # noqa: S608
            cursor.execute(f"DELETE FROM {table}_words")  # noqa: S608
            zero = ", ".join(f"{name} = 0" for name in ("texts", *FIELDS))
            cursor.execute(f"UPDATE {table}_totals SET changes = changes + 1, {zero}")  # noqa: S608

    def size(self, language: str) -> Size:
        rows = _rows(f"SELECT changes, texts, {COLUMNS} FROM {_table(language)}_totals")  # noqa: S608
        changes, texts, *words = rows[0] if rows else (0, 0, *(0 for _field in FIELDS))
        return Size(texts, tuple(each / max(texts, 1) for each in words), changes)

    def candidates(self, language: str, groups: Sequence[Group], limit: int) -> list[int]:
        if not groups:
            return []
        table, weights = _table(language), ", ".join(map(str, WEIGHTS))
        rows = _rows(
            f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY bm25({table}, {weights}), rowid LIMIT %s",  # noqa: S608
            [" OR ".join(map(_expression, groups)), limit],
        )
        return [number for (number,) in rows]

    def frequencies(self, language: str, groups: Sequence[Group]) -> list[int]:
        if not groups:
            return []
        table = _table(language)
        count = f"(SELECT count(*) FROM {table} WHERE {table} MATCH %s)"  # noqa: S608
        rows = _rows(f"SELECT {', '.join([count] * len(groups))}", list(map(_expression, groups)))
        return list(rows[0]) if rows else [0] * len(groups)

    def stems(self, language: str, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
        wanted = ", ".join(["%s"] * len(numbers))
        rows = _rows(
            f"SELECT number, stems FROM {_table(language)}_stems WHERE number IN ({wanted})",  # noqa: S608
            list(numbers),
        )
        return {number: _unpacked(stems)[: len(FIELDS)] for number, stems in rows}

    def beginning(self, language: str, prefix: str, limit: int) -> list[str]:
        rows = _rows(
            f"SELECT word FROM {_table(language)}_words WHERE word >= %s AND word < %s"  # noqa: S608
            " ORDER BY texts DESC, word LIMIT %s",
            [prefix, prefix + AFTER_ALL, limit],
        )
        return [word for (word,) in rows]

    def words(self, language: str, after: int = 0) -> list[Word]:
        rows = _rows(
            f"SELECT id, word, written FROM {_table(language)}_words WHERE id > %s ORDER BY id",  # noqa: S608
            [after],
        )
        return [Word(*row) for row in rows]

    def word(self, language: str, id: int) -> str | None:
        rows = _rows(f"SELECT word FROM {_table(language)}_words WHERE id = %s", [id])  # noqa: S608
        return rows[0][0] if rows else None

    def _drop(self, number: int, language: str) -> set[str]:
        """Take a text out, but not its words, which are told."""
        table = _table(language)
        rows = _rows(f"SELECT stems FROM {table}_stems WHERE number = %s", [number])  # noqa: S608
        if not rows:
            return set()
        *fields, words = _unpacked(rows[0][0])
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({table}, rowid, {COLUMNS}) VALUES ('delete', %s, {marks})",  # noqa: S608
                [number, *fields],
            )
            cursor.execute(f"DELETE FROM {table}_stems WHERE number = %s", [number])  # noqa: S608
        self._add(language, -1, [-len(field.split()) for field in fields])
        return set(words.split())

    def _add(self, language: str, texts: int, words: Sequence[int]) -> None:
        """Count so many more texts, and words in each field."""
        more = ", ".join(f"{name} = {name} + %s" for name in ("texts", *FIELDS))
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {_table(language)}_totals SET changes = changes + 1, {more}", [texts, *words])  # noqa: S608

    def _forget(self, language: str, words: Iterable[str]) -> None:
        table = _table(language)
        gone = [(word,) for word in words]
        if not gone:
            return
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table}_words SET texts = texts - 1 WHERE word = %s", gone)  # noqa: S608
            cursor.executemany(f"DELETE FROM {table}_words WHERE word = %s AND texts < 1", gone)  # noqa: S608


def _table(language: str) -> str:
    return f"kb_index_{language.replace('-', '_')}"


def _packed(fields: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(fields).encode())


def _unpacked(packed: bytes) -> tuple[str, ...]:
    return tuple(zlib.decompress(packed).decode().split("\n"))


def _rows(query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values or [])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    except DatabaseTrouble as trouble:
        if trouble.kind is Kind.INCOMPLETE:  # nothing is found, and /readyz says why
            return []
        raise


def _expression(group: Group) -> str:
    """A group in FTS5's query language. Stems are letters and digits alone, so quoting them is enough."""
    return " OR ".join(_quoted(each.stems) for each in group.alternatives)


def _quoted(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(word.replace('"', "") for word in phrase) + '"'
