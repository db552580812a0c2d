"""The temporary passcode and the online card: for a while, until a real device is there again (KB69).

A passcode is valid for every login for FULL, then for PORTAL only in the portal, to fetch the online card. Nobody gets two
in a row: between them a real device has to be used, and that ends the first.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from auth_demo.models import Account, Device, Login, Sandbox
from auth_demo.protocols.grid import Grid
from auth_demo.verifier import clock, devices, events, lockout
from auth_demo.verifier.methods import registry
from auth_demo.verifier.number import account_of
from auth_demo.verifier.outcome import Reason, Refused, Topic

PASSCODE, CARD = "temporary-passcode", "online-card"
STOPGAPS = (PASSCODE, CARD)
FULL, PORTAL, CARD_LIFETIME = timedelta(days=2), timedelta(days=10), timedelta(days=21)
PORTAL_PLATFORM = "client-portal"


@dataclass(frozen=True)
class Passcode:
    device: str
    passcode: str = field(repr=False)
    full_until: datetime
    portal_until: datetime


@dataclass(frozen=True)
class Card:
    device: str
    cells: list[str] = field(repr=False)
    valid_until: datetime


def give(sandbox: Sandbox) -> Passcode:
    """A new passcode, as Client Services would after asking who one is. Raises Refused: locked, not-offered."""
    account, now = account_of(sandbox), clock.now(sandbox)
    lockout.refuse_if_locked(sandbox, account.user, None, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        _refuse_second(sandbox, account)
        device, given = _enrol(sandbox, account, PASSCODE, now + FULL + PORTAL)
        events.record(sandbox, "passcode.issued", now, device=device.pk)
    return Passcode(device.pk, given["passcode"], now + FULL, now + FULL + PORTAL)


def print_card(sandbox: Sandbox) -> Card:
    """The online card, for anyone who has logged in to the portal with a passcode that is still good; it replaces an older one.

    Raises Refused: locked, not-offered.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    lockout.refuse_if_locked(sandbox, account.user, None, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        good = sandbox.devices.filter(user=account.user, kind=PASSCODE, revoked_at=None, valid_until__gt=now)
        if not Login.objects.filter(device__in=good, platform=PORTAL_PLATFORM, accepted_at__isnull=False).exists():
            raise Refused(Reason.NOT_OFFERED, topic=Topic.ONLINE_CARD)
        older = sandbox.devices.filter(user=account.user, kind=CARD, revoked_at=None).last()
        device, _nothing = _enrol(sandbox, account, CARD, now + CARD_LIFETIME)
        if older:
            _replace(older, device, now)
        events.record(sandbox, "online-card.issued", now, device=device.pk)
    grid = Grid(devices.secrets_of(device).key.decode())
    return Card(device.pk, [cell for row in grid.rows() for _index, cell in row], now + CARD_LIFETIME)


def _replace(older: Device, card: Device, now: datetime) -> None:
    """SECURITY: guesses go on counting, or who has the passcode could print new cards until one guess is right."""
    older.revoked_at = now
    older.save(update_fields=["revoked_at"])
    card.failures, card.wrong_responses, card.disabled_at = older.failures, older.wrong_responses, older.disabled_at
    card.save(update_fields=["failures", "wrong_responses", "disabled_at"])


def refuse_if_over(device: Device, platform: str, now: datetime) -> None:
    """Raises Refused for a device whose time is up, or a passcode that is good for the portal only: gone, not-offered."""
    if device.valid_until is None:
        return
    if device.valid_until <= now:
        raise Refused(Reason.GONE, topic=Topic.LIFETIME)
    if device.kind == PASSCODE and device.valid_until - PORTAL <= now and platform != PORTAL_PLATFORM:
        raise Refused(Reason.NOT_OFFERED, topic=Topic.PORTAL_ONLY)


def end(sandbox: Sandbox, user: str, now: datetime) -> None:
    """A real device was used: passcodes end. To be called inside the verdict's transaction."""
    if sandbox.devices.filter(user=user, kind=PASSCODE, revoked_at=None).update(revoked_at=now):
        events.record(sandbox, "passcode.ended", now, user=user)


def _refuse_second(sandbox: Sandbox, account: Account) -> None:
    """A passcode that no real device has ended is the last one that there is for now, even if its time is up."""
    if sandbox.devices.filter(user=account.user, kind=PASSCODE, revoked_at=None).exists():
        raise Refused(Reason.NOT_OFFERED, topic=Topic.SECOND_PASSCODE)


def _enrol(sandbox: Sandbox, account: Account, kind: str, until: datetime) -> tuple[Device, dict[str, str]]:
    place = sandbox.devices.count()
    device, given = devices.enrol(sandbox, registry.of_kind(kind), user=account.user, position=place)
    device.valid_until = until
    device.save(update_fields=["valid_until"])
    return device, given
