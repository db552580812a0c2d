"""Limits against abuse, in real time: sandboxes per address and hour, requests per sandbox and minute."""

import time
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest

from auth_demo.verifier.outcome import Reason, Refused
from kb.base.clients import client_key

REQUESTS_PER_MINUTE = 600  # a page asks far less; a program in a loop more
EXCHANGES_PER_MINUTE = 60  # pairing codes tried from one address: a whole classroom is let in, a guesser is not
RESPONSES_PER_MINUTE = 120  # well above what the tries of several logins bear


def spend(whose: str, *, what: str = "requests", most: int = REQUESTS_PER_MINUTE) -> None:
    """Count one of WHAT in this minute, for a sandbox or an address. Raises Refused (too-soon) beyond MOST."""
    minute, into = divmod(time.time(), 60)
    key = f"practice:{what}:{whose}:{int(minute)}"
    cache.add(key, 0, timeout=120)
    try:
        count = cache.incr(key)
    except ValueError:  # pushed out of a full cache between the two
        count = 1
    if count > most:
        raise Refused(Reason.TOO_SOON, retry_in=timedelta(seconds=60 - into))


def spend_response(sandbox_id: str) -> None:
    spend(sandbox_id, what="responses", most=RESPONSES_PER_MINUTE)


def spend_exchange(request: HttpRequest) -> None:
    spend(client_key(request), what="exchanges", most=EXCHANGES_PER_MINUTE)
