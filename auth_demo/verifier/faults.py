"""What the learner may break: the network of the phones, the carrier, the notifications."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from auth_demo.models import Sandbox
from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import FAULTS
from auth_demo.verifier import events
from auth_demo.verifier.outcome import Shape, malformed

UNREACHABLE = frozenset({"no-coverage", "airplane", "phone-lost"})  # nothing comes to a phone, whatever it is


def offered(sandbox: Sandbox) -> tuple[str, ...]:
    """The faults that this sandbox's scenario knows, in the order of the vocabulary."""
    scenario = load.get(sandbox.scenario)
    known = {*scenario.faults, *scenario.world_of(sandbox.variant).faults} if scenario else set()
    return tuple(fault for fault in FAULTS if fault in known)


def switches(sandbox: Sandbox) -> dict[str, bool]:
    return {fault: fault in sandbox.faults for fault in offered(sandbox)}


def switch(sandbox: Sandbox, wanted: Mapping[str, bool], now: datetime) -> None:
    """Switch faults on or off. Raises Refused (malformed) for one that the scenario does not have."""
    known = offered(sandbox)
    if not set(wanted) <= set(known):
        raise malformed(Shape.FAULT, known=list(known))
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        before = set(Sandbox.objects.values_list("faults", flat=True).get(pk=sandbox.pk))
        after = {fault for fault in known if wanted.get(fault, fault in before)}
        sandbox.faults = sorted(after)
        sandbox.save(update_fields=["faults"])
        for fault in sorted(after - before):
            events.record(sandbox, "fault.on", now, fault=fault)
        for fault in sorted(before - after):
            events.record(sandbox, "fault.off", now, fault=fault)


def reachable(sandbox: Sandbox) -> bool:
    return not UNREACHABLE & set(sandbox.faults)
