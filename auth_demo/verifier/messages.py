"""What is sent to the simulated phones: how often it may be, when it arrives, and what it says.

Nothing here waits: anyone who looks at a sandbox has what is due delivered first. A code lies sealed in its message until
it is used, replaced or expired; then it is deleted. Events carry the message's number and id, nothing of its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from auth_demo.models import Account, Challenge, Confirmation, Message, Sandbox
from auth_demo.verifier import events, faults, quota
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.outcome import Reason, Refused, Topic
from kb.base import vault

SMS, CALL, PUSH = Message.Kind.SMS, Message.Kind.CALL, Message.Kind.PUSH

RESEND_AFTER = timedelta(seconds=120)  # SMS and calls together
PER_HOUR = 5
PER_DAY = 10
CALLS_PER_HOUR = 2
PUSHES = 3  # within PUSH_WINDOW, without a success
PUSH_WINDOW = timedelta(minutes=10)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# How much later an SMS comes. One that is overdue comes after the code of a login is over, but before one of an activation is.
LATE = {"late-sms": timedelta(seconds=90), "overdue-sms": timedelta(minutes=6)}
BLOCKED: dict[str, str] = {SMS: "blocked-sms", CALL: "blocked-calls"}
STUCK: dict[str, str] = {SMS: "stuck-sms", PUSH: "no-push"}
RINGS_AFTER = timedelta(seconds=5)
RINGS_FOR = timedelta(seconds=45)


@dataclass(frozen=True)
class MessageView:
    n: int
    id: str
    kind: str
    phone: str
    at: datetime
    state: str  # waiting, delivered, blocked, ringing, answered, missed, lapsed
    login: str | None


@dataclass(frozen=True)
class Content:
    """What a message says to anyone who holds the phone."""

    view: MessageView
    purpose: str  # login, a Confirmation's, or a notice's
    code: str | None = field(default=None, repr=False)
    request: dict[str, object] | None = None


def next_allowed(account: Account, kind: str, now: datetime) -> datetime:
    """The earliest moment at which another message of this kind may be sent."""
    return max([now, *(until for until, _limit in _held_back(account, kind, now))])


def _held_back(account: Account, kind: str, now: datetime) -> list[tuple[datetime, Topic]]:
    """Until when which limit keeps another message of this kind from being sent."""
    sent = list(
        account.messages.filter(kind__in=(SMS, CALL), notice="", sent_at__gt=now - DAY)
        .order_by("-sent_at")
        .values_list("sent_at", "kind")
    )
    times = [at for at, _kind in sent]
    calls = [at for at, each in sent if each == CALL] if kind == CALL else []
    limits = [
        (_again(times, 1, RESEND_AFTER), Topic.RESEND),
        (_again(times, PER_HOUR, HOUR), Topic.HOURLY),
        (_again(times, PER_DAY, DAY), Topic.DAILY),
        (_again(calls, CALLS_PER_HOUR, HOUR), Topic.CALLS),
    ]
    return [(until, limit) for until, limit in limits if until and until > now]


def refuse_too_many(account: Account, kind: str, now: datetime) -> None:
    """Raises Refused (too-soon) while no other message of this kind may be sent."""
    held = _held_back(account, kind, now) if kind != PUSH else [(rest(account, now), Topic.PUSHES)]
    again, topic = max(held, default=(now, Topic.RESEND))
    if again > now:
        raise Refused(Reason.TOO_SOON, topic=topic, retry_at=again, retry_in=again - now)


def rest(account: Account, now: datetime) -> datetime:
    """After PUSHES requests in PUSH_WINDOW without a success: when the oldest of them is that long ago."""
    pushes = account.messages.filter(kind=PUSH, sent_at__gt=now - PUSH_WINDOW)
    success = pushes.filter(challenge__login__accepted_at__isnull=False).aggregate(last=Max("number"))["last"]
    times = list(pushes.filter(number__gt=success or 0).order_by("-sent_at").values_list("sent_at", flat=True))
    return _again(times, PUSHES, PUSH_WINDOW) or now


def counted(account: Account, kind: str, now: datetime) -> tuple[int, int]:
    """How many of the codes sent within the hour count towards the limit of this kind, and that limit."""
    codes = account.messages.filter(kind__in=(SMS, CALL), notice="", sent_at__gt=now - HOUR)
    if kind == CALL:
        return codes.filter(kind=CALL).count(), CALLS_PER_HOUR
    return codes.count(), PER_HOUR


def send(
    account: Account,
    kind: str,
    phone: str,
    now: datetime,
    expires_at: datetime,
    *,
    code: str = "",
    challenge: Challenge | None = None,
    confirmation: Confirmation | None = None,
    notice: str = "",
) -> Message:
    """Put a message on its way. To be called in a transaction that holds the sandbox, after `refuse_too_many`."""
    sandbox = account.sandbox
    last = sandbox.messages.aggregate(last=Max("number"))["last"] or 0
    message = Message(id=new_id(), sandbox=sandbox, account=account, number=last + 1, kind=kind, phone=phone)
    message.challenge, message.confirmation = challenge, confirmation
    message.sent_at, message.expires_at, message.notice = now, expires_at, notice
    if code:
        message.sealed = vault.seal(code.encode(), owner=f"{message.id}/code", purpose=vault.PRACTICE)
    quota.keep(sandbox.pk, message)
    events.record(sandbox, "push.sent" if kind == PUSH else "message.sent", now, **_told(message))
    return message


def notify(account: Account, about: Confirmation, now: datetime) -> None:
    """Tell the owner by SMS that a phone was activated. It has no code, so it counts towards no limit."""
    send(account, SMS, account.phone, now, now + DAY, confirmation=about, notice="activated")
    deliver(account.sandbox, now)


def deliver(sandbox: Sandbox, now: datetime) -> None:
    """Have everything arrive that is due."""
    for message in _under_way(sandbox):
        _advance(sandbox, message, now)


def next_at(sandbox: Sandbox, now: datetime) -> datetime | None:
    """When something changes by itself, if nothing else happens: a late SMS, a call that rings or stops ringing."""
    moments = [_due(sandbox, each) for each in _under_way(sandbox)]
    moments += [_stops(each) for each in _under_way(sandbox) if each.kind == CALL]
    return min((moment for moment in moments if moment > now), default=None)


def listed(sandbox: Sandbox, after: int, now: datetime, phones: Sequence[str] | None = None) -> list[MessageView]:
    """Those after number `after`; with `phones`, those to one of them."""
    deliver(sandbox, now)
    found = sandbox.messages.filter(number__gt=after).select_related("challenge")
    theirs = found if phones is None else found.filter(phone__in=phones)
    return [view(message, now) for message in theirs[:100]]


def refuse_others(sandbox: Sandbox, number: int, phones: Sequence[str] | None) -> None:
    """Raises Refused (not-found) where a message is for another phone than `phones`; None may see all."""
    if phones is not None and not sandbox.messages.filter(number=number, phone__in=phones).exists():
        raise Refused(Reason.NOT_FOUND)


def read(sandbox: Sandbox, number: int, now: datetime) -> Content:
    """What a message says. Raises Refused: not-found, not-yet (not arrived, not answered), gone."""
    message = _find(sandbox, number, now)
    if message.delivered_at is None:
        raise Refused(Reason.NOT_YET, topic=Topic.MESSAGE)
    if message.kind == CALL and message.answered_at is None:
        raise Refused(
            Reason.GONE if message.missed_at else Reason.NOT_YET, topic=None if message.missed_at else Topic.CALL
        )
    if message.kind == PUSH:
        return _request(message, now)
    if message.notice:
        return Content(view(message, now), message.notice)
    if not message.sealed or message.expires_at <= now:
        raise Refused(Reason.GONE)
    code = vault.unseal(bytes(message.sealed), owner=f"{message.id}/code", purpose=vault.PRACTICE).decode()
    purpose = message.confirmation.purpose if message.confirmation else "login"
    return Content(view(message, now), purpose, code=code)


def answer(sandbox: Sandbox, number: int, now: datetime) -> Content:
    """Pick up the phone. Raises Refused: not-found, not-yet (it does not ring yet), gone (no longer)."""
    message = _find(sandbox, number, now)
    if message.kind != CALL:
        raise Refused(Reason.NOT_FOUND)
    with transaction.atomic():
        ringing = Message.objects.filter(pk=message.pk, answered_at=None, missed_at=None, delivered_at__isnull=False)
        if ringing.update(answered_at=now):
            events.record(sandbox, "call.answered", now, **_told(message))
    return read(sandbox, number, now)


def view(message: Message, now: datetime) -> MessageView:
    return MessageView(
        n=message.number,
        id=message.pk,
        kind=message.kind,
        phone=message.phone,
        at=message.delivered_at or message.sent_at,
        state=_state(message, now),
        login=message.challenge.login_id if message.challenge else None,
    )


def wipe(one: Challenge | Confirmation) -> None:
    """Delete the text of what was sent for it."""
    one.messages.exclude(sealed=b"").update(sealed=b"")


def wipe_expired(sandbox: Sandbox, now: datetime) -> None:
    expired = sandbox.messages.filter(expires_at__lte=now).exclude(sealed=b"")
    if expired.exists():  # asked first, so that who only looks takes no lock
        expired.update(sealed=b"")


def _find(sandbox: Sandbox, number: int, now: datetime) -> Message:
    deliver(sandbox, now)
    message = sandbox.messages.filter(number=number).select_related("challenge__login", "confirmation").first()
    if message is None:
        raise Refused(Reason.NOT_FOUND)
    return message


def _request(message: Message, now: datetime) -> Content:
    challenge = message.challenge
    # SECURITY: a request that is over is shown to nobody anymore.
    if challenge is None or not Challenge.objects.answerable(now).filter(pk=challenge.pk).exists():
        raise Refused(Reason.GONE)
    request: dict[str, object] = {
        "login": challenge.login_id,
        "user": challenge.login.user,
        "device": challenge.device_id,
        "nonce": challenge.text,
        "details": details(challenge),
        "matching": bool(challenge.shown),
        "expires_at": challenge.expires_at,
    }
    return Content(view(message, now), "login", request=request)


def details(challenge: Challenge) -> dict[str, object]:
    """What the owner of the phone is told about the login."""
    return {"platform": challenge.login.platform, "at": challenge.issued_at, "place": "practice-room"}


def _under_way(sandbox: Sandbox) -> Sequence[Message]:
    waiting = sandbox.messages.filter(blocked_at=None, missed_at=None, answered_at=None)
    return [each for each in waiting if each.delivered_at is None or each.kind == CALL]


def _advance(sandbox: Sandbox, message: Message, now: datetime) -> None:
    """One message, one step: blocked, delivered, or missed; each conditional, so that its event is written once."""
    if message.delivered_at is None and BLOCKED.get(message.kind) in sandbox.faults:
        _change(sandbox, message, "blocked_at", "message.blocked", now)
    elif message.kind == CALL and _stops(message) <= now:
        _change(sandbox, message, "missed_at", "call.missed", _stops(message))
    elif (
        message.delivered_at is None
        and _due(sandbox, message) <= now < message.expires_at
        and _arrives(sandbox, message)
    ):
        _change(sandbox, message, "delivered_at", "message.delivered", now)


def _change(sandbox: Sandbox, message: Message, column: str, event: str, at: datetime) -> None:
    with transaction.atomic():
        if Message.objects.filter(pk=message.pk, **{column: None}).update(**{column: at}):
            events.follow(sandbox, event, at, **_told(message))


def _arrives(sandbox: Sandbox, message: Message) -> bool:
    return faults.reachable(sandbox) and STUCK.get(message.kind) not in sandbox.faults


def _due(sandbox: Sandbox, message: Message) -> datetime:
    if message.kind == CALL:
        return message.sent_at + RINGS_AFTER
    late = [LATE[fault] for fault in sandbox.faults if fault in LATE] if message.kind == SMS else []
    return message.sent_at + max(late, default=timedelta(0))


def _stops(message: Message) -> datetime:
    return message.sent_at + RINGS_AFTER + RINGS_FOR


def _state(message: Message, now: datetime) -> str:
    for state, since in (
        ("blocked", message.blocked_at),
        ("missed", message.missed_at),
        ("answered", message.answered_at),
    ):
        if since:
            return state
    if message.delivered_at:
        return "ringing" if message.kind == CALL else "delivered"
    return "waiting" if now < message.expires_at else "lapsed"


def _again(times: Sequence[datetime], most: int, within: timedelta) -> datetime | None:
    """When the `most`-th newest of the times is `within` ago; None if there are fewer."""
    return times[most - 1] + within if len(times) >= most else None


def _told(message: Message) -> dict[str, Any]:
    login = {"login": message.challenge.login_id} if message.challenge else {}
    return {"message": message.pk, "n": message.number, "kind": message.kind, "phone": message.phone, **login}
