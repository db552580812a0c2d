"""HOTP, the counter-based one-time password of RFC 4226, with the hashes RFC 6238 adds to it."""

import hmac
from typing import Literal

Algorithm = Literal["sha1", "sha256", "sha512"]


def mac(key: bytes, counter: int, algorithm: Algorithm = "sha1") -> bytes:
    """The HMAC of one counter value, before it is truncated (RFC 4226 §5.3, step 1)."""
    return hmac.digest(key, counter.to_bytes(8, "big"), algorithm)


def offset(mac: bytes) -> int:
    """Where dynamic truncation reads: the low four bits of the last byte (RFC 4226 §5.3)."""
    return mac[-1] & 0x0F


def truncate(mac: bytes) -> int:
    """Dynamic truncation (RFC 4226 §5.3): 31 bits of an HMAC of at least 20 bytes."""
    at = mac[-1] & 0x0F
    return int.from_bytes(mac[at : at + 4], "big") & 0x7FFF_FFFF


def decimal(value: int, digits: int) -> str:
    """The last `digits` decimal digits of a value, leading zeros kept."""
    return str(value % 10**digits).zfill(digits)


def code(key: bytes, counter: int, *, digits: int = 6, algorithm: Algorithm = "sha1") -> str:
    """The code for one counter value (RFC 4226 §5).

    `key` is the raw secret, `counter` 0 … 2^64-1, `digits` 6 … 10.
    Raises ValueError for an empty key, a counter or a number of digits out of range.
    """
    if not key:
        raise ValueError("the key is empty")
    if not 0 <= counter < 2**64:
        raise ValueError("the counter is a whole number from 0 to 2^64-1")
    if not 6 <= digits <= 10:
        raise ValueError("a code has 6 to 10 digits")
    return decimal(truncate(mac(key, counter, algorithm)), digits)


def verify(
    key: bytes,
    response: str,
    counter: int,
    *,
    look_ahead: int = 0,
    digits: int = 6,
    algorithm: Algorithm = "sha1",
) -> int | None:
    """The counter that the response belongs to, or None (RFC 4226 §7.2, §7.4).

    Tries `counter` to `counter + look_ahead`, never past 2^64-1. The caller stores the answer plus one
    as the next counter: that is what stops a replay. A malformed response is None, never an error.
    Raises ValueError for what `code` refuses, and for a negative look_ahead.
    """
    if look_ahead < 0:
        raise ValueError("look_ahead counts forward: 0 or more")
    last = max(counter, min(counter + look_ahead, 2**64 - 1))
    return match(key, response, range(counter, last + 1), digits=digits, algorithm=algorithm)


def match(key: bytes, response: str, counters: range, *, digits: int, algorithm: Algorithm) -> int | None:
    """The first counter whose code is the response, or None. All are computed, so that time tells nothing."""
    # compare_digest refuses text outside ASCII; no code is empty.
    typed = response if isinstance(response, str) and response.isascii() else ""
    found = None
    for counter in reversed(counters):
        if hmac.compare_digest(code(key, counter, digits=digits, algorithm=algorithm), typed):
            found = counter
    return found
