"""Counting failures: what disables an authenticator, and what locks the portal.

An authenticator: 5 challenges in a row that were used up disable it until it is restored. So that nobody escapes by
leaving each challenge after four tries, as many wrong responses as 5 challenges bear disable it too. A success sets
its count back; a new challenge does not.

The portal, per user: 10 refused logins within 24 hours lock it until 24 hours after the last. While it is locked no
login is counted, so the rule needs no state of its own: it is read from the refused logins.
"""

from datetime import datetime, timedelta

from django.db.models import F

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.verifier import events
from auth_demo.verifier.outcome import Lock, Reason, Refused

FAILED_CHALLENGES = 5
REFUSED_LOGINS = 10
WINDOW = timedelta(hours=24)


def portal_locked_until(sandbox: Sandbox, user: str, now: datetime) -> datetime | None:
    refused = Login.objects.filter(sandbox=sandbox, user=user, refused_at__isnull=False)
    latest = refused.order_by("-refused_at").values_list("refused_at", flat=True)[:REFUSED_LOGINS]
    times = [at for at in latest if at]
    if len(times) < REFUSED_LOGINS:
        return None
    last, tenth = times[0], times[-1]
    until = last + WINDOW
    return until if last - tenth < WINDOW and now < until else None


def refuse_if_locked(sandbox: Sandbox, user: str, device: Device | None, now: datetime) -> None:
    """Raises Refused (locked). If both are, the portal's lock is the one reported."""
    until = portal_locked_until(sandbox, user, now)
    if until:
        raise Refused(Reason.LOCKED, topic=Lock.PORTAL, retry_at=until, retry_in=until - now)
    if device and device.disabled_at:
        raise Refused(Reason.LOCKED, topic=Lock.AUTHENTICATOR)


def count_wrong(sandbox: Sandbox, challenge: Challenge, device: Device | None, now: datetime) -> None:
    """A response to CHALLENGE was wrong. To be called inside the verdict's transaction."""
    used_up = end_if_used_up(challenge, now)
    if used_up:
        refuse_login(sandbox, challenge.login, now, reason=Reason.TOO_MANY_ATTEMPTS)
    if device is None:
        return
    mine = Device.objects.filter(pk=device.pk)
    mine.update(wrong_responses=F("wrong_responses") + 1, failures=F("failures") + int(used_up))
    device.refresh_from_db(fields=["wrong_responses", "failures"])
    most = FAILED_CHALLENGES * challenge.max_attempts
    enough = device.failures >= FAILED_CHALLENGES or device.wrong_responses >= most
    if enough and mine.filter(disabled_at=None).update(disabled_at=now):
        events.record(sandbox, "authenticator.locked", now, device=device.pk, failures=device.failures)


def end_if_used_up(challenge: Challenge, now: datetime) -> bool:
    mine = Challenge.objects.filter(pk=challenge.pk)
    mine.update(wrong=F("wrong") + 1)
    return bool(mine.unfinished().filter(wrong__gte=F("max_attempts")).update(failed_at=now))


def refuse_login(sandbox: Sandbox, login: Login, now: datetime, *, reason: Reason) -> None:
    """Count a login towards the portal's lock."""
    Login.objects.filter(pk=login.pk).update(refused_at=now)
    events.record(sandbox, "login.refused", now, login=login.pk, reason=reason)
    until = portal_locked_until(sandbox, login.user, now)
    if until:
        events.record(sandbox, "login.locked", now, login=login.pk, until=until.isoformat())


def count_success(device: Device | None) -> None:
    if device:
        Device.objects.filter(pk=device.pk).update(failures=0, wrong_responses=0)


def restore(sandbox: Sandbox, device: Device, now: datetime) -> None:
    """Take an authenticator into service again, as the broker's client services would."""
    disabled = Device.objects.filter(pk=device.pk, disabled_at__isnull=False)
    if disabled.update(disabled_at=None, failures=0, wrong_responses=0):
        events.record(sandbox, "authenticator.restored", now, device=device.pk)
