"""A card that was reported lost is refused for good; its owner gets another one, with a key of its own."""

from django.db import transaction
from django.db.models import QuerySet

from auth_demo.models import Device, Sandbox
from auth_demo.verifier import challenge, clock, devices, events
from auth_demo.verifier.methods import registry
from auth_demo.verifier.number import account_of
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.world import HandedOut


def report(sandbox: Sandbox) -> None:
    """Told to Client Services: from now on the card answers nothing. Raises Refused (not-enrolled) if there is none in use."""
    now = clock.now(sandbox)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        lost = _cards(sandbox).filter(revoked_at=None).first()
        if lost is None:
            raise Refused(Reason.NOT_ENROLLED, topic=Topic.NO_CARD)
        challenge.supersede(sandbox, lost, now)
        Device.objects.filter(pk=lost.pk).update(revoked_at=now)
        events.record(sandbox, "device.lost", now, device=lost.pk)


def replace(sandbox: Sandbox) -> HandedOut:
    """Another card for one that was reported lost. Raises Refused (not-offered) for any other."""
    now = clock.now(sandbox)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        cards = list(_cards(sandbox))
        if not cards or any(card.revoked_at is None for card in cards):
            raise Refused(Reason.NOT_OFFERED, topic=Topic.CARD_NOT_LOST)
        user = account_of(sandbox).user
        made = devices.enrol(sandbox, registry.of_kind(challenge.CARD), user=user, position=sandbox.devices.count())
        events.record(sandbox, "device.replaced", now, device=made[0].pk)
    return HandedOut(*made)


def _cards(sandbox: Sandbox) -> QuerySet[Device]:
    return sandbox.devices.filter(user=account_of(sandbox).user, kind=challenge.CARD)
