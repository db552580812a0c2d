"""What the log makes of records that Django writes."""

import logging
from http import HTTPStatus


class WithoutUnavailable(logging.Filter):
    """A 503 has had its line where it was decided, which says why (kb.base.trouble); Django would log each of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE


class RefusalsInOneLine(logging.Filter):
    """A request that Django refuses as suspicious is a stranger's fault: a warning, without the traceback of an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
            if record.levelno > logging.WARNING:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
