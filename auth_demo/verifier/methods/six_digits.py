"""Challenges of six digits, shown in the login window and typed on a device; responses of digits typed back."""

import secrets
from collections.abc import Iterator
from itertools import pairwise

from auth_demo.protocols import digits
from auth_demo.verifier.outcome import Cause, Shape, malformed

CHALLENGE_DIGITS = 6


def draw() -> str:
    while True:
        value = secrets.randbelow(10**CHALLENGE_DIGITS)
        # SECURITY: OCRA pads a challenge on the right (RFC 6287 §5.1), so Q and 16·Q would have one response.
        if value % 16:
            return f"{value:0{CHALLENGE_DIGITS}d}"


def clean(response: str, expected: int) -> str:
    """The digits typed, without spaces. Raises Refused (malformed) if they are not `expected` digits."""
    cleaned = digits.clean(response)
    if cleaned and not digits.is_digits(cleaned):
        raise malformed(Shape.ALPHABET, expected=expected)
    if len(cleaned) != expected:
        raise malformed(Shape.DIGITS, expected=expected, typed=len(cleaned))
    return cleaned


def near(challenge: str) -> Iterator[tuple[Cause, str]]:
    """The challenge as it is mistyped: two neighbouring digits swapped (at most 5), then one digit wrong (54)."""
    for at, (left, right) in enumerate(pairwise(challenge)):
        if left != right:
            yield Cause.DIGITS_SWAPPED, challenge[:at] + right + left + challenge[at + 2 :]
    for at, shown in enumerate(challenge):
        for digit in "0123456789":
            if digit != shown:
                yield Cause.DIGIT_WRONG, challenge[:at] + digit + challenge[at + 1 :]
