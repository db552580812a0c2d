"""Telling a platform what somebody has finished: Assignment and Grade Services 2.0, asked again until it is taken.

The score is the number of chosen practices that the person has walked through, of all that were chosen; of several attempts the
best one. It is final once all are finished, or the attempt is over.
"""

import json
import logging
import secrets
from datetime import UTC, timedelta
from typing import Any

from django.db.models import F, Max

from auth_demo.lms import attempts, keys, wire
from auth_demo.lms.launch import GRADES
from auth_demo.lms.wire import Unanswered
from auth_demo.models import Attempt, LearningPlatform
from auth_demo.verifier.realtime import real_now
from kb.base import trouble

SCOPE = f"{GRADES}scope/score"
MEDIA_TYPE = "application/vnd.ims.lis.v1.score+json"
AT_ONCE = 500  # in one minute
_ASSERTED = timedelta(minutes=1)  # that we prove who we are for

logger = logging.getLogger(__name__)


def send_due() -> int:
    """Tell every score that is due; how many arrived."""
    attempts.close_ended()
    tokens: dict[int, str] = {}
    due = Attempt.objects.due(real_now()).select_related("platform", "participant__classroom").order_by("due_at")
    return sum(_send(each, tokens) for each in due[:AT_ONCE])


def score_of(attempt: Attempt) -> dict[str, Any]:
    """What is told (AGS 2.0 §3.4.1)."""
    classroom = attempt.participant.classroom
    chosen, best = len(classroom.scenarios), _best(attempt)
    is_all = best >= chosen
    return {
        "userId": attempt.user,
        "timestamp": real_now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "scoreGiven": best,
        "scoreMaximum": chosen,
        "activityProgress": "Completed" if is_all else "Submitted" if attempt.is_over else "InProgress",
        "gradingProgress": "FullyGraded" if is_all or attempt.is_over else "Pending",
    }


def _best(attempt: Attempt) -> int:
    others = Attempt.objects.filter(
        platform=attempt.platform,
        resource=attempt.resource,
        user=attempt.user,
        participant__classroom__scenarios=attempt.participant.classroom.scenarios,
    )
    return int(others.aggregate(best=Max("finished"))["best"] or 0)


def _send(attempt: Attempt, tokens: dict[int, str]) -> bool:
    platform = attempt.platform
    assert platform is not None  # noqa: S101  the query takes no other
    told = score_of(attempt)
    try:
        if platform.pk not in tokens:
            tokens[platform.pk] = _token(platform)
        headers = {"Authorization": f"Bearer {tokens[platform.pk]}", "Content-Type": MEDIA_TYPE}
        wire.post(_scores(attempt.line_item), json.dumps(told), headers)
    except Unanswered as refused:
        return _again(attempt, platform, str(refused))
    # What was finished meanwhile stays due.
    row = Attempt.objects.filter(pk=attempt.pk)
    row.update(told_at=real_now(), refusal="", tries=0)
    row.filter(finished=attempt.finished, is_over=attempt.is_over).update(due_at=None)
    return True


def _again(attempt: Attempt, platform: LearningPlatform, refusal: str) -> bool:
    Attempt.objects.filter(pk=attempt.pk).update(
        due_at=real_now() + attempts.wait_of(attempt.tries), tries=F("tries") + 1, refusal=refusal[:200]
    )
    if trouble.is_news(f"lms-{platform.pk}"):
        logger.error("the learning platform %s did not take a score: %s", platform, refusal)
    return False


def _token(platform: LearningPlatform) -> str:
    """Leave to send scores (Security Framework 1.0 §4.1: we sign who we are). Raises Unanswered."""
    now = real_now()
    assertion = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_url,
        "iat": int(now.timestamp()),
        "exp": int((now + _ASSERTED).timestamp()),
        "jti": secrets.token_urlsafe(24),
    }
    asked = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": keys.sign(assertion),
        "scope": SCOPE,
    }
    try:
        token = wire.post(platform.token_url, asked).json()["access_token"]
    except (ValueError, KeyError, TypeError):
        raise Unanswered("no access token in its answer") from None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise Unanswered("no access token in its answer")
    return token


def _scores(line_item: str) -> str:
    """Where scores of a line item are sent (AGS 2.0 §3.4): its query stays behind the path."""
    path, mark, query = line_item.partition("?")
    return f"{path.rstrip('/')}/scores{mark}{query}"
