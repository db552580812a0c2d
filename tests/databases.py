"""Databases on the PostgreSQL server that DATABASE_URL names: a migrated one to copy, and copies of it for tests.

Run as a program it makes the migrated one, TEMPLATE, and deletes it and every copy with `--drop`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

URL = os.environ.get("DATABASE_URL", "")
NAME = conninfo_to_dict(URL).get("dbname", "") if URL else ""  # copies are called NAME_something
TEMPLATE = f"{NAME}_template"


def url_of(name: str) -> str:
    """DATABASE_URL with another database."""
    scheme, _, rest = URL.partition("://")
    place, _, tail = rest.partition("/")
    return f"{scheme}://{place}/{name}{'?' if '?' in tail else ''}{tail.partition('?')[2]}"


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(make_conninfo(URL, dbname="postgres"), autocommit=True) as connection:
        yield connection


def copy(name: str, template: str = TEMPLATE) -> str:
    with server() as connection:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(command.format(sql.Identifier(name), sql.Identifier(template)))
    return name


def empty(name: str) -> str:
    """A database without anything in it. Text sorts by its code points, as SQLite has it, and any letter may be in it."""
    with server() as connection:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        connection.execute(command.format(sql.Identifier(name)))
    return name


@contextmanager
def for_a_site(*, is_empty: bool = False) -> Iterator[dict[str, str]]:
    """The setting by which a site that a test starts has a database of its own: none where that is a file of its DATA_DIR."""
    if not URL:
        yield {}
        return
    name = f"{NAME}_{uuid4().hex[:12]}"
    if is_empty:
        empty(name)
    else:
        copy(name)
    try:
        yield {"DATABASE_URL": url_of(name)}
    finally:
        drop(name)


def drop(name: str) -> None:
    """Also where somebody is connected still."""
    with server() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def make_template() -> None:
    empty(TEMPLATE)
    os.environ |= {"DATABASE_URL": url_of(TEMPLATE), "DATABASE_POOL": "0"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def drop_all() -> None:
    with server() as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) OR starts_with(datname, %s)",
            [f"{NAME}_", f"test_{NAME}"],
        ).fetchall()
    for (name,) in found:
        drop(name)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
    drop_all() if "--drop" in sys.argv else make_template()
