"""What is no mistake of the program: the database or the disk cannot do for a while what they are asked to.

Whatever needs it is answered 503 until that is over. kb.project.sqlite raises DatabaseTrouble.
"""

import errno
import logging
import sqlite3
import threading
import time
from enum import StrEnum

from django.db import Error, InterfaceError, OperationalError

logger = logging.getLogger(__name__)

PERIOD = 60.0  # seconds in which one thing is logged once


class Kind(StrEnum):
    """As an operator reads it, in the log and in /readyz."""

    LOCKED = "another program has locked it"
    FULL = "there is no room on the disk"
    READ_ONLY = "it may not be written"
    MISSING = "its file is not there or cannot be opened"
    UNREADABLE = "its file cannot be read"
    INCOMPLETE = "a table or a column is missing"
    SILENT = "it does not answer"


OF_ERRNO = {
    errno.ENOSPC: Kind.FULL,
    errno.EDQUOT: Kind.FULL,
    errno.EFBIG: Kind.FULL,
    errno.EROFS: Kind.READ_ONLY,
    errno.EIO: Kind.UNREADABLE,
}

# What PostgreSQL says (its SQLSTATE): that it waited for nothing, has no room, and so on.
OF_SQLSTATE = {
    "25006": Kind.READ_ONLY,
    "40001": Kind.LOCKED,
    "40P01": Kind.LOCKED,
    "42703": Kind.INCOMPLETE,
    "42P01": Kind.INCOMPLETE,
    "53100": Kind.FULL,
    "55P03": Kind.LOCKED,
    "58030": Kind.UNREADABLE,
    "XX001": Kind.UNREADABLE,
}


class DatabaseTrouble(OperationalError):
    """The database cannot be read or written for now; as text, what it says of that itself."""

    def __init__(self, kind: Kind, said: str) -> None:
        super().__init__(said)
        self.kind = kind


def behind(error: BaseException | None) -> Kind | None:
    """Which trouble `error` is, or came of: what catches one may raise something else for it."""
    while error is not None:
        if isinstance(error, DatabaseTrouble):
            return error.kind
        if isinstance(error, OSError) and error.errno in OF_ERRNO:
            return OF_ERRNO[error.errno]
        state = getattr(error.__cause__, "sqlstate", None) if isinstance(error, Error) else None
        if state in OF_SQLSTATE:
            return OF_SQLSTATE[state]
        # Other databases say by this class that they are not there; SQLite says so of a wrong query too.
        if isinstance(error, OperationalError | InterfaceError) and not isinstance(error.__cause__, sqlite3.Error):
            return Kind.SILENT
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return None


def report(error: BaseException | None) -> bool:
    """Whether `error` comes of such trouble, of which one line a minute is logged for each kind."""
    kind = behind(error)
    if kind is None:
        return False
    if is_news(kind):
        logger.error("database or disk: %s (%s); what needs it is refused until that is over", kind, error)
    return True


_told: dict[str, float] = {}
_telling = threading.Lock()


def is_news(what: str) -> bool:
    """Whether `what` was not told in the last minute; from now on it was."""
    now = time.monotonic()
    with _telling:
        if now - _told.get(what, -PERIOD) < PERIOD:
            return False
        _told[what] = now
        return True
