"""Authenticators and their secrets."""

from datetime import datetime

from django.db.models import Q, QuerySet

from auth_demo.models import Challenge, Device, Sandbox
from auth_demo.verifier import quota
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods.base import Method, Question, Secrets
from kb.base import vault


def enrol(
    sandbox: Sandbox, method: Method, *, user: str, position: int, phone: str = "", system: str = ""
) -> tuple[Device, dict[str, str]]:
    """A new authenticator, and what its browser side is given: this once, and never again.

    `phone` and `system` say which simulated phone it lives on.
    """
    shared = method.enrol()
    device = Device(id=new_id(), sandbox=sandbox, user=user, kind=method.kind, suite=method.suite, position=position)
    device.phone, device.system = phone, system
    device.key = _sealed(device, "key", shared.key)
    if shared.pin is not None:
        device.pin = _sealed(device, "pin", shared.pin.encode())
    if shared.push:
        device.push_key = _sealed(device, "push", shared.push)
    quota.keep(sandbox.pk, device)
    return device, method.hand_out(shared)


def secrets_of(device: Device) -> Secrets:
    pin = _opened(device, "pin", device.pin).decode() if device.pin else None
    push = _opened(device, "push", device.push_key) if device.push_key else b""
    return Secrets(key=_opened(device, "key", device.key), pin=pin, push=push)


def _sealed(device: Device, what: str, secret: bytes) -> bytes:
    return vault.seal(secret, owner=f"{device.id}/{what}", purpose=vault.PRACTICE)


def _opened(device: Device, what: str, sealed: bytes | memoryview) -> bytes:
    # bytes(): PostgreSQL hands out a memoryview.
    return vault.unseal(bytes(sealed), owner=f"{device.id}/{what}", purpose=vault.PRACTICE)


def of_user(sandbox: Sandbox, user: str) -> QuerySet[Device]:
    """The authenticators that a training user may use: their own, and those shared with them."""
    return sandbox.devices.filter(Q(user=user) | Q(shares__user=user)).distinct()


def in_use(sandbox: Sandbox, user: str) -> list[Device]:
    """Those of them that were not revoked, in their order."""
    return list(of_user(sandbox, user).filter(revoked_at=None))


def question_of(challenge: Challenge, now: datetime, *, after: int | None = None) -> Question:
    return Question(id=challenge.pk, text=challenge.text, now=now, mark=bytes(challenge.mark), after=after)


def count_up(device: Device, counter: int) -> bool:
    """Keep the time step or the count of an accepted response; False if one as high was accepted before.

    SECURITY: one conditional write, so that two logins at once cannot both be let in by one code.
    """
    lower = Q(counter=None) | Q(counter__lt=counter)
    return bool(Device.objects.filter(lower, pk=device.pk).update(counter=counter))
