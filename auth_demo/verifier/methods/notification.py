"""The notification: the phone shows the login's details, its owner approves or denies (KB2260).

What the phone answers is computed by protocols/push.py and taken by verifier/approval.py, since it is no text that a
person types. Matching a number is a way of the scenario's world.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta

from auth_demo.protocols import digits, push
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.methods.phone import Phone
from auth_demo.verifier.outcome import Cause, Shape, malformed

ANSWER_CHARACTERS = 64  # HMAC-SHA256 in hexadecimal


class Notification:
    name = "notification"
    kind = "phone"
    suite = Phone.suite
    lifetime = timedelta(seconds=60)
    pin_digits = 0
    attempts = 5
    channel = Channel.PUSH
    unexplained = Cause.MISCOPIED

    def enrol(self) -> Secrets:
        return Phone().enrol()

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return Phone().hand_out(shared)

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return secrets.token_hex(push.NONCE_BYTES)

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        cleaned = digits.clean(response).lower()
        if len(cleaned) != ANSWER_CHARACTERS or not set(cleaned) <= set("0123456789abcdef"):
            raise malformed(Shape.ANSWER, expected=ANSWER_CHARACTERS)
        return cleaned

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        """Never: a notification is answered on the phone, not typed."""
        return None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        yield from ()

    def working(self, suite: str, shared: Secrets, question: Question) -> None:
        return None
