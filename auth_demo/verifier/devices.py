"""Authenticators and their secrets."""

from datetime import datetime

from django.db.models import Q, QuerySet

from auth_demo.models import Challenge, Device, Sandbox
from auth_demo.verifier import quota, vault
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods.base import Method, Question, Secrets


def enrol(
    sandbox: Sandbox, method: Method, *, user: str, position: int, phone: str = "", system: str = ""
) -> tuple[Device, dict[str, str]]:
    """A new authenticator, and what its browser side is given: this once, and never again.

    PHONE and SYSTEM say which simulated phone it lives on.
    """
    shared = method.enrol()
    device = Device(id=new_id(), sandbox=sandbox, user=user, kind=method.kind, suite=method.suite, position=position)
    device.phone, device.system = phone, system
    device.key = vault.seal(shared.key, owner=f"{device.id}/key")
    if shared.pin is not None:
        device.pin = vault.seal(shared.pin.encode(), owner=f"{device.id}/pin")
    if shared.push:
        device.push_key = vault.seal(shared.push, owner=f"{device.id}/push")
    quota.keep(sandbox.pk, device)
    return device, method.hand_out(shared)


def secrets_of(device: Device) -> Secrets:
    # bytes(): PostgreSQL hands out a memoryview.
    pin = vault.unseal(bytes(device.pin), owner=f"{device.id}/pin").decode() if device.pin else None
    push = vault.unseal(bytes(device.push_key), owner=f"{device.id}/push") if device.push_key else b""
    return Secrets(key=vault.unseal(bytes(device.key), owner=f"{device.id}/key"), pin=pin, push=push)


def of_user(sandbox: Sandbox, user: str) -> QuerySet[Device]:
    """The authenticators that a training user may use: their own, and those shared with them."""
    return sandbox.devices.filter(Q(user=user) | Q(shares__user=user)).distinct()


def in_use(sandbox: Sandbox, user: str) -> list[Device]:
    """Those of them that were not revoked, in their order."""
    return list(of_user(sandbox, user).filter(revoked_at=None))


def question_of(challenge: Challenge, now: datetime) -> Question:
    return Question(id=challenge.pk, text=challenge.text, now=now, mark=bytes(challenge.mark))
