"""Limits against abuse, in real time: sandboxes per address and hour, requests per sandbox and minute."""

import hashlib
import hmac
import ipaddress
import time
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from auth_demo.verifier.outcome import Reason, Refused

REQUESTS_PER_MINUTE = 600  # a page asks far less; a program in a loop more
EXCHANGES_PER_MINUTE = 60  # pairing codes tried from one address: a whole classroom is let in, a guesser is not
RESPONSES_PER_MINUTE = 120  # well above what the tries of several logins bear


def address_key(request: HttpRequest) -> str:
    """A keyed hash of where the request comes from: enough to count by, nothing to know a visitor by.

    An IPv6 visitor owns a whole /64, so that is what counts.
    """
    address = client_address(request)
    try:
        parsed = ipaddress.ip_address(address)
        if parsed.version == 6:
            address = str(ipaddress.ip_network((parsed, 64), strict=False))
    except ValueError:
        pass  # a Unix socket has no address: all its visitors count as one
    return hmac.digest(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hex()


def client_address(request: HttpRequest) -> str:
    """The peer, or what the outermost of our TRUSTED_PROXIES saw; whatever else X-Forwarded-For says is hearsay."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.TRUSTED_PROXIES and forwarded:
        return forwarded[-min(settings.TRUSTED_PROXIES, len(forwarded))]
    return str(request.META.get("REMOTE_ADDR", ""))


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
    spend(address_key(request), what="exchanges", most=EXCHANGES_PER_MINUTE)
