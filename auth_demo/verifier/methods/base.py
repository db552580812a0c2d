"""The questions that every login method answers. A method is one module beside this one, listed in registry.py.

A method keeps no state and asks no clock: secrets, challenges and times come as arguments, so that one set of tests
(tests/auth_demo/methods/) holds for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from auth_demo.protocols.ocra import Working
from auth_demo.verifier.outcome import Cause


class Channel(StrEnum):
    """How a method reaches the learner's phone."""

    NONE = ""
    SMS = "sms"
    CALL = "call"
    PUSH = "push"


class Waived(StrEnum):
    """A check that is left out, to see whether an answer fails by it alone."""

    NOTHING = ""
    SITE = "site"
    OWNER = "owner"
    COUNT = "count"


@dataclass(frozen=True)
class Secrets:
    """What device and verifier share."""

    key: bytes = field(repr=False)
    pin: str | None = field(default=None, repr=False)
    push: bytes = field(default=b"", repr=False)  # the key that answers notifications
    given: str = field(default="", repr=False)  # handed out and never stored


@dataclass(frozen=True)
class Question:
    """A challenge as its method sees it. `mark` stands for a code that was sent; `now` is the sandbox's time."""

    id: str
    text: str
    now: datetime
    mark: bytes = field(default=b"", repr=False)
    window: int = 1  # time steps before and after `now` in which a response is right
    after: int | None = None  # the time step or count of the last response that was accepted: the next one is higher
    waived: Waived = Waived.NOTHING


@dataclass(frozen=True)
class Match:
    """A right response. `drift` is how many time steps the device's clock is ahead; None where no clock is used.

    `counter` is what no later response may have again: the time step of a code, the count of a signature.
    """

    drift: int | None = None
    counter: int | None = None


@dataclass(frozen=True)
class Suspect:
    """A mistake that a person may have made: what the device would then have computed with."""

    cause: Cause
    question: Question
    secrets: Secrets
    facts: Mapping[str, Any] = field(default_factory=dict)


class Method(Protocol):
    @property
    def name(self) -> str:
        """As the API names it: one of scenarios.vocabulary.METHODS."""

    @property
    def kind(self) -> str:
        """The kind of device that answers."""

    @property
    def suite(self) -> str:
        """How a new device of that kind computes, an OCRA suite for instance; empty if it computes nothing."""

    @property
    def pin_digits(self) -> int:
        """How many digits the PIN has that goes into the computation; 0 if none does."""

    @property
    def lifetime(self) -> timedelta:
        """How long a challenge may be answered, on the sandbox's clock."""

    @property
    def attempts(self) -> int:
        """How many responses a challenge bears."""

    @property
    def channel(self) -> Channel:
        """What is sent to the phone when a challenge is issued."""

    @property
    def unexplained(self) -> Cause:
        """What is said of a wrong response for which no mistake was found."""

    def enrol(self) -> Secrets:
        """New secrets, from `secrets`."""

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        """What the browser's device is given, once."""

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        """A new challenge, empty if there is none. `used` are those that the device was asked: the caller draws
        again if the new one is among them."""

    def code(self) -> str:
        """What is sent to be typed back, empty if nothing is."""

    def clean(self, response: str) -> str:
        """The response as it is compared. Raises Refused (malformed), which spends no try."""

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        """Whether a cleaned response is right, compared in constant time."""

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """Mistakes that may be made with this very challenge and device, the most specific first; a bounded number."""

    def working(self, suite: str, shared: Secrets, question: Question) -> Working | None:
        """The whole computation, for "look inside"; it holds secrets. None where nothing is computed."""
