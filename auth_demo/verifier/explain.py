"""Why was I rejected? Looks, after the verdict, for the mistake that would have given this very response.

It never says what the right response is, nor how near a wrong one came. The work is bounded: KEPT earlier challenges,
the other devices of the sandbox, and what the method suspects (a card: 60 candidates and 10,000 PINs).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.verifier import devices, events
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Method, Secrets, Suspect
from auth_demo.verifier.outcome import Cause, Diagnosis

KEPT = 20  # earlier challenges that are compared
PER_MINUTE = 30  # searches in one sandbox, in real time: some tenths of a second of computing each


def explain(sandbox: Sandbox, login: Login, challenge: Challenge, response: str, now: datetime) -> Diagnosis:
    """The first suspect whose device would have shown RESPONSE (cleaned, and found wrong)."""
    recent = events.count_recent(sandbox, "response.explained", timedelta(minutes=1))
    if login.device is None or recent >= PER_MINUTE:
        return Diagnosis(Cause.NOT_SEARCHED)
    method = registry.get(login.method)
    diagnosis = Diagnosis(Cause.UNKNOWN)
    for suspect, suite in _suspects(method, login.device, challenge, now):
        if method.matches(suite, suspect.secrets, suspect.challenge, response):
            diagnosis = Diagnosis(suspect.cause, suspect.facts)
            break
    events.record(sandbox, "response.explained", now, login=login.pk, cause=diagnosis.cause)
    return diagnosis


def _suspects(method: Method, device: Device, challenge: Challenge, now: datetime) -> Iterator[tuple[Suspect, str]]:
    """Each with the suite it was computed with, the most specific first."""
    shared = devices.secrets_of(device)
    for suspect in _earlier_challenges(device, shared, challenge, now):
        yield suspect, device.suite
    for other in Device.objects.filter(sandbox=device.sandbox_id, kind=device.kind).exclude(pk=device.pk):
        cause = Cause.WRONG_DEVICE if other.user == device.user else Cause.OTHER_USER
        facts = {"user": other.user}
        yield Suspect(cause, challenge.text, devices.secrets_of(other), facts), other.suite
    for suspect in method.suspects(shared, challenge.text):
        yield suspect, device.suite


def _earlier_challenges(device: Device, shared: Secrets, challenge: Challenge, now: datetime) -> Iterator[Suspect]:
    earlier = device.challenges.exclude(pk=challenge.pk).order_by("-created_at")[:KEPT]
    for place, other in enumerate(earlier):
        if other.used_at:
            yield Suspect(Cause.ALREADY_USED, other.text, shared, {"when": other.used_at, "ago": now - other.used_at})
        elif place == 0:
            yield Suspect(Cause.PREVIOUS_CHALLENGE, other.text, shared)
        else:
            yield Suspect(Cause.OTHER_LOGIN, other.text, shared)
