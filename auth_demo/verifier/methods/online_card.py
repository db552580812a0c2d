"""The online security code card: a login asks for two of its 224 cells, and never for the same cell again (KB69)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from auth_demo.protocols import codes, grid
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause, Reason, Refused, Shape, malformed

SEPARATOR = ","


class OnlineCard:
    name = "online-card"
    kind = "online-card"
    suite = ""
    lifetime = timedelta(seconds=300)
    pin_digits = 0
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.MISCOPIED

    def enrol(self) -> Secrets:
        return Secrets(key=grid.make().text.encode())

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        """Two cells that no challenge has asked for. Raises Refused (gone) when there are none left."""
        seen = {index for text in used for index in cells(text)}
        try:
            return SEPARATOR.join(map(str, grid.pick(seen)))
        except grid.UsedUp:
            raise Refused(Reason.GONE) from None

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        reading = codes.read(response, grid.ANSWER)
        if reading.code is None:
            raise malformed(Shape.CODE, expected=grid.ANSWER.length, typed=reading.typed)
        return reading.code

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        return Match() if grid.check(grid.Grid(shared.key.decode()), cells(question.text), response) else None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        first, second = cells(question.text)
        yield Suspect(Cause.CELLS_SWAPPED, replace(question, text=f"{second}{SEPARATOR}{first}"), shared)

    def working(self, suite: str, shared: Secrets, question: Question) -> None:
        return None


def cells(text: str) -> tuple[int, int]:
    """The two cells that a challenge asks for, by number."""
    first, second = text.split(SEPARATOR)
    return int(first), int(second)
