"""The API that the pages of a course's packages use: to open an attempt, and to ask how far it is.

A package's page is the course's, on another site. It may read the answers of these two calls (CORS, in the settings), which
take the attempt's own token and never a cookie.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.responses import Status

from auth_demo.classroom import joining
from auth_demo.lms import attempts
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.web import class_addresses, limits
from auth_demo.web import class_schemas as schemas
from auth_demo.web.auth import bearer_token, refuse_cross_site
from auth_demo.web.class_auth import keep_in_cookie
from auth_demo.web.languages import of_request
from auth_demo.web.routing import REFUSALS, OneId, practice_router

router = practice_router()


@router.post("/attempts", response={201: schemas.AttemptOut, **REFUSALS}, summary="Practice alone, from a course")
def open_attempt(request: HttpRequest, response: HttpResponse, body: schemas.AttemptIn) -> Any:
    """No account, no name. The practices are opened at `url`; how far they are, GET /attempts/{id} says."""
    if body.keep == "cookie":
        refuse_cross_site(request)
    limits.spend_attempt(request)
    entered = attempts.open_package(body.scenarios, language=body.language or of_request(request))
    found = entered.participant
    response["Location"] = f"/api/v1/attempts/{found.pk}"
    if body.keep == "cookie":
        keep_in_cookie(response, found.pk, entered.token)
        return Status(201, _attempt(found))
    url = class_addresses.seat(found.pk, found.language, entered.token)
    return Status(201, {**_attempt(found), "token": entered.token, "url": url})


@router.get("/attempts/{attempt_id}", response={200: schemas.AttemptOut, **REFUSALS}, exclude_none=True)
def get_attempt(request: HttpRequest, attempt_id: str = OneId) -> Any:
    """How far it is, for the course that has opened it (its token)."""
    token = bearer_token(request.headers.get("Authorization", ""))
    return _attempt(joining.of_token(attempt_id, [token] if token else []))


def _attempt(found: joining.Participant) -> dict[str, Any]:
    attempt = attempts.of(found)
    if attempt is None:
        raise Refused(Reason.NOT_FOUND)
    done, chosen = attempts.count(attempt), found.classroom.scenarios
    return {
        "id": found.pk,
        "state": found.classroom.state,
        "finished": done,
        "chosen": chosen,
        "score": len(done) / len(chosen),
        "results_url": class_addresses.results(found.pk, found.language),
    }
