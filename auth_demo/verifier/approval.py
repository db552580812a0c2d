"""The verdict on a notification: approved, denied, or "it was not me", each exactly once (NIST SP 800-63B-4 §3.1.3)."""

from datetime import datetime

from django.db import transaction

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.protocols import digits, push
from auth_demo.verifier import clock, devices, events, faults, lockout, messages, onetime, verify
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Channel, Match
from auth_demo.verifier.outcome import Cause, Diagnosis, Reason, Refused, Shape, malformed


def decide(sandbox: Sandbox, login_id: str, *, device_id: str, decision: str, answer: str, number: str = "") -> Login:
    """Take what the phone `device_id` answers. Returns the login, accepted or denied.

    `answer` is protocols/push.py's over the challenge's nonce, the training user's name, the device's id, the decision
    and the `number` typed ("Matching" mode, for an approval).
    Raises Refused: not-found, not-offered, revoked, malformed (no try spent), locked, already-used, superseded,
    expired, too-many-attempts, wrong-response.
    """
    login, challenge = verify.open_login(sandbox, login_id)
    method, now = registry.get(login.method), clock.now(sandbox)
    device = _phone(sandbox, login, device_id)
    if method.channel is not Channel.PUSH:
        onetime.refuse_if_over(challenge, now)
        raise Refused(Reason.SUPERSEDED, attempts_left=0)  # the login has gone on without the notification
    with verify.recording(sandbox, login, now):
        lockout.refuse_if_locked(sandbox, login.user, login.device, now)
        faults.let_expire(sandbox, challenge, now)
        onetime.refuse_if_over(challenge, now)
        answer, number = method.clean(answer), _number(challenge, decision, number)
        onetime.spend_try(challenge, now)
        genuine = _is_genuine(challenge, device, decision, answer, number)
        if genuine and decision != "approve":
            return _deny(sandbox, login, challenge, decision, now)
        if genuine and number == challenge.shown:
            verify.accept(sandbox, login, challenge, now, Match())
            events.record(sandbox, "push.approved", now, login=login.pk)
            return login
    if genuine:  # the phone's own answer, with a number that another login shows
        raise _refuse_number(sandbox, login, challenge, now)
    left = verify.reject(sandbox, login, challenge, now)
    raise Refused(
        Reason.WRONG_RESPONSE, attempts_left=left, diagnosis=Diagnosis(_cause(device, login), {"user": device.user})
    )


def _phone(sandbox: Sandbox, login: Login, device_id: str) -> Device:
    device = sandbox.devices.filter(pk=device_id, kind="phone").first()
    if device is None:
        raise Refused(Reason.NOT_FOUND)
    if device.revoked_at and device.user == login.user:
        raise Refused(Reason.REVOKED, diagnosis=Diagnosis(Cause.OLD_PHONE))
    return device


def _number(challenge: Challenge, decision: str, typed: str) -> str:
    """The number as it is compared; only an approval in "Matching" mode has one."""
    if not challenge.shown or decision != "approve":
        return ""
    cleaned = digits.clean(typed)
    if not digits.is_code(cleaned, push.NUMBER_DIGITS):
        raise malformed(Shape.DIGITS, expected=push.NUMBER_DIGITS, typed=len(cleaned))
    return cleaned


def _is_genuine(challenge: Challenge, device: Device, decision: str, answer: str, number: str) -> bool:
    """Whether the phone that was asked gave this very answer. Outside any transaction."""
    return device.pk == challenge.device_id and push.verify(
        devices.secrets_of(device).push,
        answer,
        nonce=bytes.fromhex(challenge.text),
        user=challenge.login.user,
        phone=device.pk,
        decision=decision,
        number=number,
    )


def _deny(sandbox: Sandbox, login: Login, challenge: Challenge, decision: str, now: datetime) -> Login:
    with transaction.atomic():
        if onetime.use(challenge, now):
            Login.objects.filter(pk=login.pk).update(denied_at=now)
            messages.wipe(challenge)
            events.record(sandbox, "push.denied", now, login=login.pk, decision=decision)
            if decision == "not-me":
                lockout.freeze(sandbox, login.user, now)
            return login
    raise onetime.refuse_second(challenge, now)


def _refuse_number(sandbox: Sandbox, login: Login, challenge: Challenge, now: datetime) -> Refused:
    """A wrong number ends the request at once: anyone who guesses has one guess."""
    with transaction.atomic():
        data = {"login": login.pk, "method": login.method, "reason": Reason.WRONG_RESPONSE, "attempts_left": 0}
        if onetime.end(challenge, now):
            events.record(sandbox, "response.rejected", now, **data)
            lockout.count_failure(sandbox, challenge, login.device, now)
    return Refused(Reason.WRONG_RESPONSE, attempts_left=0, diagnosis=Diagnosis(Cause.OTHER_NUMBER))


def _cause(device: Device, login: Login) -> Cause:
    if device.user != login.user:
        return Cause.OTHER_USER
    return Cause.WRONG_DEVICE if device.pk != login.device_id else Cause.UNKNOWN
