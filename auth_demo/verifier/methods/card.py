"""The security card: a PIN and a challenge typed on it, a response read from it (KB3422).

The PIN is inside the computation, so the card cannot tell a wrong one: it shows another response, and it is the
verifier that counts.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from auth_demo.protocols import digits, ocra
from auth_demo.verifier.methods.base import Secrets, Suspect
from auth_demo.verifier.outcome import Cause, Shape, malformed

CHALLENGE_DIGITS = 6
RESPONSE_DIGITS = 8
PIN_DIGITS = 4
KEY_BYTES = 32


class SecurityCard:
    name = "security-card"
    kind = "security-card"
    suite = "OCRA-1:HOTP-SHA256-8:QN06-PSHA256"
    lifetime = timedelta(seconds=120)
    attempts = 5

    def enrol(self) -> Secrets:
        return Secrets(key=secrets.token_bytes(KEY_BYTES), pin=new_pin())

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"key": shared.key.hex(), "pin": shared.pin or ""}

    def draw(self) -> str:
        while True:
            value = secrets.randbelow(10**CHALLENGE_DIGITS)
            # SECURITY: OCRA pads a challenge on the right (RFC 6287 §5.1), so Q and 16·Q would have one response.
            if value % 16:
                return f"{value:0{CHALLENGE_DIGITS}d}"

    def clean(self, response: str) -> str:
        cleaned = digits.clean(response)
        if cleaned and not digits.is_digits(cleaned):
            raise malformed(Shape.ALPHABET, expected=RESPONSE_DIGITS)
        if len(cleaned) != RESPONSE_DIGITS:
            raise malformed(Shape.DIGITS, expected=RESPONSE_DIGITS, typed=len(cleaned))
        return cleaned

    def matches(self, suite: str, shared: Secrets, challenge: str, response: str) -> bool:
        return ocra.verify(suite, shared.key, response, challenge=challenge, pin=shared.pin)

    def suspects(self, shared: Secrets, challenge: str) -> Iterator[Suspect]:
        """At most 1 + 5 + 54 + 10,000 of them."""
        yield Suspect(Cause.PIN_AS_CHALLENGE, shared.pin or "", shared)
        for cause, typed in near(challenge):
            yield Suspect(cause, typed, shared, {"shown": challenge, "typed": typed})
        yield Suspect(Cause.CHALLENGE_AS_PIN, challenge, Secrets(shared.key, challenge[:PIN_DIGITS]))
        for value in range(10**PIN_DIGITS):
            yield Suspect(Cause.WRONG_PIN, challenge, Secrets(shared.key, f"{value:0{PIN_DIGITS}d}"))

    def working(self, suite: str, shared: Secrets, challenge: str) -> ocra.Working:
        return ocra.look_inside(suite, shared.key, challenge=challenge, pin=shared.pin)


def new_pin() -> str:
    """A random PIN that nobody would think of first: at least three different digits, no run like 1234 or 9876."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
        steps = {int(b) - int(a) for a, b in pairwise(pin)}
        if len(set(pin)) >= 3 and steps not in ({1}, {-1}):
            return pin


def near(challenge: str) -> Iterator[tuple[Cause, str]]:
    """The challenge as it is mistyped: two neighbouring digits swapped (at most 5), then one digit wrong (54)."""
    for at, (left, right) in enumerate(pairwise(challenge)):
        if left != right:
            yield Cause.DIGITS_SWAPPED, challenge[:at] + right + left + challenge[at + 2 :]
    for at, shown in enumerate(challenge):
        for digit in "0123456789":
            if digit != shown:
                yield Cause.DIGIT_WRONG, challenge[:at] + digit + challenge[at + 1 :]
