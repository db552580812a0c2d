"""The security card: a PIN and a challenge typed on it, a response read from it (KB3422).

The PIN is inside the computation, so the card cannot tell a wrong one: it shows another response, and it is the
verifier that counts.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from auth_demo.protocols import ocra
from auth_demo.verifier.methods import six_digits
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause

RESPONSE_DIGITS = 8
PIN_DIGITS = 4
KEY_BYTES = 32


class SecurityCard:
    name = "security-card"
    kind = "security-card"
    suite = "OCRA-1:HOTP-SHA256-8:QN06-PSHA256"
    lifetime = timedelta(seconds=120)
    pin_digits = PIN_DIGITS
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.UNKNOWN

    def enrol(self) -> Secrets:
        return Secrets(key=secrets.token_bytes(KEY_BYTES), pin=new_pin())

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"key": shared.key.hex(), "pin": shared.pin or ""}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return six_digits.draw()

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        return six_digits.clean(response, RESPONSE_DIGITS)

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        right = ocra.verify(suite, shared.key, response, challenge=question.text, pin=shared.pin)
        return Match() if right else None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """At most 1 + 5 + 54 + 1 of them."""
        shown = question.text
        yield Suspect(Cause.PIN_AS_CHALLENGE, replace(question, text=shared.pin or ""), shared)
        for cause, typed in six_digits.near(shown):
            yield Suspect(cause, replace(question, text=typed), shared, {"shown": shown, "typed": typed})
        yield Suspect(Cause.CHALLENGE_AS_PIN, question, Secrets(shared.key, shown[:PIN_DIGITS]))

    def working(self, suite: str, shared: Secrets, question: Question) -> ocra.Working:
        return ocra.look_inside(suite, shared.key, challenge=question.text, pin=shared.pin)


def new_pin() -> str:
    """A random PIN that nobody would think of first: at least three different digits, no run like 1234 or 9876."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
        steps = {int(b) - int(a) for a, b in pairwise(pin)}
        if len(set(pin)) >= 3 and steps not in ({1}, {-1}):
            return pin
