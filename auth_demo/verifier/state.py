"""A sandbox as anyone may see it: without keys, PINs or right responses. Plain values, made for the pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.verifier import clock, expiry, lockout
from auth_demo.verifier.ids import is_id
from auth_demo.verifier.outcome import Reason, Refused


class LoginState(StrEnum):
    CHALLENGE = "challenge"  # waiting for a response
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    REFUSED = "refused"  # used up, or wrong credentials


@dataclass(frozen=True)
class LoginView:
    id: str
    user: str
    method: str
    platform: str
    device: str | None
    state: LoginState
    challenge: str | None
    issued_at: datetime | None
    expires_at: datetime | None
    attempts_left: int


@dataclass(frozen=True)
class DeviceView:
    id: str
    kind: str
    suite: str
    user: str
    failures: int
    disabled: bool
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
    rate: float
    last_seq: int
    expires_at: datetime
    now: datetime


LOGINS_SHOWN = 20


def of_sandbox(sandbox: Sandbox) -> SandboxView:
    now = clock.now(sandbox)
    expiry.note(sandbox, now)
    sandbox.refresh_from_db(fields=["last_seq"])
    logins = sandbox.logins.prefetch_related("challenges").order_by("-created_at")[:LOGINS_SHOWN]
    return SandboxView(
        id=sandbox.pk,
        scenario=sandbox.scenario,
        platform=sandbox.platform,
        language=sandbox.language,
        step=sandbox.step,
        user=sandbox.user,
        devices=[of_device(sandbox, device, now) for device in sandbox.devices.filter(user=sandbox.user)],
        logins=[of_login(login, now) for login in logins],
        rate=sandbox.clock_rate,
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
        locked_until=lockout.portal_locked_until(sandbox, device.user, now),
    )


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
        challenge=challenge.text if challenge else None,
        issued_at=challenge.issued_at if challenge else None,
        expires_at=challenge.expires_at if challenge else None,
        attempts_left=challenge.attempts_left if challenge and state is LoginState.CHALLENGE else 0,
    )


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


def _state(login: Login, challenge: Challenge | None, now: datetime) -> LoginState:
    if login.accepted_at:
        return LoginState.ACCEPTED
    if challenge is None or challenge.failed_at:
        return LoginState.REFUSED
    if challenge.superseded_at:
        return LoginState.SUPERSEDED
    return LoginState.CHALLENGE if now < challenge.expires_at else LoginState.EXPIRED
