"""The phone without notifications: a challenge typed in the app, a response string read from it (KB9001, KB3279).

The app computes with the time, without any network. Its PIN or the owner's face unlocks the key on the phone and
never leaves it, so the verifier knows neither.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from auth_demo.protocols import ocra
from auth_demo.verifier.methods import six_digits
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause

RESPONSE_DIGITS = 8
KEY_BYTES = 32
STEP = timedelta(minutes=1)
CLOCK_SEARCHED = 120  # minutes that a clock may be off and still be named as the cause


class Phone:
    name = "phone"
    kind = "phone"
    suite = "OCRA-1:HOTP-SHA256-8:QN06-T1M"
    lifetime = timedelta(seconds=120)
    pin_digits = 0
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.UNKNOWN

    def enrol(self) -> Secrets:
        return Secrets(key=secrets.token_bytes(KEY_BYTES), push=secrets.token_bytes(KEY_BYTES))

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"key": shared.key.hex(), "push_key": shared.push.hex()}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return six_digits.draw()

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        return six_digits.clean(response, RESPONSE_DIGITS)

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        """Replay is stopped by the challenge, good once; the step that matched only measures the clock."""
        if len(question.text) != six_digits.CHALLENGE_DIGITS:
            return None  # the nonce of a notification: no phone computes a response string of it
        now = time_step(question.now)
        for drift in sorted(range(-question.window, question.window + 1), key=abs):
            if ocra.verify(suite, shared.key, response, challenge=question.text, time_step=now + drift):
                return Match(drift)
        return None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """At most 5 + 54 + 240 of them."""
        shown = question.text
        for cause, typed in six_digits.near(shown):
            yield Suspect(cause, replace(question, text=typed), shared, {"shown": shown, "typed": typed})
        for minutes in range(2, CLOCK_SEARCHED + 1):
            for sign, cause in ((1, Cause.CLOCK_AHEAD), (-1, Cause.CLOCK_BEHIND)):
                then = replace(question, now=question.now + sign * minutes * STEP, window=0)
                yield Suspect(cause, then, shared, {"off": minutes * STEP})

    def working(self, suite: str, shared: Secrets, question: Question) -> ocra.Working:
        return ocra.look_inside(suite, shared.key, challenge=question.text, time_step=time_step(question.now))


def time_step(moment: datetime) -> int:
    """Whole minutes since 1970 (RFC 6287 §6.3, T1M)."""
    return int(moment.timestamp() // STEP.total_seconds())
