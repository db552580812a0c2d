"""Counting failures: what disables an authenticator, what ends the codes that are no login's, and what locks the portal.

An authenticator: 5 challenges in a row that were used up disable it until it is restored. So that nobody escapes by
leaving each challenge after four tries, as many wrong responses as 5 challenges bear disable it too. A success sets
its count back; a new challenge does not.

Codes that prove a number or activate a phone, per user: 25 wrong ones in a row, of whatever messages, and none is sent
or taken until the user's devices are restored. Moving the clock changes nothing about either.

The portal, per user: 10 refused logins within 24 hours lock it until 24 hours after the last. While it is locked no
login is counted, so the rule needs no state of its own: it is read from the refused logins.
"""

from datetime import datetime, timedelta

from django.db.models import F

from auth_demo.models import Account, Challenge, Device, Login, Sandbox
from auth_demo.verifier import events, onetime
from auth_demo.verifier.outcome import Lock, Reason, Refused

FAILED_CHALLENGES = 5
WRONG_CODES = 25  # as many as five challenges bear
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
    """Raises Refused (locked). A frozen login first, then the portal's lock, then the device's."""
    until = portal_locked_until(sandbox, user, now)
    if Account.objects.filter(sandbox=sandbox, user=user, frozen_at__isnull=False).exists():
        raise Refused(Reason.LOCKED, topic=Lock.FROZEN)
    if until:
        raise Refused(Reason.LOCKED, topic=Lock.PORTAL, retry_at=until, retry_in=until - now)
    if device and device.disabled_at:
        raise Refused(Reason.LOCKED, topic=Lock.AUTHENTICATOR)


def count_wrong(sandbox: Sandbox, challenge: Challenge, device: Device | None, now: datetime) -> None:
    """A response to `challenge` was wrong. To be called inside the verdict's transaction."""
    used_up = onetime.count_wrong(challenge, now)
    if used_up:
        refuse_login(sandbox, challenge.login, now, reason=Reason.TOO_MANY_ATTEMPTS)
    if device:
        _count(sandbox, device, now, challenge.max_attempts, wrong=1, failures=int(used_up))


def count_failure(sandbox: Sandbox, challenge: Challenge, device: Device | None, now: datetime) -> None:
    """A challenge failed at once, as if all its tries had been wrong."""
    refuse_login(sandbox, challenge.login, now, reason=Reason.TOO_MANY_ATTEMPTS)
    if device:
        _count(sandbox, device, now, challenge.max_attempts, wrong=challenge.max_attempts, failures=1)


def _count(sandbox: Sandbox, device: Device, now: datetime, tries: int, *, wrong: int, failures: int) -> None:
    mine = Device.objects.filter(pk=device.pk)
    mine.update(wrong_responses=F("wrong_responses") + wrong, failures=F("failures") + failures)
    device.refresh_from_db(fields=["wrong_responses", "failures"])
    enough = device.failures >= FAILED_CHALLENGES or device.wrong_responses >= FAILED_CHALLENGES * tries
    if enough:
        disable(sandbox, device, now)


def disable(sandbox: Sandbox, device: Device, now: datetime) -> None:
    """Take an authenticator out of service until it is restored; another way to log in stays open."""
    if Device.objects.filter(pk=device.pk, disabled_at=None).update(disabled_at=now):
        events.record(sandbox, "authenticator.locked", now, device=device.pk, failures=device.failures)


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


def refuse_if_codes_locked(account: Account) -> None:
    """Raises Refused (locked)."""
    if Account.objects.filter(pk=account.pk, codes_locked_at__isnull=False).exists():
        raise Refused(Reason.LOCKED, topic=Lock.CODES)


def count_wrong_code(account: Account, now: datetime) -> None:
    """A code that was no login's was wrong. To be called inside the verdict's transaction."""
    mine = Account.objects.filter(pk=account.pk)
    mine.update(wrong_codes=F("wrong_codes") + 1)
    if mine.filter(wrong_codes__gte=WRONG_CODES, codes_locked_at=None).update(codes_locked_at=now):
        events.record(account.sandbox, "codes.locked", now, user=account.user)


def count_right_code(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(wrong_codes=0)


def freeze(sandbox: Sandbox, user: str, now: datetime) -> None:
    """ "It was not me": nobody logs in as `user` until it is cleared up."""
    if Account.objects.filter(sandbox=sandbox, user=user, frozen_at=None).update(frozen_at=now):
        events.record(sandbox, "account.frozen", now, user=user)


def restore(sandbox: Sandbox, device: Device, now: datetime) -> None:
    """Take an authenticator into service again, and lift its user's locks, as the broker's client services would."""
    accounts = Account.objects.filter(sandbox=sandbox, user=device.user)
    if accounts.filter(codes_locked_at__isnull=False).update(codes_locked_at=None, wrong_codes=0):
        events.record(sandbox, "codes.restored", now, user=device.user)
    if accounts.filter(frozen_at__isnull=False).update(frozen_at=None):
        events.record(sandbox, "account.unfrozen", now, user=device.user)
    disabled = Device.objects.filter(pk=device.pk, disabled_at__isnull=False)
    if disabled.update(disabled_at=None, failures=0, wrong_responses=0):
        events.record(sandbox, "authenticator.restored", now, device=device.pk)
