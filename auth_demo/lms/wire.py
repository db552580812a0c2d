"""Asking a learning platform: with a limit on time and size, and never elsewhere than at the address that is registered."""

from collections.abc import Mapping
from typing import Any

import requests

from auth_demo.verifier.outcome import Reason, Refused, Topic

SECONDS = 8  # for connecting, and for each part of an answer
_MOST = 256 * 1024  # bytes of an answer


class Unanswered(Exception):
    """The platform did not do what it was asked; as text, why, for the log and the operators' page."""


def fetch_json(address: str) -> Any:
    """Raises Refused (full, which may be tried again) if it does not come."""
    try:
        return _answer("GET", address).json()
    except (Unanswered, ValueError):
        raise Refused(Reason.FULL, topic=Topic.LMS_SILENT) from None


def post(address: str, body: Mapping[str, str] | str, headers: Mapping[str, str] | None = None) -> requests.Response:
    """Raises Unanswered."""
    return _answer("POST", address, data=body, headers=headers)


def _answer(method: str, address: str, **more: Any) -> requests.Response:
    try:
        # SECURITY: a redirect could lead a token or a score elsewhere.
        answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, stream=True, **more)
        with answer:
            answer._content = answer.raw.read(_MOST, decode_content=True)  # never more, whatever comes
    except (requests.RequestException, OSError) as failed:
        raise Unanswered(type(failed).__name__) from None
    if not 200 <= answer.status_code < 300:
        raise Unanswered(str(answer.status_code))
    return answer
