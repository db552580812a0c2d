"""What the log makes of a record: a line to read, or JSON for a program; and which records are left out."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

# The id of the request that a thread of Django's answers, as the door gave it (kb.project.door.access); '' elsewhere.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def settings(level: str, form: str) -> dict[str, Any]:
    """logging.config's dictionary for all that this process logs, at `level` and above; `form` is text or json."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {"()": "kb.project.logs.Json"},
        },
        "filters": {
            "refusals": {"()": "kb.project.logs.RefusalsInOneLine"},
            "address": {"()": "kb.project.logs.WithoutAddress"},
            "unavailable": {"()": "kb.project.logs.WithoutUnavailable"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["refusals"]}},
        "root": {"handlers": ["console"], "level": level},
        # Django warns of every 404 on its own; a help site sees many, and their addresses may hold what was pasted.
        "loggers": {
            "django.request": {"level": "ERROR", "filters": ["unavailable", "address"]},
            # The pool says of each try that it failed; kb.base.trouble says so once a minute.
            "psycopg.pool": {"level": "ERROR"},
            "urllib3": {"level": "ERROR"},  # a Sentry server that is away
            "_granian": {
                "level": "WARNING",
                "propagate": True,
            },  # the server's own lines, which have no time by themselves
        },
    }


class Json(logging.Formatter):
    """A line of JSON: time (UTC), level, logger, message; the request's id and what came with `fields`, where there are some."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = getattr(record, "request_id", "") or request_id.get()
        if request:
            line["request"] = request
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class WithoutUnavailable(logging.Filter):
    """A 503 has had its line where it was decided, which says why (kb.base.trouble); Django would log each of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE


class WithoutAddress(logging.Filter):
    """Django names the address that failed, which may hold a secret: it names the pattern that the address fits instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match and isinstance(record.args, tuple) and len(record.args) == 2:  # what happened, where
            record.args = (record.args[0], match.route)
        return True


class RefusalsInOneLine(logging.Filter):
    """A request that Django refuses as suspicious is a stranger's fault: a warning, without the traceback of an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
            if record.levelno > logging.WARNING:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
