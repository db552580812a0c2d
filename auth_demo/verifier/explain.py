"""Why was I rejected? Looks, after the verdict, for the mistake that would have given this very response.

It never says what the right response is, nor how near a wrong one came. The work is bounded: KEPT earlier challenges,
the other devices of the sandbox, what the method suspects (a phone: 300 candidates), and for a card the search for its
PIN, which is made in another process.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.verifier import devices, events
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Method, Secrets, Suspect
from auth_demo.verifier.outcome import Cause, Diagnosis
from auth_demo.verifier.pin_search import Busy, search
from kb.base import limits

REVOKED = {"phone": Cause.OLD_PHONE, "security-card": Cause.LOST_CARD}  # by kind: why it is no longer accepted
# Kinds whose answers look alike, so that one device is easily taken for the other: a card and a phone turn six digits into
# eight. Each kind is also like itself: the device may be another user's.
ALIKE = {"security-card": {"security-card", "phone"}, "phone": {"security-card", "phone"}}
# By kind: what it is called that another user's was used, where one device may hold several.
OTHERS = {"authenticator-app": Cause.OTHER_ACCOUNT, "passkey": Cause.OTHER_PASSKEY}
KEPT = 20  # earlier challenges that are compared
# Explanations in a minute of real time. One costs up to a fifteenth of a second of computing, so that one address keeps
# a third of a core busy at most, at a low priority; a school is one address.
PER_MINUTE = 30  # in one sandbox
PER_MINUTE_FROM_ONE_ADDRESS = 300  # in all that were opened from there


def explain(sandbox: Sandbox, login: Login, challenge: Challenge, response: str, now: datetime) -> Diagnosis:
    """The first suspect whose device would have shown `response` (cleaned, and found wrong)."""
    if login.device is None or _is_too_often(sandbox):
        return Diagnosis(Cause.NOT_SEARCHED)
    try:
        diagnosis = _search(registry.get(login.method), login.device, challenge, response, now)
    except Busy:
        return Diagnosis(Cause.NOT_SEARCHED)
    events.record(sandbox, "response.explained", now, login=login.pk, cause=diagnosis.cause)
    return diagnosis


def _is_too_often(sandbox: Sandbox) -> bool:
    if events.count_recent(sandbox, "response.explained", timedelta(minutes=1)) >= PER_MINUTE:
        return True
    most = PER_MINUTE_FROM_ONE_ADDRESS
    return limits.spend_if_possible("practice-explanations", sandbox.opened_from, most=most, seconds=60) is not None


def _search(method: Method, device: Device, challenge: Challenge, response: str, now: datetime) -> Diagnosis:
    """Raises Busy."""
    for suspect, used in _suspects(method, device, challenge, now):
        if registry.of_kind(used.kind).match(used.suite, suspect.secrets, suspect.question, response):
            return Diagnosis(suspect.cause, suspect.facts)
    if method.pin_digits:
        shared, shown = devices.secrets_of(device), devices.question_of(challenge, now).text
        digits = method.pin_digits
        if search.find(suite=device.suite, key=shared.key, challenge=shown, response=response, digits=digits):
            return Diagnosis(Cause.WRONG_PIN)
    return Diagnosis(method.unexplained)


def _suspects(
    method: Method, device: Device, challenge: Challenge, now: datetime
) -> Iterator[tuple[Suspect, Device]]:
    """Each with the device that would have computed it, the most specific first."""
    shared = devices.secrets_of(device)
    for suspect in _earlier_challenges(device, shared, challenge, now):
        yield suspect, device
    others = Device.objects.filter(sandbox=device.sandbox_id, kind__in=ALIKE.get(device.kind, {device.kind}))
    question = devices.question_of(challenge, now)
    for other in others.exclude(pk=device.pk) if method.suite else ():
        cause = _whose(other, device)
        yield Suspect(cause, question, devices.secrets_of(other), {"user": other.user}), other
    for suspect in method.suspects(shared, replace(question, after=device.counter)):
        yield suspect, device


def _whose(other: Device, device: Device) -> Cause:
    if other.user != device.user:
        return OTHERS.get(other.kind, Cause.OTHER_USER)
    return REVOKED.get(other.kind, Cause.WRONG_DEVICE) if other.revoked_at else Cause.WRONG_DEVICE


def _earlier_challenges(device: Device, shared: Secrets, challenge: Challenge, now: datetime) -> Iterator[Suspect]:
    earlier = device.challenges.exclude(pk=challenge.pk).order_by("-created_at")[:KEPT]
    for place, other in enumerate(earlier):
        if not other.text and not other.mark:
            return  # a password is the same for every challenge: nothing to tell apart
        question = devices.question_of(other, now)
        if other.used_at:
            yield Suspect(Cause.ALREADY_USED, question, shared, {"when": other.used_at, "ago": now - other.used_at})
        elif other.mark:
            yield Suspect(Cause.EARLIER_MESSAGE, question, shared)
        elif place == 0:
            yield Suspect(Cause.PREVIOUS_CHALLENGE, question, shared)
        else:
            yield Suspect(Cause.OTHER_LOGIN, question, shared)
