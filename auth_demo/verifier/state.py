"""A sandbox as anyone may see it: without keys, PINs or right responses. Plain values, made for the pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from auth_demo.models import Account, Challenge, Confirmation, Device, Login, Message, Sandbox
from auth_demo.verifier import clock, devices, expiry, faults, lockout, messages, number, world
from auth_demo.verifier.ids import is_id
from auth_demo.verifier.methods import online_card, registry
from auth_demo.verifier.methods.base import Channel
from auth_demo.verifier.outcome import Reason, Refused


class LoginState(StrEnum):
    CHALLENGE = "challenge"  # waiting for a response
    CODE_SENT = "code-sent"  # waiting for the code of a message or call
    WAITING = "waiting"  # for the phone's owner to decide
    DENIED = "denied"
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    REFUSED = "refused"  # used up, or wrong credentials


OPEN = frozenset({LoginState.CHALLENGE, LoginState.CODE_SENT, LoginState.WAITING})


@dataclass(frozen=True)
class SentView:
    """The newest message for a login: number N of at most `of` within the hour, of calls or else of all codes."""

    n: int
    of: int
    to: str
    kind: str
    message: str


@dataclass(frozen=True)
class RequestView:
    id: str
    details: dict[str, object]


@dataclass(frozen=True)
class LoginView:
    id: str
    user: str
    method: str
    platform: str
    device: str | None
    state: LoginState
    challenge: str | list[str] | None  # digits to type, or the two cells of an online card
    issued_at: datetime | None
    expires_at: datetime | None
    attempts_left: int
    sent: SentView | None = None
    resend_at: datetime | None = None
    request: RequestView | None = None
    number: str | None = None  # to be typed on the phone ("Matching" mode)


@dataclass(frozen=True)
class DeviceView:
    id: str
    kind: str
    suite: str
    user: str
    failures: int
    disabled: bool
    phone: str | None
    system: str | None
    drift: int | None
    revoked: bool
    valid_until: datetime | None
    locked_until: datetime | None


@dataclass(frozen=True)
class SandboxView:
    id: str
    scenario: str
    platform: str
    language: str
    step: str
    user: str
    devices: list[DeviceView]
    logins: list[LoginView]  # the last one first
    variant: str
    phones: list[world.PhoneView]
    number: dict[str, str] | None
    faults: dict[str, bool]
    frozen: bool
    rate: float
    last_seq: int
    expires_at: datetime
    now: datetime


LOGINS_SHOWN = 20


def of_sandbox(sandbox: Sandbox) -> SandboxView:
    now = clock.now(sandbox)
    settle(sandbox, now)
    account = Account.objects.get(sandbox=sandbox, user=sandbox.user)
    sandbox.refresh_from_db(fields=["last_seq"])
    logins = sandbox.logins.prefetch_related("challenges").order_by("-created_at")[:LOGINS_SHOWN]
    return SandboxView(
        id=sandbox.pk,
        scenario=sandbox.scenario,
        platform=sandbox.platform,
        language=sandbox.language,
        step=sandbox.step,
        user=sandbox.user,
        devices=[of_device(sandbox, device, now) for device in devices.of_user(sandbox, sandbox.user)],
        logins=[of_login(login, now) for login in logins],
        variant=sandbox.variant,
        phones=world.phones(sandbox, account),
        number=number.shown(account),
        faults=faults.switches(sandbox),
        frozen=account.frozen_at is not None,
        rate=clock.of(sandbox).rate,
        last_seq=sandbox.last_seq,
        expires_at=sandbox.expires_at,
        now=now,
    )


def of_device(sandbox: Sandbox, device: Device, now: datetime) -> DeviceView:
    return DeviceView(
        id=device.pk,
        kind=device.kind,
        suite=device.suite,
        user=device.user,
        failures=device.failures,
        disabled=device.disabled_at is not None,
        phone=device.phone or None,
        system=device.system or None,
        drift=device.drift,
        revoked=device.revoked_at is not None,
        valid_until=device.valid_until,
        locked_until=lockout.portal_locked_until(sandbox, device.user, now),
    )


def settle(sandbox: Sandbox, now: datetime) -> None:
    """Let happen what is due by now: challenges expire, messages arrive, calls ring."""
    expiry.note(sandbox, now)
    messages.deliver(sandbox, now)


def of_login(login: Login, now: datetime) -> LoginView:
    challenge = max(login.challenges.all(), key=lambda each: each.number, default=None)
    state = _state(login, challenge, now)
    return LoginView(
        id=login.pk,
        user=login.user,
        method=login.method,
        platform=login.platform,
        device=login.device_id,
        state=state,
        challenge=_challenge(login, challenge) if challenge else None,
        issued_at=challenge.issued_at if challenge else None,
        expires_at=challenge.expires_at if challenge else None,
        attempts_left=challenge.attempts_left if challenge and state in OPEN else 0,
        **(_sent(login, challenge, now) if challenge and state in OPEN else {}),
    )


def _challenge(login: Login, challenge: Challenge) -> str | list[str] | None:
    if login.method == "online-card":
        return challenge.text.split(online_card.SEPARATOR)
    return challenge.text if challenge.text and _channel(login) is Channel.NONE else None


def _channel(login: Login) -> Channel:
    return registry.get(login.method).channel


def _sent(login: Login, challenge: Challenge, now: datetime) -> dict[str, Any]:
    """What besides a challenge a login window has to show while it waits."""
    channel = _channel(login)
    if channel is Channel.NONE:
        return {}
    message = challenge.messages.select_related("account").last()
    if message is None:
        return {}
    if channel is Channel.PUSH:
        request = RequestView(message.pk, messages.details(challenge))
        return {"request": request, "number": challenge.shown or None}
    another = messages.next_allowed(
        message.account, messages.SMS, now
    )  # by message or call; calls have a limit besides
    return {"sent": _sent_view(message, now), "resend_at": another}


@dataclass(frozen=True)
class ConfirmationView:
    sent: SentView
    resend_at: datetime
    expires_at: datetime
    attempts_left: int


def of_confirmation(asked: Confirmation, now: datetime) -> ConfirmationView:
    message = asked.messages.select_related("account").get(notice="")
    resend_at = messages.next_allowed(message.account, message.kind, now)
    return ConfirmationView(_sent_view(message, now), resend_at, asked.expires_at, asked.attempts_left)


def _sent_view(message: Message, now: datetime) -> SentView:
    to = number.shown(message.account) or {"masked": ""}
    count, most = messages.counted(message.account, message.kind, now)
    return SentView(max(1, count), most, to["masked"], message.kind, message.pk)


def login(sandbox: Sandbox, login_id: str) -> LoginView:
    """Raises Refused (not-found)."""
    found = sandbox.logins.filter(pk=login_id).first()
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return of_login(found, clock.now(sandbox))


def speak(sandbox: Sandbox, language: str) -> None:
    """Answer in another language from now on."""
    sandbox.language = language
    sandbox.save(update_fields=["language"])


def restore(sandbox: Sandbox, device_id: str) -> DeviceView:
    """Have a disabled authenticator taken into service again. Raises Refused (not-found)."""
    device = sandbox.devices.filter(pk=device_id).first() if is_id(device_id) else None
    if device is None:
        raise Refused(Reason.NOT_FOUND)
    now = clock.now(sandbox)
    lockout.restore(sandbox, device, now)
    device.refresh_from_db()
    return of_device(sandbox, device, now)


def sandbox_of_login(sandboxes: list[Sandbox], login_id: str) -> Sandbox:
    """That of these sandboxes which holds the login. Raises Refused (not-found), also for everybody else's."""
    login = Login.objects.filter(sandbox__in=sandboxes, pk=login_id).first() if is_id(login_id) else None
    if login is None:
        raise Refused(Reason.NOT_FOUND)
    return next(each for each in sandboxes if each.pk == login.sandbox_id)


_WAITING = {
    Channel.NONE: LoginState.CHALLENGE,
    Channel.SMS: LoginState.CODE_SENT,
    Channel.CALL: LoginState.CODE_SENT,
    Channel.PUSH: LoginState.WAITING,
}


def _state(login: Login, challenge: Challenge | None, now: datetime) -> LoginState:
    if login.accepted_at:
        return LoginState.ACCEPTED
    if login.denied_at:
        return LoginState.DENIED
    if challenge is None or challenge.failed_at:
        return LoginState.REFUSED
    if challenge.superseded_at:
        return LoginState.SUPERSEDED
    return _WAITING[_channel(login)] if now < challenge.expires_at else LoginState.EXPIRED
