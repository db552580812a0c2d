"""Queries whose SQL is made once: for short ones the ORM takes ten times as long to compile as the database to answer.

Only pages that everybody asks for are worth it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """A QuerySet of values_list, made with stand-ins where each run has values of its own.

    A stand-in is a value that the query would never hold otherwise and that its field could: a number far above
    any real one, say. (Django drops a condition that its field can never meet.)
    """

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, self.values = compiler.as_sql()
        self.converters = compiler.get_converters([column[0] for column in compiler.select])

    def rows(self, given: Mapping[Any, Any]) -> list[list[Any]]:
        """Run it with `given` in place of its stand-ins."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given.get(value, value) for value in self.values])
            return [self._converted(row) for row in cursor.fetchall()]

    def _converted(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return values
