"""Django's SQLite backend for a file to which something may happen while the site runs.

- What the file, its disk or a lock is to blame for raises DatabaseTrouble (kb.base.trouble): no mistake of the program.
- A lock is waited for as long as kb.base.patience allows. Once that was for nothing, nobody waits again until a write succeeds.
- Writers of this process wait for each other in the order in which they came.
- A connection belongs to a file, and not to its path. Where another file has come to the path, it is that one which is
  opened; where none is there, what is open can still be read, and nothing is written into what a restart would not find.
"""

import fcntl
import os
import re
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from typing import Any
from weakref import WeakSet

from django.db.backends.sqlite3 import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

from kb.base import patience
from kb.base.trouble import DatabaseTrouble, Kind
from kb.project.sqlite.turns import Turns

File = tuple[int, int]  # device and inode

KINDS = {
    sqlite3.SQLITE_BUSY: Kind.LOCKED,
    sqlite3.SQLITE_LOCKED: Kind.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Kind.LOCKED,
    sqlite3.SQLITE_FULL: Kind.FULL,
    sqlite3.SQLITE_READONLY: Kind.READ_ONLY,
    sqlite3.SQLITE_PERM: Kind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Kind.MISSING,
    sqlite3.SQLITE_IOERR: Kind.UNREADABLE,
    sqlite3.SQLITE_CORRUPT: Kind.UNREADABLE,
    sqlite3.SQLITE_NOTADB: Kind.UNREADABLE,
}
# Where a limit or a quota keeps a file from growing, SQLite speaks of an error of the disk.
NO_ROOM = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
# What SQLite says, with no code of its own, where the file has other tables than the program expects.
INCOMPLETE = re.compile(r"no such (fts5 )?table|no such column|table .* has no column|vtable constructor failed")
READING = {"SELECT", "PRAGMA"}

LONG = 1.0  # seconds; who waits less gives up by choice, which says nothing of the database
SHORT = 0.01  # seconds that are waited after somebody has waited LONG for nothing
REMEMBERED = 5.0  # seconds


def kind_of(error: BaseException | None) -> Kind | None:
    if not isinstance(error, sqlite3.Error):
        return None
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    code = extended & 0xFF
    if extended in NO_ROOM:
        return Kind.FULL
    if code == sqlite3.SQLITE_ERROR and INCOMPLETE.match(str(error)):
        return Kind.INCOMPLETE
    return KINDS.get(code)


