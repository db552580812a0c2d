"""Starting a login: which method and device, whether it is locked, and a challenge of its own."""

from datetime import datetime

from django.db import transaction

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.scenarios import load
from auth_demo.verifier import clock, events, expiry, lockout
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Method
from auth_demo.verifier.outcome import Reason, Refused, Shape, malformed
from auth_demo.verifier.realtime import real_now

_DRAWS = 1000  # of 937,500 challenges a sandbox sees a few hundred: the chance to need even ten is nil


def start(
    sandbox: Sandbox,
    *,
    method: str | None = None,
    device: str | None = None,
    platform: str | None = None,
    user: str | None = None,
) -> Login:
    """Issue a challenge; an earlier one of the same device that is still open is superseded.

    All are optional where there is one choice; `user` is the sandbox's own training user if left out.
    Raises Refused: malformed, not-found, unknown-user, locked.
    """
    now = clock.now(sandbox)
    name = sandbox.user if user is None else user
    platform = _platform(sandbox, platform)
    own = [each for each in sandbox.devices.all() if each.user == name]
    if not own:
        raise _unknown_user(sandbox, method, platform, now)
    way = _method(own, method)
    chosen = _device([each for each in own if each.kind == way.kind], device)
    lockout.refuse_if_locked(sandbox, name, chosen, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()  # two logins at once: the later one supersedes
        supersede(sandbox, chosen, now)
        login = Login.objects.create(
            id=new_id(),
            sandbox=sandbox,
            user=name,
            method=way.name,
            platform=platform,
            device=chosen,
            created_at=real_now(),
            started_at=now,
        )
        issue(sandbox, login, way, now)
    return login


def issue(sandbox: Sandbox, login: Login, method: Method, now: datetime) -> Challenge:
    """A new challenge for LOGIN, never one that its device has seen."""
    challenge = Challenge.objects.create(
        id=new_id(),
        login=login,
        device=login.device,
        text=draw_unseen(method, login.device),
        number=login.challenges.count() + 1,
        created_at=real_now(),
        issued_at=now,
        expires_at=now + method.lifetime,
        max_attempts=method.attempts,
    )
    events.record(
        sandbox,
        "challenge.issued",
        now,
        login=login.pk,
        method=method.name,
        device=login.device_id,
        expires_at=challenge.expires_at.isoformat(),
    )
    return challenge


def draw_unseen(method: Method, device: Device | None) -> str:
    for _ in range(_DRAWS):
        text = method.draw()
        if device is None or not Challenge.objects.filter(device=device, text=text).exists():
            return text
    raise RuntimeError("this device has seen nearly every challenge there is")


def supersede(sandbox: Sandbox, device: Device, now: datetime) -> None:
    expiry.note(sandbox, now)
    open_ones = Challenge.objects.unfinished().filter(device=device, expires_at__gt=now)
    for challenge in open_ones:
        if open_ones.filter(pk=challenge.pk).update(superseded_at=now):
            events.record(sandbox, "challenge.superseded", now, login=challenge.login_id)


def _platform(sandbox: Sandbox, wanted: str | None) -> str:
    scenario = load.get(sandbox.scenario)
    known = [platform.id for platform in scenario.platforms] if scenario else [sandbox.platform]
    if wanted is not None and wanted not in known:
        raise malformed(Shape.PLATFORM, known=known)
    return wanted or sandbox.platform


def _method(own: list[Device], wanted: str | None) -> Method:
    kinds = {device.kind for device in own}
    known = [name for name, method in registry.METHODS.items() if method.kind in kinds]
    if wanted is None and len(known) == 1:
        return registry.get(known[0])
    if wanted not in known:
        raise malformed(Shape.METHOD, known=known)
    return registry.get(wanted)


def _device(candidates: list[Device], wanted: str | None) -> Device:
    if wanted is None:
        if len(candidates) != 1:
            raise malformed(Shape.DEVICE)
        return candidates[0]
    for device in candidates:
        if device.pk == wanted:
            return device
    raise Refused(Reason.NOT_FOUND)


def _unknown_user(sandbox: Sandbox, method: str | None, platform: str, now: datetime) -> Refused:
    """The path of a known user: the lock first, then a refused login that counts."""
    lockout.refuse_if_locked(sandbox, "", None, now)
    name = method if method in registry.METHODS else next(iter(registry.METHODS))
    with transaction.atomic():
        login = Login.objects.create(
            id=new_id(),
            sandbox=sandbox,
            user="",
            method=name,
            platform=platform,
            created_at=real_now(),
            started_at=now,
        )
        lockout.refuse_login(sandbox, login, now, reason=Reason.UNKNOWN_USER)
    return Refused(Reason.UNKNOWN_USER, facts={"user": sandbox.user})
