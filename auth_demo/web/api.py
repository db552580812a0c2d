"""The practice room's JSON API: requests in, the verifier asked, answers out.

Every refusal is an exception that web/problems.py turns into problem details; nothing here decides anything.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja.params.functions import Body, Query
from ninja.responses import Status

from auth_demo.scenarios import load
from auth_demo.verifier import approval, challenge, clock, enrol, events, inside, state, verify
from auth_demo.verifier.outcome import Reason, Refused, Shape, malformed
from auth_demo.web import (
    api_pairing,
    api_world,
    class_api,
    limits,
    lms_api,
    problems,
    reasons,
    scenario_schemas,
    schemas,
)
from auth_demo.web.auth import enter, enter_by_login, keep_in_cookie, refuse_cross_site
from auth_demo.web.languages import of_request
from auth_demo.web.opened import opened_out
from auth_demo.web.routing import NOT_FOUND, REFUSALS, OneId, key, practice_router
from kb.base.clients import client_key
from kb.base.languages import codes
from kb.base.problems import TYPES

router = practice_router()
router.add_router("", api_world.router)
router.add_router("", api_pairing.router)
router.add_router("", class_api.router)
router.add_router("", lms_api.router)
exception_handlers = problems.exception_handlers

EMPTY_LOGIN = Body(schemas.LoginIn.model_validate({}))


@router.post(
    "/sandboxes",
    response={201: schemas.SandboxOut, **REFUSALS, 503: schemas.ProblemOut},
    exclude_none=True,
    summary="Open a practice",
)
def open_sandbox(request: HttpRequest, response: HttpResponse, body: schemas.SandboxIn) -> Any:
    """A new world for one learner, gone after a day. The devices' keys come in this answer only."""
    if body.keep == "cookie":
        refuse_cross_site(request)
    opened = enrol.open_sandbox(
        body.scenario,
        address=client_key(request),
        language=_language(body.language or of_request(request)),
        platform=body.platform,
        variant=body.variant,
        step=body.step,
        persona=body.persona,
    )
    if body.keep == "cookie":
        keep_in_cookie(request, response, opened.sandbox.pk, opened.token)
    response["Location"] = f"/api/v1/sandboxes/{opened.sandbox.pk}"
    return Status(201, opened_out(opened, with_token=body.keep == "token"))


