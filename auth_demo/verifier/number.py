"""The mobile number on record: unverified, then pending while a code is under way, then active (KB3196)."""

from datetime import datetime, timedelta

from django.db import transaction

from auth_demo.models import Account, Device, Sandbox
from auth_demo.models import Confirmation as Confirmation  # for the web, which names it and never asks it
from auth_demo.protocols import fiction
from auth_demo.verifier import clock, confirm, devices, events
from auth_demo.verifier.methods import registry
from auth_demo.verifier.outcome import Reason, Refused, Topic

LIFETIME = timedelta(seconds=600)
NUMBER = Account.Number


def account_of(sandbox: Sandbox) -> Account:
    """That of the sandbox's own training user."""
    return Account.objects.select_related("sandbox").get(sandbox=sandbox, user=sandbox.user)


def ask(sandbox: Sandbox) -> Confirmation:
    """Send the confirmation number to the number on record; it replaces one sent before.

    Raises Refused: not-enrolled without a number, already-used if it is active, too-soon.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    if account.number_state == NUMBER.NONE:
        raise Refused(Reason.NOT_ENROLLED, topic=Topic.NUMBER)
    if account.number_state == NUMBER.ACTIVE:
        raise Refused(Reason.ALREADY_USED)
    with transaction.atomic():
        asked = confirm.send(account, Confirmation.Purpose.NUMBER, account.number, LIFETIME, now)
        Account.objects.filter(pk=account.pk, number_state=NUMBER.UNVERIFIED).update(number_state=NUMBER.PENDING)
        events.record(sandbox, "number.pending", now)
    return asked


def settle(sandbox: Sandbox, typed: str) -> bool:
    """Take the confirmation number. Returns whether SMS was enrolled with it: only where there is no other device.

    Raises Refused: not-found, malformed (no try spent), expired, already-used, superseded, too-many-attempts,
    wrong-response.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    asked = confirm.check(account, (Confirmation.Purpose.NUMBER,), account.number, typed, now, "number.rejected")
    with transaction.atomic():
        confirm.use(asked, now)
        Account.objects.filter(pk=account.pk).update(number_state=NUMBER.ACTIVE)
        events.record(sandbox, "number.active", now)
        return _enrol_if_first(sandbox, account, now)


def _enrol_if_first(sandbox: Sandbox, account: Account, now: datetime) -> bool:
    Sandbox.objects.filter(pk=sandbox.pk).hold()
    if devices.in_use(sandbox, account.user):
        return False
    position = Device.objects.filter(sandbox=sandbox).count()
    device, _nothing = devices.enrol(sandbox, registry.of_kind("sms"), user=account.user, position=position)
    events.record(sandbox, "sms.enrolled", now, device=device.pk)
    return True


def shown(account: Account) -> dict[str, str] | None:
    """The number as people read it, and with its last two digits hidden; None if there is none."""
    if account.number_state == NUMBER.NONE:
        return None
    display = fiction.shown(account.number)
    return {"display": display, "masked": display[:-2] + "••", "state": account.number_state}
