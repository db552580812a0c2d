"""How a database comes into a backup, is read back there, and is put back: SQLite's file, PostgreSQL's dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Protocol

from django.db import connection

UNFINISHED = ".unfinished-"
CLIENT = "install PostgreSQL's client programs, of the server's version or newer (Debian: postgresql-client)"


class BackupError(Exception):
    """A backup that could not be made or put back; says why, and what to do."""


class Engine(Protocol):
    file: str  # its name in a backup

    def copy(self, to: Path) -> None:
        """Write the database as of one moment into the file `to`, while others write. Raises BackupError."""

    def check(self, copy: Path) -> None:
        """Read `copy` whole. Raises BackupError."""

    def is_there(self) -> bool:
        """Whether there is a database in the place where one would be put back."""

    def move_aside(self, aside: Path) -> list[Path]:
        """Take away what is there, and keep it; the files of DATA_DIR that belong in the folder `aside` therefore."""

    def put_back(self, copy: Path) -> None:
        """Make the database of `copy`: all of it, or none. Raises BackupError."""


class SQLite:
    file = "site.sqlite3"

    @property
    def path(self) -> Path:
        return Path(str(connection.settings_dict["NAME"]))

    def copy(self, to: Path) -> None:
        """In WAL mode it holds up no writer, and one pass needs no second for what was written meanwhile."""
        if not self.path.exists():
            raise BackupError(f"there is no database at {self.path}")
        uri = f"{self.path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        to.chmod(0o600)

    def check(self, copy: Path) -> None:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?immutable=1", uri=True)) as opened:
            (verdict,) = opened.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise BackupError(f"{copy} is damaged: {verdict}")

    def is_there(self) -> bool:
        return self.path.exists()

    def move_aside(self, aside: Path) -> list[Path]:
        return [path for path in self.path.parent.glob(f"{self.path.name}*") if path.is_file()]

    def put_back(self, copy: Path) -> None:
        """By a rename: until it is there, nothing can take the place for a restored one."""
        scratch = self.path.with_name(f"{UNFINISHED}{self.file}")
        shutil.copyfile(copy, scratch)
        scratch.chmod(0o600)
        scratch.rename(self.path)


class PostgreSQL:
    file = "site.dump"

    def copy(self, to: Path) -> None:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", *_place())
        to.chmod(0o600)

    def check(self, copy: Path) -> None:
        _run("pg_restore", "--file=/dev/null", str(copy))

    def is_there(self) -> bool:
        return bool(connection.introspection.table_names())

    def move_aside(self, aside: Path) -> list[Path]:
        """Into a schema of that name in the same database."""
        schema = connection.ops.quote_name(aside.name)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            here = connection.ops.quote_name(cursor.fetchone()[0])
            cursor.execute(f"ALTER SCHEMA {here} RENAME TO {schema}")
            cursor.execute(f"CREATE SCHEMA {here}")
        return []

    def put_back(self, copy: Path) -> None:
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        connection.close()
        _run("pg_restore", *options, *_place(), str(copy))


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def of_site() -> Engine:
    return ENGINES[connection.vendor]


def of_backup(folder: Path) -> Engine:
    """Raises BackupError if there is no database in it."""
    for engine in ENGINES.values():
        if (folder / engine.file).is_file():
            return engine
    raise BackupError(f"{folder} is no backup, or not a complete one")


def _place() -> list[str]:
    """How PostgreSQL's programs find the database. Passwords are given by the environment: anybody sees arguments."""
    from psycopg.conninfo import make_conninfo

    given = connection.get_connection_params()
    left_out = {"password", "context", "cursor_factory", "prepare_threshold", "client_encoding", "options"}
    known = {name: value for name, value in given.items() if name not in left_out}
    return [f"--dbname={make_conninfo(**known)}"]


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not here; {CLIENT}")
    password = str(connection.settings_dict.get("PASSWORD") or "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
        raise BackupError(f"{program}: {said[:500]}")
