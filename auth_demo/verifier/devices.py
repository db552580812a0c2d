"""Authenticators and their secrets."""

from auth_demo.models import Device, Sandbox
from auth_demo.verifier import vault
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods.base import Method, Secrets


def enrol(sandbox: Sandbox, method: Method, *, user: str, position: int) -> tuple[Device, dict[str, str]]:
    """A new authenticator, and what its browser side is given: this once, and never again."""
    shared = method.enrol()
    device = Device(id=new_id(), sandbox=sandbox, user=user, kind=method.kind, suite=method.suite, position=position)
    device.key = vault.seal(shared.key, owner=f"{device.id}/key")
    if shared.pin is not None:
        device.pin = vault.seal(shared.pin.encode(), owner=f"{device.id}/pin")
    device.save(force_insert=True)
    return device, method.hand_out(shared)


def secrets_of(device: Device) -> Secrets:
    # bytes(): PostgreSQL hands out a memoryview.
    pin = vault.unseal(bytes(device.pin), owner=f"{device.id}/pin").decode() if device.pin else None
    return Secrets(key=vault.unseal(bytes(device.key), owner=f"{device.id}/key"), pin=pin)
