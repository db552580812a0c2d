"""A code that is sent and typed back: by SMS (KB3196) or spoken in a call (KB3396).

Both use the number on record, so they are one authenticator with one count of failures. The verifier keeps the code
as a mark only; its text lies sealed in the message until it is used, replaced or expired.
"""

from collections.abc import Iterator
from datetime import timedelta

from auth_demo.protocols import codes
from auth_demo.verifier.methods import six_digits
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause
from kb.base import vault

CODE_DIGITS = 6


class SentCode:
    kind = "sms"
    suite = ""
    lifetime = timedelta(seconds=300)
    pin_digits = 0
    attempts = 5
    unexplained = Cause.MISCOPIED

    def __init__(self, name: str, channel: Channel) -> None:
        self.name, self.channel = name, channel

    def enrol(self) -> Secrets:
        return Secrets(key=b"")

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return ""

    def code(self) -> str:
        return codes.numeric(CODE_DIGITS)

    def clean(self, response: str) -> str:
        return six_digits.clean(response, CODE_DIGITS)

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        return Match() if vault.is_mark(question.mark, response, owner=question.id, purpose=vault.PRACTICE) else None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """None: how near a wrong code came is nobody's business. Codes of earlier messages are compared elsewhere."""
        yield from ()

    def working(self, suite: str, shared: Secrets, question: Question) -> None:
        return None


SMS = SentCode("sms", Channel.SMS)
VOICE = SentCode("voice", Channel.CALL)
