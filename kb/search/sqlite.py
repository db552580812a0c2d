"""Search in SQLite's FTS5: one table per language over text that kb.text has analysed already."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from kb.base.trouble import DatabaseTrouble, Kind
from kb.search.document import Document
from kb.search.plan import Group, Plan

WEIGHTS = (12.0, 5.0, 1.0, 0.5)  # title, summary, body, words


class SQLiteBackend:
    """Tables are named by language code, which comes from settings.LANGUAGES and nowhere else."""

    def prepare(self, language: str) -> None:
        table = _table(language)
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5"
                '(title, summary, body, words, tokenize = "unicode61 remove_diacritics 0")'
            )
            cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}_vocabulary USING fts5vocab({table}, 'col')")
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {table}_written (word TEXT PRIMARY KEY, written TEXT NOT NULL)"
            )

    def is_prepared(self, language: str) -> bool:
        table = _table(language)
        return {table, f"{table}_vocabulary", f"{table}_written"} <= set(connection.introspection.table_names())

    def put(self, document: Document) -> None:
        table = _table(document.language)
        self.drop(document.number, document.language)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (rowid, title, summary, body, words) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
                [document.number, document.title, document.summary, document.body, " ".join(document.words)],
            )
            cursor.executemany(
                f"INSERT OR IGNORE INTO {table}_written (word, written) VALUES (%s, %s)",  # noqa: S608
                list(document.words.items()),
            )

    def drop(self, number: int, language: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(language)} WHERE rowid = %s", [number])  # noqa: S608

    def clear(self, language: str) -> None:
        table = _table(language)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            cursor.execute(f"DELETE FROM {table}_written")  # noqa: S608

    def count(self, language: str) -> int:
        return int(_rows(f"SELECT count(*) FROM {_table(language)}")[0][0])  # noqa: S608

    def find(self, plan: Plan, limit: int, *, every: bool) -> list[int]:
        expression = _expression(plan, every=every)
        if not expression:
            return []
        table = _table(plan.language)
        weights = ", ".join(map(str, WEIGHTS))
        rows = _rows(
            f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY bm25({table}, {weights}), rowid LIMIT %s",  # noqa: S608
            [expression, limit],
        )
        return [number for (number,) in rows]

    def known(self, language: str, stems: Collection[str]) -> set[str]:
        wanted = ", ".join(["%s"] * len(stems))
        query = f"SELECT term FROM {_table(language)}_vocabulary WHERE col <> 'words' AND term IN ({wanted})"  # noqa: S608
        return {term for (term,) in _rows(query, list(stems))} if stems else set()

    def words(self, language: str) -> dict[str, str]:
        table = _table(language)
        return dict(
            _rows(
                f"SELECT word, written FROM {table}_written WHERE word IN "  # noqa: S608
                f"(SELECT term FROM {table}_vocabulary WHERE col = 'words')"
            )
        )


def _table(language: str) -> str:
    return f"kb_search_{language.replace('-', '_')}"


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


def _expression(plan: Plan, *, every: bool) -> str:
    """The plan in FTS5's query language. Words are letters and digits alone, so quoting them is enough."""
    parts = [_group(group) for group in plan.groups]
    if plan.prefix and parts:
        parts[-1] = f"({parts[-1]} OR words : {_quoted((plan.prefix,))} *)"
    elif plan.prefix:
        parts = [f"words : {_quoted((plan.prefix,))} *"]
    expression = (" AND " if every else " OR ").join(parts)
    if len(plan.phrase) > 1 and expression:
        return f"(({expression}) AND {_indexed(plan.phrase)}) OR {expression}" if every else expression
    return expression


def _group(group: Group) -> str:
    return "(" + " OR ".join(map(_indexed, group.alternatives)) + ")"


def _indexed(phrase: tuple[str, ...]) -> str:
    return f"{{title summary body}} : {_quoted(phrase)}"


def _quoted(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(word.replace('"', "") for word in phrase) + '"'
