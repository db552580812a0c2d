"""Sending what a class did to a learning record store, once it has ended: xAPI 1.0.3, to the address in LRS_URL.

A store that does not answer is asked again every minute, for as long as the class is kept. Each statement has an id of its
own that never changes, so a store that gets one twice keeps it once.
"""

import base64
import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException
from typing import Any

from django.conf import settings

from auth_demo.models import Classroom
from auth_demo.verifier.realtime import real_now
from kb.base import trouble

SECONDS = 10  # that an answer may take
AT_ONCE = 200  # statements in a request
VERSION = "1.0.3"
CONFLICT = 409  # the store has these already

logger = logging.getLogger(__name__)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """SECURITY: name and password are for the address in the settings and for no other."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def send_due(statements: Callable[[Classroom], list[dict[str, Any]]]) -> int:
    """Send the `statements` of each class that has ended and was not sent yet; how many classes arrived."""
    if not settings.LRS_URL:
        return 0
    due = Classroom.objects.filter(statements_sent_at=None, is_rehearsal=False).exclude(ended_at=None)
    return sum(_send(each, statements(each)) for each in due.order_by("ended_at"))


def _send(classroom: Classroom, statements: Sequence[dict[str, Any]]) -> bool:
    for start in range(0, len(statements), AT_ONCE):
        refused = _post(statements[start : start + AT_ONCE])
        if refused:
            if trouble.is_news("lrs"):
                logger.error("LRS_URL did not take the statements of class %s: %s", classroom.code, refused)
            return False
    Classroom.objects.filter(pk=classroom.pk).update(statements_sent_at=real_now())
    return True


def _post(statements: Sequence[dict[str, Any]]) -> str:
    """Why they were not taken; empty if they were."""
    user = f"{settings.LRS_USER}:{settings.LRS_PASSWORD}".encode()
    headers = {
        "Content-Type": "application/json",
        "X-Experience-API-Version": VERSION,
        "Authorization": f"Basic {base64.b64encode(user).decode()}",
    }
    address = settings.LRS_URL.rstrip("/") + "/statements"
    # The settings take http and https alone.
    request = urllib.request.Request(address, data=json.dumps(statements).encode(), headers=headers, method="POST")  # noqa: S310
    try:
        with _opener.open(request, timeout=SECONDS):
            return ""
    except urllib.error.HTTPError as refused:
        refused.close()
        return "" if refused.code == CONFLICT else str(refused.code)
    except (OSError, HTTPException) as failed:
        return f"{type(failed).__name__}: {failed}"
