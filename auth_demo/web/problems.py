"""Refusals as problem details (RFC 9457), in the caller's language."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from ninja.errors import AuthenticationError

from auth_demo.verifier import clock
from auth_demo.verifier.outcome import Diagnosis, Reason, Refused, Topic
from auth_demo.web import reasons
from auth_demo.web.auth import entered
from auth_demo.web.languages import of_request
from kb.base import problems
from kb.base.languages import codes, worded
from kb.base.waits import retry_after


def refused(request: HttpRequest, refusal: Refused) -> JsonResponse:
    sandbox = entered(request)
    language = worded(of_request(request, sandbox.language if sandbox else None))
    with translation.override(language):
        body = describe(refusal)
    if sandbox:
        body["now"] = stamp(clock.now(sandbox))
    response = problems.response(body, language=language, headers=again(refusal))
    if refusal.reason is Reason.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="practice"'
    return response


def unauthenticated(request: HttpRequest, _error: AuthenticationError) -> JsonResponse:
    return refused(request, Refused(Reason.UNAUTHORIZED))


# kb/project/api.py gives these to the API that both apps' routers join.
exception_handlers = {Refused: refused, AuthenticationError: unauthenticated}


def again(refusal: Refused) -> dict[str, str]:
    """The header that says when it may be tried again, where waiting helps."""
    wait = refusal.retry_in if refusal.reason in (Reason.TOO_SOON, Reason.FULL, Reason.TOO_MANY_ATTEMPTS) else None
    return {"Retry-After": retry_after(wait)} if wait else {}


def describe(refusal: Refused) -> dict[str, Any]:
    """The body of the answer, in the active language; besides, what it says in each, for a page that changes its own."""
    reason = refusal.reason
    body = problems.body(reasons.status(refusal), reason.value, _title(refusal), reasons.detail(refusal))
    if isinstance(refusal.topic, Topic):
        body["topic"] = refusal.topic.value
    if refusal.attempts_left is not None:
        body["attempts_left"] = refusal.attempts_left
    if refusal.retry_at is not None:
        body["retry_at"] = stamp(refusal.retry_at)
    if refusal.diagnosis is not None:
        body["diagnosis"] = _diagnosis(refusal.diagnosis)
    body["texts"] = {code: _texts(refusal, code) for code in codes()}
    return body


def _texts(refusal: Refused, language: str) -> dict[str, str]:
    with translation.override(language):
        said = {"title": _title(refusal), "detail": reasons.detail(refusal)}
        return said | ({"advice": reasons.advice(refusal.diagnosis)} if refusal.diagnosis else {})


def _title(refusal: Refused) -> str:
    return str(reasons.TOPIC_TITLES.get(refusal.topic) or reasons.TITLES[refusal.reason])


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "cause": diagnosis.cause.value,
        "advice": reasons.advice(diagnosis),
        "facts": _plain(diagnosis.facts),
    }


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, timedelta):
            return round(value.total_seconds(), 3)
        return stamp(value) if isinstance(value, datetime) else value

    return {name: plain(value) for name, value in facts.items()}
