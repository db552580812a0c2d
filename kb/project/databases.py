"""Which database the site keeps its data in: SQLite in DATA_DIR, or the PostgreSQL server that DATABASE_URL names."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

EXAMPLE = "postgresql://user:password@host:5432/name"
SCHEMES = {"postgresql", "postgres"}
ANSWER_SECONDS = 3  # for a server to take a connection, and for one of the pool's to come free
LOCK_SECONDS = 4  # that a statement waits for a lock, as on SQLite
LEFT_SECONDS = 60  # after which the server ends a transaction that nobody goes on with

Settings = dict[str, Any]


def on_sqlite(path: Path) -> Settings:
    return {
        "ENGINE": "kb.project.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        # pytest-xdist knows by itself only that Django's own SQLite has its tests there.
        "TEST": {"NAME": ":memory:"},
        "OPTIONS": {
            "timeout": LOCK_SECONDS,  # for a request see PatienceMiddleware
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing at the first write
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def on_postgresql(url: str, connections: int) -> Settings:
    """Django's settings for the database at `url`, as libpq reads it, with parameters such as `?sslmode=verify-full`.

    A process holds as many as `connections`, which its threads share, and which are tried before they are handed out.
    With 0 each thread keeps one of its own: for a pool elsewhere, such as PgBouncer's. Raises ImproperlyConfigured.
    """
    given = _read(url)
    options: Settings = {
        "application_name": "secure-login-kb",
        "connect_timeout": ANSWER_SECONDS,
        "keepalives_idle": 10,  # seconds; a server that is gone without a word is noticed within half a minute
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,  # milliseconds
        **{
            name: value for name, value in given.items() if name not in {"dbname", "user", "password", "host", "port"}
        },
    }
    bounds = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout={LEFT_SECONDS}s"
    options["options"] = f"{bounds} {given.get('options', '')}".strip()
    if connections:
        options["pool"] = {"min_size": 1, "max_size": connections, "timeout": ANSWER_SECONDS}
    return {
        "ENGINE": "kb.project.postgresql",
        "NAME": given["dbname"],
        "USER": given.get("user", ""),
        "PASSWORD": given.get("password", ""),
        "HOST": given.get("host", ""),
        "PORT": given.get("port", ""),
        "CONN_MAX_AGE": 0 if connections else None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _read(url: str) -> dict[str, str]:
    """What `url` says, by libpq's names. What is refused is not repeated: there may be a password in it."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in SCHEMES:
        what = f"{scheme}:" if scheme else "something else"
        raise ImproperlyConfigured(
            f"DATABASE_URL must look like {EXAMPLE}, not {what}; without it the site uses SQLite in DATA_DIR"
        )
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.Error:
        given = {}
    if not given.get("dbname"):
        raise ImproperlyConfigured(
            f"DATABASE_URL must look like {EXAMPLE}; this one cannot be read or names no database"
        )
    ports = [port for port in given.get("port", "").split(",") if port]
    if not all(port.isascii() and port.isdigit() and 0 < int(port) < 65_536 for port in ports):
        raise ImproperlyConfigured("DATABASE_URL names a port that is no number from 1 to 65535")
    return given
