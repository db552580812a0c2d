"""The authenticator app: six digits that change every 30 seconds, computed from a key and the time (RFC 6238).

Any such app will do, so the parameters are those that all of them know: SHA-1, six digits, 30 seconds. There is no challenge:
what stops a replay is that each time step is accepted once (RFC 6238 §5.2).
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from auth_demo.protocols import hotp, totp
from auth_demo.protocols.ocra import Working
from auth_demo.verifier.methods import six_digits
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect
from auth_demo.verifier.outcome import Cause

CODE_DIGITS = 6
KEY_BYTES = 20  # as long as the hash (RFC 4226 §4, R6)
STEP = timedelta(seconds=30)
OLD = 10  # steps behind in which a code was rather typed late than shown by a slow clock
CLOCK_SEARCHED = 180  # steps that a clock may be off and still be named as the cause: 90 minutes


class AuthenticatorApp:
    name = "authenticator-app"
    kind = "authenticator-app"
    suite = "TOTP-SHA1-6-30"
    lifetime = timedelta(seconds=300)
    pin_digits = 0
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.UNKNOWN_APP_CODE

    def enrol(self) -> Secrets:
        return Secrets(key=secrets.token_bytes(KEY_BYTES))

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"key": shared.key.hex()}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return ""

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        return six_digits.clean(response, CODE_DIGITS)

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        now = time_step(question.now)
        found = totp.verify(shared.key, response, now, window=question.window, after=question.after)
        return None if found is None else Match(drift=found - now, counter=found)

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """At most 1 + 360 of them."""
        fresh = replace(question, after=None)
        yield Suspect(Cause.APP_CODE_USED, fresh, shared)
        for steps in range(2, CLOCK_SEARCHED + 1):
            for sign, cause in (
                (1, Cause.CLOCK_AHEAD),
                (-1, Cause.APP_CODE_OLD if steps <= OLD else Cause.CLOCK_BEHIND),
            ):
                then = replace(fresh, now=question.now + sign * steps * STEP, window=0)
                yield Suspect(cause, then, shared, {"off": steps * STEP})

    def working(self, suite: str, shared: Secrets, question: Question) -> Working:
        step = time_step(question.now)
        message = step.to_bytes(8, "big")
        mac = hotp.mac(shared.key, step)
        return Working(
            fields=(("T", message),),
            message=message,
            mac=mac,
            offset=hotp.offset(mac),
            truncated=hotp.truncate(mac),
            response=totp.code(shared.key, step),
        )


def time_step(moment: datetime) -> int:
    """Whole spans of 30 seconds since 1970."""
    return totp.step_at(moment.timestamp(), int(STEP.total_seconds()))
