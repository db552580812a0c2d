"""Which errors are the database's or the disk's fault, and how often they are told."""

import errno
import logging
import sqlite3

import pytest
from django.db import IntegrityError, OperationalError

from kb.base import trouble
from kb.base.trouble import DatabaseTrouble, Kind


def raised(first: Exception, then: Exception | None = None, *, hidden: bool = False) -> Exception:
    """`then`, raised while `first` was handled."""
    try:
        try:
            raise first
        except Exception:
            if then is None:
                raise
            if hidden:
                raise then from None
            raise then  # noqa: B904
    except Exception as error:
        return error


def wrong_query() -> OperationalError:
    error = OperationalError("near SELEKT: syntax error")
    error.__cause__ = sqlite3.OperationalError("near SELEKT: syntax error")
    return error


FULL = DatabaseTrouble(Kind.FULL, "database or disk is full")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (raised(FULL), Kind.FULL),
        (raised(FULL, ValueError("the session was deleted")), Kind.FULL),
        (raised(FULL, ValueError("dealt with"), hidden=True), None),
        (OSError(errno.ENOSPC, "No space left on device"), Kind.FULL),
        (OSError(errno.EROFS, "Read-only file system"), Kind.READ_ONLY),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (OperationalError("server closed the connection unexpectedly"), Kind.SILENT),
        (wrong_query(), None),
        (IntegrityError("UNIQUE constraint failed"), None),
        (ValueError(), None),
        (None, None),
    ],
)
def test_what_is_behind_an_error(error, kind):
    assert trouble.behind(error) is kind


def test_each_kind_is_logged_once_a_minute(monkeypatch, caplog):
    now = [1_000.0]
    monkeypatch.setattr(trouble, "_told", {})
    monkeypatch.setattr(trouble.time, "monotonic", lambda: now[0])
    for _each in range(3):
        assert trouble.report(FULL)
        assert trouble.report(DatabaseTrouble(Kind.LOCKED, "database is locked"))
        assert not trouble.report(ValueError())
    assert len(caplog.records) == 2
    now[0] += trouble.PERIOD
    trouble.report(FULL)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 3
    assert "there is no room on the disk (database or disk is full)" in caplog.text
