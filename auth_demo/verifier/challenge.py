"""Starting a login: which method and device, whether it is locked, and a challenge of its own."""

from datetime import datetime

from django.db import transaction

from auth_demo.models import Account, Challenge, Device, Login, Sandbox
from auth_demo.protocols import codes, push
from auth_demo.scenarios import load
from auth_demo.verifier import (
    clock,
    devices,
    events,
    expiry,
    faults,
    lockout,
    messages,
    onetime,
    opting,
    passcode,
    quota,
    verify,
)
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Channel, Method
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now
from kb.base import vault

CARD = "security-card"
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
    Raises Refused: malformed, not-found, unknown-user, locked, not-offered, not-enrolled, revoked, too-soon.
    """
    now = clock.now(sandbox)
    name = sandbox.user if user is None else user
    platform = _platform(sandbox, platform)
    account = Account.objects.filter(sandbox=sandbox, user=name).first()
    if account is None:
        raise _unknown_user(sandbox, method, platform, now)
    own = list(devices.of_user(sandbox, name))
    way = _method(sandbox, own, method)
    _refuse_if_not_offered(sandbox, platform, way.name)
    chosen = _device([each for each in own if each.kind == way.kind], device)
    way, chosen = _mistaken(sandbox, own, way, chosen, platform, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()  # two logins at once: the later one supersedes
        lockout.refuse_if_locked(sandbox, name, chosen, now)
        passcode.refuse_if_over(chosen, platform, now)
        refuse_too_many(account, way, now)
        supersede(sandbox, chosen, now)
        login = Login(
            id=new_id(),
            sandbox=sandbox,
            user=name,
            method=way.name,
            platform=platform,
            device=chosen,
            created_at=real_now(),
            started_at=now,
        )
        quota.keep(sandbox.pk, login)
        if account.opted_out:
            opting.enter(sandbox, login, now)
        else:
            issue(sandbox, account, login, way, now)
    return login


def resend(sandbox: Sandbox, login_id: str, channel: str) -> Login:
    """Send a new code for a login, by SMS or by a call; it replaces the one before.

    Raises Refused: not-found, not-offered, locked, too-soon, already-used, too-many-attempts.
    """
    names = {each.channel.value: each.name for each in registry.METHODS.values() if each.kind == "sms"}
    name = names.get("call" if channel == "voice" else channel, "")
    return _go_on(sandbox, login_id, name, from_kind="sms")


def fall_back(sandbox: Sandbox, login_id: str, method: str) -> Login:
    """ "I did not receive a notification": the login goes on with a challenge for the same phone.

    Raises Refused: not-found, not-offered, locked, already-used, too-many-attempts.
    """
    return _go_on(sandbox, login_id, method, from_kind="phone")


def _go_on(sandbox: Sandbox, login_id: str, name: str, *, from_kind: str) -> Login:
    """The login `login_id` with a new challenge of method `name`, which has to ask the same device."""
    login, challenge = verify.open_login(sandbox, login_id)
    now = clock.now(sandbox)
    method = registry.METHODS.get(name)
    if login.device is None or login.device.kind != from_kind or method is None or method.kind != from_kind:
        raise Refused(Reason.NOT_OFFERED)
    _refuse_if_not_offered(sandbox, login.platform, name)
    account = Account.objects.get(sandbox=sandbox, user=login.user)
    lockout.refuse_if_locked(sandbox, login.user, login.device, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        challenge.refresh_from_db()
        if challenge.expires_at > now or challenge.used_at:
            onetime.refuse_if_over(challenge, now)  # one that only expired may be sent again
        refuse_too_many(account, method, now)
        supersede(sandbox, login.device, now)
        login.method = name
        login.save(update_fields=["method"])
        issue(sandbox, account, login, method, now)
    return login


def refuse_too_many(account: Account, method: Method, now: datetime) -> None:
    if method.channel is not Channel.NONE:
        messages.refuse_too_many(account, method.channel, now)


def issue(sandbox: Sandbox, account: Account, login: Login, method: Method, now: datetime) -> Challenge:
    """A new challenge for `login`, never one that its device has seen; what belongs to it is sent."""
    code, key = method.code(), new_id()
    challenge = Challenge(
        id=key,
        login=login,
        device=login.device,
        text=draw_unseen(method, login.device),
        mark=vault.mark(code, owner=key, purpose=vault.PRACTICE) if code else b"",
        shown=codes.numeric(push.NUMBER_DIGITS) if _matching(sandbox, method) else "",
        number=login.challenges.count() + 1,
        created_at=real_now(),
        issued_at=now,
        expires_at=now + method.lifetime,
        max_attempts=method.attempts,
    )
    quota.keep(sandbox.pk, challenge)
    events.record(
        sandbox,
        "challenge.issued",
        now,
        login=login.pk,
        method=method.name,
        device=login.device_id,
        expires_at=challenge.expires_at.isoformat(),
        **events.purpose(login),
    )
    if method.channel is not Channel.NONE:
        phone = login.device.phone if login.device and method.channel is Channel.PUSH else account.phone
        messages.send(account, method.channel, phone, now, challenge.expires_at, code=code, challenge=challenge)
    messages.deliver(sandbox, now)
    return challenge


def draw_unseen(method: Method, device: Device | None) -> str:
    used = frozenset(device.challenges.values_list("text", flat=True)) if device else frozenset()
    for _ in range(_DRAWS):
        text = method.draw(used)
        if not text or text not in used:
            return text
    raise RuntimeError("this device has seen nearly every challenge there is")


def supersede(sandbox: Sandbox, device: Device, now: datetime) -> None:
    expiry.note(sandbox, now)
    open_ones = Challenge.objects.unfinished().filter(device=device, expires_at__gt=now)
    for challenge in open_ones:
        if open_ones.filter(pk=challenge.pk).update(superseded_at=now):
            messages.wipe(challenge)
            events.record(sandbox, "challenge.superseded", now, login=challenge.login_id)


def _matching(sandbox: Sandbox, method: Method) -> bool:
    scenario = load.get(sandbox.scenario)
    return method.channel is Channel.PUSH and scenario is not None and scenario.world_of(sandbox.variant).matching


def _platform(sandbox: Sandbox, wanted: str | None) -> str:
    scenario = load.get(sandbox.scenario)
    known = [platform.id for platform in scenario.platforms] if scenario else [sandbox.platform]
    if wanted is not None and wanted not in known:
        raise malformed(Shape.PLATFORM, known=known)
    return wanted or sandbox.platform


def _method(sandbox: Sandbox, own: list[Device], wanted: str | None) -> Method:
    """The method asked for, else the first that the scenario has and the user can use."""
    scenario = load.get(sandbox.scenario)
    named = [each for each in (scenario.methods if scenario else registry.METHODS) if each in registry.METHODS]
    kinds = {device.kind for device in own if device.revoked_at is None}
    usable = [name for name in named if registry.get(name).kind in kinds]
    if wanted is None and usable:
        return registry.get(usable[0])
    if wanted is not None and wanted not in named:
        raise malformed(Shape.METHOD, known=named)
    if wanted is None or wanted not in usable:
        raise _why_unusable(own, wanted or named[0])
    return registry.get(wanted)


def _mistaken(
    sandbox: Sandbox, own: list[Device], way: Method, chosen: Device, platform: str, now: datetime
) -> tuple[Method, Device]:
    """What the login begins with: another device than the chosen one, once, where a trainer has let the wrong one be selected."""
    scenario = load.get(sandbox.scenario)
    if faults.WRONG_DEVICE not in sandbox.faults or scenario is None:
        return way, chosen
    place = scenario.platform(platform)
    offered = [name for name in scenario.methods if not place or name not in place.without]
    for name in offered:
        other = registry.get(name)
        device = next((each for each in own if each.kind == other.kind != way.kind and not each.revoked_at), None)
        if device and faults.take(sandbox, faults.WRONG_DEVICE, now):
            return other, device
    return way, chosen


def _why_unusable(own: list[Device], name: str) -> Refused:
    """Only a card that was reported lost is there and yet not to be used."""
    if any(device.kind == name == CARD for device in own):
        return Refused(Reason.REVOKED, topic=Topic.LOST_CARD)
    return Refused(Reason.NOT_ENROLLED)


def _refuse_if_not_offered(sandbox: Sandbox, platform_id: str, method: str) -> None:
    scenario = load.get(sandbox.scenario)
    platform = scenario.platform(platform_id) if scenario else None
    if (platform and method in platform.without) or (scenario and method not in scenario.methods):
        raise Refused(Reason.NOT_OFFERED)


def _device(candidates: list[Device], wanted: str | None) -> Device:
    if wanted is None:
        usable = [each for each in candidates if each.revoked_at is None]
        if len(usable) != 1:
            raise malformed(Shape.DEVICE)
        return usable[0]
    for device in candidates:
        if device.pk == wanted:
            if device.revoked_at:
                raise Refused(Reason.REVOKED)
            return device
    raise Refused(Reason.NOT_FOUND)


def _unknown_user(sandbox: Sandbox, method: str | None, platform: str, now: datetime) -> Refused:
    """The path of a known user: the lock first, then a refused login that counts."""
    name = method if method in registry.METHODS else next(iter(registry.METHODS))
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        lockout.refuse_if_locked(sandbox, "", None, now)
        login = Login(
            id=new_id(),
            sandbox=sandbox,
            user="",
            method=name,
            platform=platform,
            created_at=real_now(),
            started_at=now,
        )
        quota.keep(sandbox.pk, login)
        lockout.refuse_login(sandbox, login, now, reason=Reason.UNKNOWN_USER)
    return Refused(Reason.UNKNOWN_USER, facts={"user": sandbox.user})
