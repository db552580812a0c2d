"""What the learner may break: the network of the phones, the carrier, the notifications, the card."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from auth_demo.models import Device, Sandbox
from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import FAULTS
from auth_demo.verifier import devices, events, lockout
from auth_demo.verifier.outcome import Shape, malformed

CARD_LOCKED = "card-locked"  # no state of its own: it is what five failed challenges do to a card
UNREACHABLE = frozenset({"no-coverage", "airplane", "phone-lost"})  # nothing comes to a phone, whatever it is


def offered(sandbox: Sandbox) -> tuple[str, ...]:
    """The faults that this sandbox's scenario knows, in the order of the vocabulary."""
    scenario = load.get(sandbox.scenario)
    known = {*scenario.faults, *scenario.world_of(sandbox.variant).faults} if scenario else set()
    return tuple(fault for fault in FAULTS if fault in known)


def switches(sandbox: Sandbox) -> dict[str, bool]:
    on = _on(sandbox)
    return {fault: fault in on for fault in offered(sandbox)}


def switch(sandbox: Sandbox, wanted: Mapping[str, bool], now: datetime) -> None:
    """Switch faults on or off. Raises Refused (malformed) for one that the scenario does not have."""
    known = offered(sandbox)
    if not set(wanted) <= set(known):
        raise malformed(Shape.FAULT, known=list(known))
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        sandbox.refresh_from_db(fields=["faults"])
        before = _on(sandbox)
        after = {fault for fault in known if wanted.get(fault, fault in before)}
        sandbox.faults = sorted(after - {CARD_LOCKED})
        sandbox.save(update_fields=["faults"])
        if CARD_LOCKED in before ^ after:
            _lock_cards(sandbox, CARD_LOCKED in after, now)
        for fault in sorted(after - before):
            events.record(sandbox, "fault.on", now, fault=fault)
        for fault in sorted(before - after):
            events.record(sandbox, "fault.off", now, fault=fault)


def _on(sandbox: Sandbox) -> set[str]:
    locked = {CARD_LOCKED} if _cards(sandbox).filter(disabled_at__isnull=False).exists() else set()
    return {*sandbox.faults, *locked}


def _cards(sandbox: Sandbox) -> QuerySet[Device]:
    return devices.of_user(sandbox, sandbox.user).filter(kind="security-card", revoked_at=None)


def _lock_cards(sandbox: Sandbox, is_locked: bool, now: datetime) -> None:
    for card in _cards(sandbox):
        (lockout.disable if is_locked else lockout.restore)(sandbox, card, now)


def reachable(sandbox: Sandbox) -> bool:
    return not UNREACHABLE & set(sandbox.faults)
