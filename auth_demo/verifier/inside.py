"""Look inside: what the verifier knew and computed in the last login, once that can spoil nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auth_demo.models import Sandbox
from auth_demo.protocols.ocra import Working
from auth_demo.verifier import clock, devices
from auth_demo.verifier.methods import authenticator_app, phone, registry
from auth_demo.verifier.outcome import Reason, Refused

STEPS = {"phone": phone.STEP, "authenticator-app": authenticator_app.STEP}  # by kind: in what its drift is counted
NOTHING = Working(fields=(), message=b"", mac=b"", offset=None, truncated=None, response="")


@dataclass(frozen=True)
class Inside:
    login: str
    method: str
    suite: str
    challenge: str
    issued_at: datetime
    expires_at: datetime
    attempts: int
    attempts_left: int
    fields: tuple[tuple[str, str], ...] = field(repr=False)  # name and value in hexadecimal, as joined
    data_input: str = field(repr=False)
    mac: str = field(repr=False)
    offset: int | None
    truncated: int | None = field(repr=False)
    response: str = field(repr=False)


def look(sandbox: Sandbox) -> Inside:
    """Raises Refused: not-found before the first login, not-yet while the last one can be answered."""
    login = sandbox.logins.select_related("device").exclude(device=None).last()
    challenge = login and login.challenges.last()
    if not login or not login.device or not challenge:
        raise Refused(Reason.NOT_FOUND)
    now = clock.now(sandbox)
    # SECURITY: the response of a challenge that can still be answered is shown to nobody.
    if type(challenge).objects.answerable(now).filter(pk=challenge.pk).exists():
        raise Refused(Reason.NOT_YET)
    shared = devices.secrets_of(login.device)
    then = (challenge.used_at or challenge.issued_at) + (login.device.drift or 0) * STEPS.get(
        login.device.kind, timedelta(0)
    )
    question = devices.question_of(challenge, then)
    working = registry.get(login.method).working(login.device.suite, shared, question) or NOTHING
    return Inside(
        login=login.pk,
        method=login.method,
        suite=login.device.suite,
        challenge=challenge.text if working is not NOTHING else "",
        issued_at=challenge.issued_at,
        expires_at=challenge.expires_at,
        attempts=challenge.attempts,
        attempts_left=challenge.attempts_left,
        fields=tuple((name, value.hex()) for name, value in working.fields),
        data_input=working.message.hex(),
        mac=working.mac.hex(),
        offset=working.offset,
        truncated=working.truncated,
        response=working.response,
    )
