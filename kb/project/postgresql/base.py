"""Django's PostgreSQL backend, for a server process that forks: a worker gets connections of its own."""

import os
from typing import Any

from django.db import connections
from django.db.backends.postgresql import base

_inherited: list[Any] = []  # kept, so that nothing of the parent's is closed by being forgotten here


class DatabaseWrapper(base.DatabaseWrapper):
    _connection_pools: dict[str, Any]  # Django's, of all threads

    def refusal(self) -> str:
        """Why the database cannot be used, in one line, or nothing. Asked of the server itself, not of the pool."""
        try:
            with self.Database.connect(**self.get_connection_params()) as own:
                (encoding,) = own.execute("SHOW server_encoding").fetchone()
        except self.Database.Error as error:
            return " ".join(str(error).split())
        return "" if encoding == "UTF8" else f"its encoding is {encoding}; make it with --encoding=UTF8"


def close_pools() -> None:
    """Before this process forks, or ends: what has threads of its own does neither well."""
    connections.close_all()
    for each in connections.all(initialized_only=True):
        if isinstance(each, DatabaseWrapper):
            each.close_pool()


def _leave_to_parent() -> None:
    """In a forked process the parent's connections are not to be used, and the threads of its pool are not there."""
    _inherited.append(dict(DatabaseWrapper._connection_pools))
    DatabaseWrapper._connection_pools.clear()
    for each in connections.all(initialized_only=True):
        if isinstance(each, DatabaseWrapper) and each.connection is not None:
            _inherited.append(each.connection)
            each.connection = None


os.register_at_fork(after_in_child=_leave_to_parent)
