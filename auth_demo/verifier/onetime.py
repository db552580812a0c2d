"""The three conditional writes that make an answer count exactly once, in parallel too, for whatever is OneTime.

(a) `spend_try`, if it still bears one; then the caller computes and compares; (b) `use`, if nobody has.
No lock is held meanwhile, so it holds on any database.
"""

from datetime import datetime

from django.db.models import F

from auth_demo.models.onetime import OneTime, OneTimeQuerySet
from auth_demo.verifier.outcome import Cause, Diagnosis, Reason, Refused


def refuse_if_over(one: OneTime, now: datetime) -> None:
    """Raises Refused if it takes no answer anymore."""
    if one.used_at:
        diagnosis = Diagnosis(Cause.ALREADY_USED, {"when": one.used_at, "ago": now - one.used_at})
        raise Refused(Reason.ALREADY_USED, attempts_left=0, diagnosis=diagnosis)
    if one.superseded_at:
        diagnosis = Diagnosis(Cause.PREVIOUS_CHALLENGE)
        raise Refused(Reason.SUPERSEDED, attempts_left=0, diagnosis=diagnosis)
    if one.failed_at:
        raise Refused(Reason.TOO_MANY_ATTEMPTS, attempts_left=0)
    if one.expires_at <= now:
        diagnosis = Diagnosis(Cause.EXPIRED, {"late": now - one.expires_at})
        raise Refused(Reason.EXPIRED, attempts_left=0, diagnosis=diagnosis)


def spend_try(one: OneTime, now: datetime) -> None:
    """SECURITY: counted before anything is compared, so that parallel guesses cannot share one try."""
    if not rows(one).answerable(now).filter(pk=one.pk).update(attempts=F("attempts") + 1):
        one.refresh_from_db()
        refuse_if_over(one, now)
        raise Refused(Reason.TOO_MANY_ATTEMPTS, attempts_left=0)


def use(one: OneTime, now: datetime) -> bool:
    """SECURITY: only the one that finds it unused may say yes. To be called inside the verdict's transaction."""
    return bool(rows(one).unfinished().filter(pk=one.pk).update(used_at=now))


def refuse_second(one: OneTime, now: datetime) -> Refused:
    """Why `use` said no."""
    one.refresh_from_db()
    try:
        refuse_if_over(one, now)
    except Refused as refusal:
        return refusal
    return Refused(Reason.ALREADY_USED, attempts_left=0)


def count_wrong(one: OneTime, now: datetime) -> bool:
    """Count a wrong answer; whether that was the last one."""
    mine = rows(one).filter(pk=one.pk)
    mine.update(wrong=F("wrong") + 1)
    return bool(mine.unfinished().filter(wrong__gte=F("max_attempts")).update(failed_at=now))


def end(one: OneTime, now: datetime) -> bool:
    """Let it fail at once, whatever tries it still bore; whether it was still open."""
    return bool(rows(one).unfinished().filter(pk=one.pk).update(failed_at=now))


def left(one: OneTime) -> int:
    one.refresh_from_db(fields=["attempts"])
    return max(0, one.max_attempts - one.attempts)


def rows(one: OneTime) -> "OneTimeQuerySet[OneTime]":
    found: OneTimeQuerySet[OneTime] = type(one)._default_manager.all()  # type: ignore[assignment]
    return found
