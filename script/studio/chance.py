"""Random numbers that are the same in each walk through a practice, so that a picture taken again is the same picture.

Only what is seen is drawn here: digits and keys. Tokens and ids are drawn as ever.
"""

import base64
import re
import secrets
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from random import Random

from django.http import HttpRequest
from django.http.response import HttpResponseBase

WALK = "X-Walk"  # the header that names a walk: what it goes through, then the language, which changes no digit
ID = re.compile(r"[0-9a-f]{32}")
SANDBOXES = "/api/v1/sandboxes"

_randbelow, _token_bytes = secrets.randbelow, secrets.token_bytes
_current: ContextVar[Random | None] = ContextVar("chance", default=None)


def randbelow(limit: int) -> int:
    chance = _current.get()
    return chance.randrange(limit) if chance else _randbelow(limit)


def token_bytes(length: int | None = None) -> bytes:
    chance = _current.get()
    return chance.randbytes(length or 32) if chance else _token_bytes(length)


def token_hex(length: int | None = None) -> str:
    return _token_bytes(length).hex()


def token_urlsafe(length: int | None = None) -> str:
    return base64.urlsafe_b64encode(_token_bytes(length)).rstrip(b"=").decode()


class Seeded:
    """Middleware: what a request draws depends on its walk and on how often that has asked for the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.asked: dict[str, Counter[str]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        walk = request.headers.get(WALK)
        token = _current.set(self.seeded(walk, request) if walk and request.method == "POST" else None)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)

    def seeded(self, walk: str, request: HttpRequest) -> Random:
        asked = ID.sub("-", request.path)
        if asked == SANDBOXES:
            self.asked[walk] = Counter()
        counted = self.asked.setdefault(walk, Counter())
        counted[asked] += 1
        way, _space, _language = walk.rpartition(" ")
        return Random(f"{way} {asked} {counted[asked]}")  # noqa: S311  # nothing here is secret