def file_at(path: str) -> File | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # asked before every statement, and a Path takes five times as long
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Lock:
    """What this process knows of a lock that somebody has waited for and not got."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def seems_held(self) -> bool:
        return time.monotonic() < self._until

    def was_in_vain(self, waited: float) -> None:
        """`waited` is how many seconds the statement was allowed to wait."""
        if waited >= LONG or self.seems_held:
            self._until = time.monotonic() + REMEMBERED

    def was_had(self) -> None:
        self._until = 0.0


lock = Lock()


class Connection(sqlite3.Connection):
    """A connection to the `file` that was at `path`, whose write-ahead log is the file `log`."""

    path = ""
    file: File | None = None  # none for a database in memory
    there: File | None = None  # what was at `path` when Django asked for a cursor
    log: File | None = None
    usual = 0.0  # seconds
    milliseconds = -1
    turns: Turns | None = None
    has_turn = False

    @property
    def is_elsewhere(self) -> bool:
        """Whether a restart would not find the file."""
        return self.file is not None and file_at(self.path) != self.file

    @property
    def is_replaced(self) -> bool:
        """Whether a restart would open another file instead."""
        return self.is_elsewhere and file_at(self.path) is not None

    def prepare(self, *, writes: bool) -> None:
        """Before a statement outside of a transaction. Raises DatabaseTrouble."""
        if self.file is None:
            return
        if writes and self.there != self.file:
            raise _moved(self.path)
        if writes and self.turns is not None and not self.has_turn:
            # Anyone who has waited for nothing may still find SQLite's own lock free: the one before may wait for another process.
            self.has_turn = self.turns.wait(min(self.usual, patience.left()))
        self.wait_at_most(SHORT if lock.seems_held else self.usual)

    def wait_at_most(self, seconds: float) -> None:
        seconds = min(seconds, patience.left())
        milliseconds = ceil(seconds * 4) * 250 if seconds > LONG else round(seconds * 1000)  # one setting for many
        if milliseconds != self.milliseconds:
            self.execute(f"PRAGMA busy_timeout = {milliseconds}")
            self.milliseconds = milliseconds

    def give_turn_back(self) -> None:
        """Unless a transaction is still open."""
        if self.has_turn and not self.in_transaction:
            self._leave()

    def close(self) -> None:
        super().close()
        self._leave()

    def __del__(self) -> None:
        self._leave()  # its thread may have ended in the middle of a transaction

    def _leave(self) -> None:
        if self.has_turn and self.turns is not None:
            self.has_turn = False
            self.turns.leave()


# Connections of this process: as long as one is open to a log, no other file can come by the log's inode.
opened: WeakSet[Connection] = WeakSet()
opening = threading.Lock()


def leave(connection: Connection) -> None:
    """Before `connection` is closed, where its path has another file by now: write what is in its log into its own file."""
    with suppress(sqlite3.Error):
        connection.wait_at_most(SHORT)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clear_log(path: str) -> None:
    """Delete a write-ahead log beside `path` that belongs to an earlier file: SQLite would take it for that of the new one."""
    with opening:
        if _has_log_of_another(path):
            with _alone_in(Path(path).parent):
                if _has_log_of_another(path):
                    for beside in ("-wal", "-shm"):
                        Path(path + beside).unlink(missing_ok=True)


def _has_log_of_another(path: str) -> bool:
    log, file = file_at(f"{path}-wal"), file_at(path)
    return bool(log and file) and any(each.log == log and each.file != file for each in opened)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Of all processes: one of them may have a new log there already."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _moved(path: str) -> DatabaseTrouble:
    return DatabaseTrouble(Kind.MISSING, f"{path} is not the file that is open")


class Cursor(base.SQLiteCursorWrapper):
    connection: Connection

    def execute(self, query: str, params: Any = None) -> Any:
        return self._run(super().execute, query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        return self._run(super().executemany, query, param_list)

    def _run(self, call: Any, query: str, params: Any) -> Any:
        if self.connection.in_transaction:
            return call(query, params)
        writes = query.lstrip()[:6].upper() not in READING
        try:
            self.connection.prepare(writes=writes)
            result = call(query, params)
        finally:
            self.connection.give_turn_back()
        if writes:
            lock.was_had()
        return result


class ErrorWrapper(DatabaseErrorWrapper):
    wrapper: "DatabaseWrapper"

    def __init__(self, wrapper: "DatabaseWrapper") -> None:
        self.wrapper = wrapper

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        kind = kind_of(exc_value)
        if kind is None:
            return super().__exit__(exc_type, exc_value, traceback)
        connection = self.wrapper.connection
        if kind is Kind.LOCKED and connection is not None:
            lock.was_in_vain(connection.milliseconds / 1000)
        raise DatabaseTrouble(kind, str(exc_value)).with_traceback(traceback) from exc_value


class DatabaseWrapper(base.DatabaseWrapper):
    connection: Connection | None
    known: set[str] = set()  # paths where there is a database, or was: no new one is made there
    turns: defaultdict[str, Turns] = defaultdict(Turns)  # of a path

    @cached_property
    def wrap_database_errors(self) -> ErrorWrapper:
        return ErrorWrapper(self)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        usual = conn_params["timeout"]
        conn_params = {**conn_params, "factory": Connection}
        if self.is_in_memory_db():
            in_memory: Connection = super().get_new_connection(conn_params)
            return in_memory
        path = str(conn_params["database"])
        clear_log(path)
        there = file_at(path)
        if path in self.known or there:
            conn_params["database"] = f"{Path(path).absolute().as_uri()}?mode=rw"
        conn_params["timeout"] = min(SHORT if lock.seems_held else usual, patience.left())
        connection: Connection = super().get_new_connection(conn_params)
        connection.path, connection.usual, connection.turns = path, usual, self.turns[path]
        connection.file = connection.there = there or file_at(path)
        connection.execute("SELECT name FROM sqlite_master LIMIT 1")  # only now is the log there
        connection.log = file_at(f"{path}-wal")
        with opening:
            opened.add(connection)
        self.known.add(path)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[union-attr]  # Django has seen to a connection

    def ensure_connection(self) -> None:
        connection = self.connection
        if connection is not None and connection.file is not None and not self.in_atomic_block:
            connection.there = file_at(connection.path)
            if connection.there not in (None, connection.file):
                self.close()
        super().ensure_connection()

    def _close(self) -> None:
        if self.connection is not None:
            if self.connection.is_replaced:
                leave(self.connection)
                clear_log(self.connection.path)
            with opening:
                opened.discard(self.connection)
        super()._close()  # type: ignore[misc]

    def _commit(self) -> None:
        if self.connection is not None and self.connection.is_elsewhere:
            raise _moved(self.connection.path)
        super()._commit()  # type: ignore[misc]
        if self.connection is not None:
            self.connection.give_turn_back()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        if self.connection is not None:
            self.connection.give_turn_back()
