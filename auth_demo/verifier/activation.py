"""Activating the broker's app on a phone, for the first time (KB2277), again (KB2748), or in place of another (KB3073).

A code goes by SMS to the number on record. With it the new key becomes active and every older one is revoked in one
transaction; that a user has one active phone at most is also a constraint of the database.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from auth_demo.models import Account, Confirmation, Device, Sandbox
from auth_demo.verifier import challenge, clock, confirm, devices, events, messages
from auth_demo.verifier.methods import registry
from auth_demo.verifier.number import account_of
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.world import HandedOut, PhoneView, phones

LIFETIME = timedelta(seconds=600)
KINDS = (Confirmation.Purpose.ACTIVATION, Confirmation.Purpose.RECOVERY, Confirmation.Purpose.MIGRATION)


@dataclass(frozen=True)
class Activated:
    handed: HandedOut
    revoked: tuple[str, ...]  # the ids of the authenticators that this one replaces


def ask(sandbox: Sandbox, phone_id: str, kind: str) -> Confirmation:
    """Send an activation code for a phone of this sandbox.

    Raises Refused: not-found, not-enrolled without a number, not-offered where another kind is due, locked, too-soon.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    _phone(sandbox, account, phone_id)
    if account.number_state == Account.Number.NONE:
        raise Refused(Reason.NOT_ENROLLED, topic=Topic.NUMBER)
    _refuse_wrong_kind(sandbox, account, phone_id, kind)
    with transaction.atomic():
        asked = confirm.send(account, kind, phone_id, LIFETIME, now)
        events.record(sandbox, "activation.requested", now, phone=phone_id, kind=kind)
    return asked


def settle(sandbox: Sandbox, phone_id: str, typed: str) -> Activated:
    """Take the activation code: the phone gets new keys, this once.

    Raises Refused: not-found, malformed (no try spent), expired, already-used, superseded, too-many-attempts,
    wrong-response.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    phone = _phone(sandbox, account, phone_id)
    asked = confirm.check(account, KINDS, phone_id, typed, now, "activation.rejected")
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        confirm.use(asked, now)
        revoked = _revoke(sandbox, account.user, now)
        place = {"phone": phone.id, "system": phone.system}
        position = sandbox.devices.count()
        made = devices.enrol(sandbox, registry.of_kind("phone"), user=account.user, position=position, **place)
        events.record(sandbox, "phone.activated", now, device=made[0].pk, phone=phone.id, kind=asked.purpose)
        messages.notify(account, asked, now)
    return Activated(HandedOut(*made), revoked)


def forget(sandbox: Sandbox, phone_id: str) -> None:
    """The app's data was cleared: the key is gone from the phone, and nobody can tell the verifier but the owner.

    Raises Refused (not-found).
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    _phone(sandbox, account, phone_id)
    events.record(sandbox, "phone.forgotten", now, phone=phone_id)


def _phone(sandbox: Sandbox, account: Account, phone_id: str) -> PhoneView:
    for phone in phones(sandbox, account):
        if phone.id == phone_id:
            return phone
    raise Refused(Reason.NOT_FOUND)


def _refuse_wrong_kind(sandbox: Sandbox, account: Account, phone_id: str, kind: str) -> None:
    """A first activation is for people who have no phone yet, recovery for the same phone, migration for another one."""
    known = sandbox.devices.filter(user=account.user, kind="phone")
    here = known.filter(phone=phone_id).exists()
    elsewhere = known.filter(revoked_at=None).exclude(phone=phone_id).exists()
    fits = {
        Confirmation.Purpose.ACTIVATION: not known.filter(revoked_at=None).exists(),
        Confirmation.Purpose.RECOVERY: here and not elsewhere,
        Confirmation.Purpose.MIGRATION: elsewhere,
    }
    if not fits[Confirmation.Purpose(kind)]:
        raise Refused(Reason.NOT_OFFERED, topic=Topic.ACTIVATION)


def _revoke(sandbox: Sandbox, user: str, now: datetime) -> tuple[str, ...]:
    revoked = []
    for device in Device.objects.filter(sandbox=sandbox, user=user, kind="phone", revoked_at=None):
        challenge.supersede(sandbox, device, now)
        Device.objects.filter(pk=device.pk).update(revoked_at=now)
        events.record(sandbox, "phone.revoked", now, device=device.pk, phone=device.phone)
        revoked.append(device.pk)
    return tuple(revoked)
