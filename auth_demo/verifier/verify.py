"""The one door to a verdict: each right response is accepted exactly once, in parallel too.

Three writes decide, each conditional, so it holds on any database without locks:
(a) spend a try, if the challenge still bears one; (b) compute and compare; (c) use the challenge up, if nobody has.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from auth_demo.models import Challenge, Login, Sandbox
from auth_demo.verifier import clock, devices, events, expiry, explain, lockout
from auth_demo.verifier.methods import registry
from auth_demo.verifier.outcome import Cause, Diagnosis, Reason, Refused


def submit(sandbox: Sandbox, login_id: str, response: str) -> Login:
    """Take a response as it was typed. Returns the login, accepted.

    Raises Refused: not-found, malformed (no try spent), locked, already-used, superseded, expired,
    too-many-attempts, wrong-response. What was wrong is explained after the verdict is committed.
    """
    login = Login.objects.select_related("device").filter(sandbox=sandbox, pk=login_id).first()
    challenge = login and login.challenges.select_related("login").last()
    if not login or not challenge:
        raise Refused(Reason.NOT_FOUND)
    now = clock.now(sandbox)
    try:
        lockout.refuse_if_locked(sandbox, login.user, login.device, now)
        refuse_if_over(challenge, now)
        cleaned = registry.get(login.method).clean(response)
        spend_try(challenge, now)
        if _is_right(challenge, login, cleaned):
            accept(sandbox, login, challenge, now)
            return login
    except Refused as refusal:
        _record_refusal(sandbox, login, refusal, now)
        raise
    left = reject(sandbox, login, challenge, now)
    diagnosis = explain.explain(sandbox, login, challenge, cleaned, now)
    raise Refused(Reason.WRONG_RESPONSE, attempts_left=left, diagnosis=diagnosis)


def refuse_if_over(challenge: Challenge, now: datetime) -> None:
    """Raises Refused if the challenge takes no response any more."""
    if challenge.used_at:
        diagnosis = Diagnosis(Cause.ALREADY_USED, {"when": challenge.used_at, "ago": now - challenge.used_at})
        raise Refused(Reason.ALREADY_USED, attempts_left=0, diagnosis=diagnosis)
    if challenge.superseded_at:
        diagnosis = Diagnosis(Cause.PREVIOUS_CHALLENGE)
        raise Refused(Reason.SUPERSEDED, attempts_left=0, diagnosis=diagnosis)
    if challenge.failed_at:
        raise Refused(Reason.TOO_MANY_ATTEMPTS, attempts_left=0)
    if challenge.expires_at <= now:
        diagnosis = Diagnosis(Cause.EXPIRED, {"late": now - challenge.expires_at})
        raise Refused(Reason.EXPIRED, attempts_left=0, diagnosis=diagnosis)


def spend_try(challenge: Challenge, now: datetime) -> None:
    """(a) SECURITY: counted before anything is compared, so that parallel guesses cannot share one try."""
    mine = Challenge.objects.answerable(now).filter(pk=challenge.pk)
    if not mine.update(attempts=F("attempts") + 1):
        challenge.refresh_from_db()
        refuse_if_over(challenge, now)
        raise Refused(Reason.TOO_MANY_ATTEMPTS, attempts_left=0)


def accept(sandbox: Sandbox, login: Login, challenge: Challenge, now: datetime) -> None:
    """(c) SECURITY: only the one that finds the challenge unused may say yes."""
    with transaction.atomic():
        if Challenge.objects.unfinished().filter(pk=challenge.pk).update(used_at=now):
            Login.objects.filter(pk=login.pk).update(accepted_at=now)
            lockout.count_success(login.device)
            events.record(sandbox, "response.accepted", now, login=login.pk, method=login.method)
            return
    challenge.refresh_from_db()
    refuse_if_over(challenge, now)
    raise Refused(Reason.ALREADY_USED, attempts_left=0)


def reject(sandbox: Sandbox, login: Login, challenge: Challenge, now: datetime) -> int:
    """Count a wrong response; returns how many tries the challenge still bears."""
    with transaction.atomic():
        challenge.refresh_from_db(fields=["attempts"])
        left = max(0, challenge.max_attempts - challenge.attempts)
        events.record(
            sandbox,
            "response.rejected",
            now,
            login=login.pk,
            method=login.method,
            reason=Reason.WRONG_RESPONSE,
            attempts_left=left,
        )
        lockout.count_wrong(sandbox, challenge, login.device, now)
    return left


def _is_right(challenge: Challenge, login: Login, response: str) -> bool:
    """(b) outside any transaction: computing holds nobody up."""
    if login.device is None:
        return False
    method, shared = registry.get(login.method), devices.secrets_of(login.device)
    return method.matches(login.device.suite, shared, challenge.text, response)


def _record_refusal(sandbox: Sandbox, login: Login, refusal: Refused, now: datetime) -> None:
    """What was malformed never counted as a response, so it leaves no trace."""
    if refusal.reason is Reason.MALFORMED:
        return
    if refusal.reason is Reason.EXPIRED:
        expiry.note(sandbox, now)
    events.record(sandbox, "response.rejected", now, login=login.pk, method=login.method, reason=refusal.reason)
