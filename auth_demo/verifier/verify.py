"""The one door to a verdict on what was typed: each right response is accepted exactly once, in parallel too.

Three writes decide, each conditional (onetime.py): spend a try, if the challenge still bears one; compute and compare;
use the challenge up, if nobody has.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.verifier import (
    clock,
    devices,
    events,
    expiry,
    explain,
    faults,
    lockout,
    messages,
    onetime,
    passcode,
    sharing,
)
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Channel, Match
from auth_demo.verifier.outcome import Reason, Refused, Topic


def submit(sandbox: Sandbox, login_id: str, response: str) -> Login:
    """Take a response as it was typed. Returns the login, accepted.

    Raises Refused: not-found, malformed (no try spent), locked, already-used, superseded, expired,
    too-many-attempts, wrong-response. What was wrong is explained after the verdict is committed.
    """
    login, challenge = open_login(sandbox, login_id)
    now = clock.now(sandbox)
    method = registry.get(login.method)
    if method.channel is Channel.PUSH:
        raise Refused(Reason.NOT_YET, topic=Topic.REQUEST)
    with recording(sandbox, login, now):
        lockout.refuse_if_locked(sandbox, login.user, login.device, now)
        faults.let_expire(sandbox, challenge, now)
        onetime.refuse_if_over(challenge, now)
        cleaned = method.clean(response)
        onetime.spend_try(challenge, now)
        match = _match(challenge, login, cleaned, now)
        if match:
            accept(sandbox, login, challenge, now, match)
            return login
    left = reject(sandbox, login, challenge, now)
    diagnosis = explain.explain(sandbox, login, challenge, cleaned, now)
    topic = Topic.LOGIN_CODE if method.channel in (Channel.SMS, Channel.CALL) else None
    raise Refused(Reason.WRONG_RESPONSE, topic=topic, attempts_left=left, diagnosis=diagnosis)


def open_login(sandbox: Sandbox, login_id: str) -> tuple[Login, Challenge]:
    """A login and its newest challenge. Raises Refused (not-found)."""
    login = Login.objects.select_related("device").filter(sandbox=sandbox, pk=login_id).first()
    challenge = login and login.challenges.select_related("login").last()
    if not login or not challenge:
        raise Refused(Reason.NOT_FOUND)
    return login, challenge


def accept(sandbox: Sandbox, login: Login, challenge: Challenge, now: datetime, match: Match) -> None:
    """Raises Refused if somebody else has used the challenge up meanwhile."""
    with transaction.atomic():
        if onetime.use(challenge, now):
            Login.objects.filter(pk=login.pk).update(accepted_at=now)
            lockout.count_success(login.device)
            if match.counter is not None and login.device and not devices.count_up(login.device, match.counter):
                raise Refused(Reason.ALREADY_USED)  # which takes back that the challenge was used
            if match.drift is not None and login.device:
                Device.objects.filter(pk=login.device.pk).update(drift=match.drift)
            messages.wipe(challenge)
            if login.shares:
                sharing.settle(sandbox, login, now)
            if login.device and login.device.kind not in passcode.STOPGAPS:
                passcode.end(sandbox, login.user, now)
            events.record(
                sandbox, "response.accepted", now, login=login.pk, method=login.method, **events.purpose(login)
            )
            return
    raise onetime.refuse_second(challenge, now)


def reject(sandbox: Sandbox, login: Login, challenge: Challenge, now: datetime) -> int:
    """Count a wrong response; returns how many tries the challenge still bears."""
    with transaction.atomic():
        left = onetime.left(challenge)
        events.record(
            sandbox,
            "response.rejected",
            now,
            login=login.pk,
            method=login.method,
            reason=Reason.WRONG_RESPONSE,
            attempts_left=left,
        )
        lockout.count_wrong(sandbox, challenge, login.device, now)
        if not left:
            messages.wipe(challenge)
    return left


@contextmanager
def recording(sandbox: Sandbox, login: Login, now: datetime) -> Iterator[None]:
    """Refusals inside become events. What was malformed never counted as a response, so it leaves no trace."""
    try:
        yield
    except Refused as refusal:
        if refusal.reason is not Reason.MALFORMED:
            if refusal.reason is Reason.EXPIRED:
                expiry.note(sandbox, now)
            data = {"login": login.pk, "method": login.method, "reason": refusal.reason}
            events.record(sandbox, "response.rejected", now, **data)
        raise


def _match(challenge: Challenge, login: Login, response: str, now: datetime) -> Match | None:
    """Outside any transaction: computing holds nobody up."""
    if login.device is None:
        return None
    method, shared = registry.get(login.method), devices.secrets_of(login.device)
    question = devices.question_of(challenge, now, after=login.device.counter)
    return method.match(login.device.suite, shared, question, response)