@router.get("/sandboxes/{sandbox_id}", auth=key, response={200: schemas.StateOut, **REFUSALS}, exclude_none=True)
def get_sandbox(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """Its state, without keys."""
    return api_world.shown(enter(request, sandbox_id))


@router.patch("/sandboxes/{sandbox_id}", auth=key, response={200: schemas.StateOut, **REFUSALS}, exclude_none=True)
def change_language(request: HttpRequest, body: schemas.LanguageIn, sandbox_id: str = OneId) -> Any:
    """Go on in another language; nothing else changes."""
    sandbox = enter(request, sandbox_id)
    state.speak(sandbox, _language(body.language))
    return get_sandbox(request, sandbox_id)


@router.post(
    "/sandboxes/{sandbox_id}/logins",
    auth=key,
    response={201: schemas.LoginNowOut, **REFUSALS},
    exclude_none=True,
)
def start_login(request: HttpRequest, body: schemas.LoginIn = EMPTY_LOGIN, sandbox_id: str = OneId) -> Any:
    """A challenge for one device. An earlier one of the same device that is still open is superseded."""
    sandbox = enter(request, sandbox_id)
    login = challenge.start(sandbox, **body.dict())
    return Status(201, _login(sandbox, state.of_login(login, clock.now(sandbox))))


@router.get("/logins/{login_id}", auth=key, response={200: schemas.LoginNowOut, **REFUSALS}, exclude_none=True)
def get_login(request: HttpRequest, login_id: str = OneId) -> Any:
    sandbox = enter_by_login(request, login_id)
    return _login(sandbox, state.login(sandbox, login_id))


@router.post("/logins/{login_id}/response", auth=key, response={200: schemas.AcceptedOut, **REFUSALS})
def respond(request: HttpRequest, body: schemas.ResponseIn, login_id: str = OneId) -> Any:
    """The digits that the device showed. A wrong form spends no try; a wrong response is explained."""
    sandbox = enter_by_login(request, login_id)
    limits.spend_response(sandbox.pk)
    login = verify.submit(sandbox, login_id, body.response)
    return {"state": "accepted", "login": login.pk, "now": clock.now(sandbox)}


@router.post(
    "/logins/{login_id}/resend", auth=key, response={200: schemas.LoginNowOut, **REFUSALS}, exclude_none=True
)
def resend(request: HttpRequest, body: schemas.ResendIn, login_id: str = OneId) -> Any:
    """A new code by SMS or by a call; it replaces the one before."""
    sandbox = enter_by_login(request, login_id)
    login = challenge.resend(sandbox, login_id, body.channel)
    return _login(sandbox, state.of_login(login, clock.now(sandbox)))


@router.post(
    "/logins/{login_id}/fallback", auth=key, response={200: schemas.LoginNowOut, **REFUSALS}, exclude_none=True
)
def fall_back(request: HttpRequest, body: schemas.FallbackIn, login_id: str = OneId) -> Any:
    """“I did not receive a notification”: the login goes on with a challenge for the same phone."""
    sandbox = enter_by_login(request, login_id)
    login = challenge.fall_back(sandbox, login_id, body.method)
    return _login(sandbox, state.of_login(login, clock.now(sandbox)))


@router.post("/logins/{login_id}/approval", auth=key, response={200: schemas.DecidedOut, **REFUSALS})
def decide(request: HttpRequest, body: schemas.ApprovalIn, login_id: str = OneId) -> Any:
    """The phone's answer to a notification: approved, denied, or “it was not me”."""
    sandbox = enter_by_login(request, login_id)
    limits.spend_response(sandbox.pk)
    login = approval.decide(
        sandbox, login_id, device_id=body.device, decision=body.decision, answer=body.answer, number=body.number
    )
    return {
        "state": "accepted" if body.decision == "approve" else "denied",
        "login": login.pk,
        "now": clock.now(sandbox),
    }


@router.post("/sandboxes/{sandbox_id}/clock", auth=key, response={200: schemas.ClockNowOut, **REFUSALS})
def move_clock(request: HttpRequest, body: schemas.ClockIn, sandbox_id: str = OneId) -> Any:
    """Forward only: what has expired stays expired."""
    sandbox = enter(request, sandbox_id)
    clock.move(sandbox, forward=timedelta(seconds=body.forward_seconds), rate=body.rate)
    view = state.of_sandbox(sandbox)
    return {"clock": {"now": view.now, "rate": view.rate}, "now": view.now}


@router.get("/sandboxes/{sandbox_id}/events", auth=key, response={200: schemas.EventsOut, **REFUSALS})
def list_events(request: HttpRequest, sandbox_id: str = OneId, after: int = Query(0, ge=0, le=2**31 - 1)) -> Any:
    """What happened after event number `after`, oldest first, 500 at most.

    With `Accept: text/event-stream` the same address is a live stream (resumable with `Last-Event-ID`).
    """
    sandbox = enter(request, sandbox_id)
    state.settle(sandbox, clock.now(sandbox))
    return {"events": [asdict(each) for each in events.after(sandbox.pk, after)], "now": clock.now(sandbox)}


@router.get("/sandboxes/{sandbox_id}/inside", auth=key, response={200: schemas.InsideOut, **REFUSALS})
def look_inside(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """What the verifier knew and computed in the last login, once that login has ended."""
    sandbox = enter(request, sandbox_id)
    seen = asdict(inside.look(sandbox))
    seen["fields"] = [{"name": name, "hex": value} for name, value in seen["fields"]]
    return {**seen, "now": clock.now(sandbox)}


@router.post(
    "/sandboxes/{sandbox_id}/devices/{device_id}/restore",
    auth=key,
    response={200: schemas.DeviceNowOut, **REFUSALS},
    exclude_none=True,
)
def restore_device(request: HttpRequest, sandbox_id: str = OneId, device_id: str = OneId) -> Any:
    """Have a disabled device taken into service again, as client services would."""
    sandbox = enter(request, sandbox_id)
    return {"device": asdict(state.restore(sandbox, device_id)), "now": clock.now(sandbox)}


@router.get("/scenarios", response=scenario_schemas.ScenariosOut, exclude_none=True)
def list_scenarios(request: HttpRequest) -> Any:
    """Every practice, also those in preparation, in all languages."""
    ready = [
        {**asdict(each), "ready": True, "platforms": [platform.id for platform in each.platforms]}
        for each in load.every()
    ]
    return {"scenarios": ready + [{**asdict(each), "ready": False} for each in load.planned()]}


@router.get("/scenarios/{scenario_id}", response={200: scenario_schemas.ScenarioOut, **NOT_FOUND})
def get_scenario(request: HttpRequest, scenario_id: str = OneId) -> Any:
    """A practice as a page needs it, in all languages."""
    scenario = load.get(scenario_id)
    if scenario is None:
        raise Refused(Reason.NOT_FOUND)
    return asdict(scenario)


@router.get("/problems/{reason}", response={200: schemas.ReasonOut, **NOT_FOUND})
def get_problem(request: HttpRequest, reason: str = OneId) -> Any:
    """What a problem's `type` means."""
    try:
        known = Reason(reason)
    except ValueError:
        raise Refused(Reason.NOT_FOUND) from None
    with translation.override(of_request(request)):
        title = str(reasons.TITLES[known])
    return {"type": TYPES + known, "reason": known, "title": title, "status": reasons.STATUS[known]}


def _language(wanted: str) -> str:
    known = codes()
    if wanted not in known:
        raise malformed(Shape.LANGUAGE, known=known)
    return wanted


def _login(sandbox: enrol.Sandbox, view: state.LoginView) -> dict[str, Any]:
    return {**asdict(view), "now": clock.now(sandbox)}
