"""The questions that every login method answers. A method is one module beside this one, listed in registry.py.

A method keeps no state and asks no clock: secrets, challenges and times come as arguments, so that one set of tests
(tests/auth_demo/methods/) holds for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from auth_demo.protocols.ocra import Working
from auth_demo.verifier.outcome import Cause


@dataclass(frozen=True)
class Secrets:
    """What device and verifier share."""

    key: bytes = field(repr=False)
    pin: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Suspect:
    """A mistake that a person may have made: what the device would then have computed with."""

    cause: Cause
    challenge: str
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
        """The OCRA suite that a new device of that kind gets; empty if it computes nothing."""

    @property
    def lifetime(self) -> timedelta:
        """How long a challenge may be answered, on the sandbox's clock."""

    @property
    def attempts(self) -> int:
        """How many responses a challenge bears."""

    def enrol(self) -> Secrets:
        """New secrets, from `secrets`."""

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        """What the browser's device is given, once."""

    def draw(self) -> str:
        """A new challenge. The caller sees to it that a device never gets the same one twice."""

    def clean(self, response: str) -> str:
        """The response as it is compared. Raises Refused (malformed), which spends no try."""

    def matches(self, suite: str, shared: Secrets, challenge: str, response: str) -> bool:
        """Whether a cleaned response is right, compared in constant time."""

    def suspects(self, shared: Secrets, challenge: str) -> Iterator[Suspect]:
        """Mistakes with this very challenge and device, the most specific first; a bounded number."""

    def working(self, suite: str, shared: Secrets, challenge: str) -> Working:
        """The whole computation, for "look inside". It holds secrets."""
