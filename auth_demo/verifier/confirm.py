"""Codes that prove something other than a login: sent by SMS to the number on record, typed back once.

The same conditional writes as for a login (onetime.py), and the same limits as every other SMS.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from auth_demo.models import Account, Confirmation, Sandbox
from auth_demo.protocols import codes
from auth_demo.verifier import events, lockout, messages, onetime, quota
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods import six_digits
from auth_demo.verifier.methods.sent_code import CODE_DIGITS
from auth_demo.verifier.outcome import Cause, Diagnosis, Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now
from kb.base import vault

ATTEMPTS = 5
KEPT = 10  # earlier codes that a wrong one is compared with


def send(account: Account, purpose: str, target: str, lifetime: timedelta, now: datetime) -> Confirmation:
    """A new code for `target`; one sent before for the same purpose is replaced. Inside a transaction.

    Raises Refused: locked, too-soon.
    """
    sandbox = account.sandbox
    Sandbox.objects.filter(pk=sandbox.pk).hold()
    lockout.refuse_if_locked(sandbox, account.user, None, now)
    lockout.refuse_if_codes_locked(account)
    messages.refuse_too_many(account, messages.SMS, now)
    for older in Confirmation.objects.unfinished().filter(account=account, purpose=purpose):
        Confirmation.objects.filter(pk=older.pk).update(superseded_at=now)
        messages.wipe(older)
    code, key = _draw(purpose), new_id()
    asked = Confirmation(
        id=key,
        sandbox=sandbox,
        account=account,
        purpose=purpose,
        target=target,
        mark=vault.mark(code, owner=key, purpose=vault.PRACTICE),
        created_at=real_now(),
        issued_at=now,
        expires_at=now + lifetime,
        max_attempts=ATTEMPTS,
    )
    quota.keep(sandbox.pk, asked)
    messages.send(account, messages.SMS, account.phone, now, asked.expires_at, code=code, confirmation=asked)
    messages.deliver(sandbox, now)
    return asked


def check(
    account: Account, purposes: Sequence[str], target: str, typed: str, now: datetime, rejected: str
) -> Confirmation:
    """The newest code asked for, if `typed` is it; the caller then has to `use` it.

    `rejected` is the event of a wrong one. Raises Refused: not-found, locked, malformed (no try spent), expired,
    already-used, superseded, too-many-attempts, wrong-response. Never inside a transaction: a try is spent, whatever comes.
    """
    asked = account.confirmations.filter(purpose__in=purposes, target=target).last()
    if asked is None:
        raise Refused(Reason.NOT_FOUND)
    lockout.refuse_if_codes_locked(account)
    try:
        onetime.refuse_if_over(asked, now)
        cleaned = _clean(asked.purpose, typed)
        onetime.spend_try(asked, now)
    except Refused as refusal:
        raise _as_of_code(refusal) from None
    if vault.is_mark(asked.mark, cleaned, owner=asked.pk, purpose=vault.PRACTICE):
        return asked
    with transaction.atomic():
        left = onetime.left(asked)
        events.record(account.sandbox, rejected, now, reason=Reason.WRONG_RESPONSE, attempts_left=left)
        lockout.count_wrong_code(account, now)
        if onetime.count_wrong(asked, now):
            messages.wipe(asked)
    diagnosis = Diagnosis(Cause.EARLIER_MESSAGE) if _is_earlier(asked, cleaned) else None
    raise Refused(Reason.WRONG_RESPONSE, topic=Topic.CODE_WRONG, attempts_left=left, diagnosis=diagnosis)


def use(asked: Confirmation, now: datetime) -> None:
    """Use it up, inside the transaction that changes what it proves. Raises Refused if somebody else has."""
    if not onetime.use(asked, now):
        raise _as_of_code(onetime.refuse_second(asked, now))
    lockout.count_right_code(asked.account)
    messages.wipe(asked)


def _draw(purpose: str) -> str:
    return codes.numeric(CODE_DIGITS) if purpose == Confirmation.Purpose.NUMBER else codes.activation()


def _clean(purpose: str, typed: str) -> str:
    if purpose == Confirmation.Purpose.NUMBER:
        return six_digits.clean(typed, CODE_DIGITS)
    reading = codes.read(typed, codes.ACTIVATION)
    if reading.code is None:
        raise malformed(Shape.CODE, expected=codes.ACTIVATION.length, typed=reading.typed)
    return reading.code


def _is_earlier(asked: Confirmation, cleaned: str) -> bool:
    earlier = asked.account.confirmations.exclude(pk=asked.pk).order_by("-created_at")[:KEPT]
    return any(vault.is_mark(other.mark, cleaned, owner=other.pk, purpose=vault.PRACTICE) for other in earlier)


def _as_of_code(refusal: Refused) -> Refused:
    """The same in words that do not speak of a login."""
    if refusal.topic:
        return refusal
    return Refused(refusal.reason, topic=Topic.CODE_OVER, attempts_left=refusal.attempts_left)
