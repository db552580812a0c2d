"""What the learner may break: the network of the phones, the carrier, the notifications, the card.

A trainer breaks it from outside (`inject`), and may cause two mishaps besides that pass by themselves (PASSING_FAULTS).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from auth_demo.models import Challenge, Device, Sandbox
from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Scenario
from auth_demo.scenarios.vocabulary import FAULTS, PASSING_FAULTS
from auth_demo.verifier import clock, devices, events, lockout
from auth_demo.verifier.methods import registry
from auth_demo.verifier.outcome import Refused, Shape, malformed

EXPIRED, WRONG_DEVICE = PASSING_FAULTS
CARD_LOCKED = "card-locked"  # no state of its own: it is what five failed challenges do to a card
# What a fault is about: it can be felt in a practice that has one of these methods.
FELT_BY = {
    **dict.fromkeys(("no-coverage", "airplane", "phone-lost"), frozenset({"phone", "notification", "sms", "voice"})),
    **dict.fromkeys(("late-sms", "overdue-sms", "stuck-sms", "blocked-sms"), frozenset({"sms"})),
    "blocked-calls": frozenset({"voice"}),
    "no-push": frozenset({"notification"}),
    "phone-clock": frozenset({"phone", "authenticator-app"}),
    CARD_LOCKED: frozenset({"security-card"}),
    "no-passkey": frozenset({"passkey"}),
}
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
    _change(sandbox, wanted, now)


def inject(sandboxes: Iterable[Sandbox], fault: str, *, on: bool) -> list[str]:
    """Switch `fault` on or off from outside; the ids of those whose practice can feel it.

    One that passes by itself passes once it was felt. The queries do not grow with the number of sandboxes, except for
    a card that is locked. One that is used up takes it all the same: it costs the others nothing.
    """
    felt = [each.pk for each in sandboxes if fault in possible(each)]
    with transaction.atomic():
        for start in range(0, len(felt), events.CHUNK):
            _inject(felt[start : start + events.CHUNK], fault, on=on)
    return felt


def _inject(ids: list[str], fault: str, *, on: bool) -> None:
    rows = Sandbox.objects.filter(pk__in=ids)
    rows.hold()
    changing = [each for each in rows if (fault in (_on(each) if fault == CARD_LOCKED else each.faults)) != on]
    if fault == CARD_LOCKED:
        changing = [each for each in changing if _is_locked(each, on)]
    else:
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for each in changing:
            alike[tuple(sorted({*each.faults, fault} if on else {*each.faults} - {fault}))].append(each.pk)
        for after, some in alike.items():
            Sandbox.objects.filter(pk__in=some).update(faults=list(after))
    told = {each.pk: (clock.now(each), {"fault": fault}) for each in changing}
    events.follow_all("fault.on" if on else "fault.off", told)


def _is_locked(sandbox: Sandbox, is_locked: bool) -> bool:
    """Lock the cards, or restore them; whether that went, which it does not where the practice is used up."""
    try:
        with transaction.atomic():
            _lock_cards(sandbox, is_locked, clock.now(sandbox))
    except Refused:
        return False
    return True


def possible(sandbox: Sandbox) -> frozenset[str]:
    """The faults that make a difference in this practice."""
    return possible_in(load.get(sandbox.scenario)) | set(offered(sandbox))


def possible_in(scenario: Scenario | None) -> frozenset[str]:
    """The same for a practice that nobody has opened."""
    methods = set(scenario.methods) if scenario else set()
    felt = {fault for fault, felt_by in FELT_BY.items() if felt_by & methods}
    kinds = {registry.get(name).kind for name in methods if name in registry.METHODS}
    return frozenset({*felt, EXPIRED, *([WRONG_DEVICE] if len(kinds) > 1 else [])})


def take(sandbox: Sandbox, fault: str, now: datetime) -> bool:
    """Whether a passing fault was on; it is over with that."""
    if fault not in sandbox.faults:
        return False
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        sandbox.refresh_from_db(fields=["faults"])
        was_on = fault in sandbox.faults
        if was_on:
            sandbox.faults = [each for each in sandbox.faults if each != fault]
            sandbox.save(update_fields=["faults"])
            events.record(sandbox, "fault.off", now, fault=fault, felt=True)
    return was_on


def let_expire(sandbox: Sandbox, challenge: Challenge, now: datetime) -> None:
    """With the fault "response-expired" an answer comes too late, whenever it comes."""
    if take(sandbox, EXPIRED, now) and challenge.expires_at > now:
        Challenge.objects.unfinished().filter(pk=challenge.pk).update(expires_at=now)
        challenge.refresh_from_db(fields=["expires_at"])


def _change(sandbox: Sandbox, wanted: Mapping[str, bool], now: datetime) -> None:
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        sandbox.refresh_from_db(fields=["faults"])
        before = _on(sandbox)
        after = {*(before - wanted.keys()), *(fault for fault, on in wanted.items() if on)}
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
