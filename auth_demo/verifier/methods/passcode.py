"""The temporary passcode: what Client Services give to who has lost a device (KB69).

It is no challenge's answer but a password of 80 random bits, so it is kept with a password hash: the one slow check.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password

from auth_demo.protocols import codes
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause, Shape, malformed


class TemporaryPasscode:
    name = "temporary-passcode"
    kind = "temporary-passcode"
    suite = ""
    lifetime = timedelta(seconds=300)
    pin_digits = 0
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.MISCOPIED

    def enrol(self) -> Secrets:
        passcode = codes.passcode()
        return Secrets(key=make_password(passcode).encode(), given=passcode)

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"passcode": codes.grouped(shared.given, codes.PASSCODE)}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return ""

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        reading = codes.read(response, codes.PASSCODE)
        if reading.code is None:
            raise malformed(Shape.CODE, expected=codes.PASSCODE.length, typed=reading.typed)
        return reading.code

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        return Match() if check_password(response, shared.key.decode()) else None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        yield from ()

    def working(self, suite: str, shared: Secrets, question: Question) -> None:
        return None
