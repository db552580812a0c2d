"""The API of classes: joining, the trainer's board and actions, what is taken home. Nothing here decides anything."""

import json
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja.params.functions import Path, Query
from ninja.responses import Status

from auth_demo.classroom import board, control, export, joining, log, rehearsal, results
from auth_demo.classroom.joining import Participant
from auth_demo.classroom.opening import AFTERWARDS, Classroom
from auth_demo.lms import attempts
from auth_demo.verifier import enrol
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic
from auth_demo.web import api_world, class_addresses, limits
from auth_demo.web import class_schemas as schemas
from auth_demo.web.auth import keep_in_cookie as keep_sandbox_in_cookie
from auth_demo.web.auth import refuse_cross_site
from auth_demo.web.class_auth import keep_in_cookie, participant, tokens_of, trainer, trainer_name
from auth_demo.web.languages import of_request
from auth_demo.web.opened import opened_out
from auth_demo.web.routing import REFUSALS, OneId, practice_router

router = practice_router()
FULL = {503: REFUSALS[409]}
Code = Path(..., max_length=64)


@router.post(
    "/classes/{code}/participants", response={201: schemas.JoinedOut, **REFUSALS, **FULL}, summary="Join a class"
)
def join_class(request: HttpRequest, response: HttpResponse, body: schemas.JoinIn, code: str = Code) -> Any:
    """No account, no e-mail: a nickname. The sandbox's keys come in this answer only."""
    if body.keep == "cookie":
        refuse_cross_site(request)
    with limits.spend_class_code(request):
        joining.find_class(code)
    joined = joining.join(
        code, nickname=body.nickname, language=body.language or _wish(request), platform=body.platform
    )
    kept = body.keep == "cookie"
    sandbox = opened_out(joined.opened, with_token=not kept) if joined.opened else None
    if kept:
        keep_in_cookie(response, joined.participant.pk, joined.token)
        _keep_sandbox(request, response, joined.opened)
    response["Location"] = f"/api/v1/participants/{joined.participant.pk}"
    return Status(201, {**_participant(joined.participant, sandbox), "token": None if kept else joined.token})


@router.get("/participants/{participant_id}", response={200: schemas.ParticipantOut, **REFUSALS})
def get_participant(request: HttpRequest, participant_id: str = OneId) -> Any:
    """How things stand, for a page that comes back: the same place, without keys."""
    found = participant(request, participant_id)
    run = joining.current_run(found)
    here = run and run.sandbox if run and run.place == found.classroom.place else None
    return _participant(found, api_world.shown(here) if here else None)


@router.post("/participants/{participant_id}/sandbox", response={201: schemas.JoinedOut, **REFUSALS, **FULL})
def open_sandbox(
    request: HttpRequest, response: HttpResponse, body: schemas.SandboxIn, participant_id: str = OneId
) -> Any:
    """A new sandbox for what the class does now: after a reset, for the next practice, or to begin at a step."""
    found = participant(request, participant_id)
    limits.spend(found.pk, what="walks", most=limits.WALKS_PER_MINUTE)
    if body.keep == "cookie":
        refuse_cross_site(request)
    opened = joining.begin(found, step=body.step, platform=body.platform, variant=body.variant)
    if opened is None:
        raise Refused(Reason.ENDED)
    if body.keep == "cookie":
        _keep_sandbox(request, response, opened)
    return Status(201, _participant(found, opened_out(opened, with_token=body.keep == "token")))


@router.post("/participants/{participant_id}/browser", response={200: schemas.ParticipantOut, **REFUSALS})
def keep_participant(request: HttpRequest, response: HttpResponse, participant_id: str = OneId) -> Any:
    """For this site's own pages: keep the participant's token, given as a Bearer token, in an HttpOnly cookie."""
    refuse_cross_site(request)
    participant(request, participant_id)
    keep_in_cookie(response, participant_id, tokens_of(request)[0])
    return get_participant(request, participant_id)


@router.post("/participants/{participant_id}/practice", response={200: schemas.ParticipantOut, **REFUSALS})
def choose_practice(request: HttpRequest, body: schemas.PracticeIn, participant_id: str = OneId) -> Any:
    """For somebody who comes from a course: turn to another of the practices that it leads to."""
    found = participant(request, participant_id)
    limits.spend(found.pk, what="walks", most=limits.WALKS_PER_MINUTE)
    attempts.go_to(found, body.scenario)
    return get_participant(request, participant_id)


@router.post("/participants/{participant_id}/hand", response={200: schemas.ParticipantOut, **REFUSALS})
def raise_hand(request: HttpRequest, body: schemas.HandIn, participant_id: str = OneId) -> Any:
    """Ask for help, or no longer."""
    found = participant(request, participant_id)
    limits.spend(found.pk, what="hands", most=limits.HANDS_PER_MINUTE)
    joining.raise_hand(found, up=body.up)
    return get_participant(request, participant_id)


@router.post("/participants/{participant_id}/told", response={200: schemas.ParticipantOut, **REFUSALS})
def tell(request: HttpRequest, body: schemas.ToldIn, participant_id: str = OneId) -> Any:
    """Where the page's devices are, for the trainer's board."""
    found = participant(request, participant_id)
    limits.spend(found.pk, what="told")
    joining.tell(found, step=body.step, state=body.state, finished=body.finished)
    return get_participant(request, participant_id)


@router.post("/participants/{participant_id}/devices", response={204: None, **REFUSALS})
def show_devices(request: HttpRequest, body: schemas.DevicesIn, participant_id: str = OneId) -> Any:
    """What the page's devices look like now, while a trainer looks (`class.watched`)."""
    found = participant(request, participant_id)
    limits.spend(found.pk, what="pictures", most=limits.PICTURES_PER_MINUTE)
    joining.show_devices(found, picture=body.picture, said=body.said)
    return Status(204, None)


@router.get("/participants/{participant_id}/screen", response={200: schemas.MirrorOut, **REFUSALS})
def get_screen(request: HttpRequest, participant_id: str = OneId) -> Any:
    """What the trainer shows to everybody, without saying whose it is."""
    return {"devices": joining.shown_screen(participant(request, participant_id).classroom)}


@router.get(
    "/classes/{class_id}/participants/{participant_id}/devices", response={200: schemas.MirrorOut, **REFUSALS}
)
def get_devices(request: HttpRequest, class_id: str = OneId, participant_id: str = OneId) -> Any:
    """One participant's devices, for the trainer. The action `watch` makes their page send what changes."""
    classroom = trainer(request, class_id)
    found = joining.find(participant_id)
    if found is None or found.classroom_id != classroom.pk:
        raise Refused(Reason.NOT_FOUND, topic=Shape.PARTICIPANT)
    return {"devices": joining.devices_of(found)}


@router.get("/participants/{participant_id}/results", response={200: list[dict[str, Any]], **REFUSALS})
def get_results(request: HttpRequest, participant_id: str = OneId) -> Any:
    """What this participant did in the class, walk by walk."""
    return [_result(each) for each in results.of_participant(participant(request, participant_id))]


@router.get("/classes/{class_id}/board", response={200: schemas.BoardOut, **REFUSALS})
def get_board(request: HttpRequest, class_id: str = OneId) -> Any:
    """A tile for each participant. Asked once a second, it costs a few queries, however many they are."""
    classroom = trainer(request, class_id)
    rehearsal.advance(classroom)
    return _quick(_board(classroom))


@router.post("/classes/{class_id}/browser", response={200: schemas.BoardOut, **REFUSALS})
def keep_trainer(request: HttpRequest, response: HttpResponse, class_id: str = OneId) -> Any:
    """For this site's own pages: keep the trainer's token, given as a Bearer token, in an HttpOnly cookie."""
    refuse_cross_site(request)
    classroom = trainer(request, class_id)
    keep_in_cookie(response, class_id, tokens_of(request)[0])
    return _board(classroom)


@router.get("/classes/{class_id}/events", response={200: schemas.ClassEventsOut, **REFUSALS})
def list_events(request: HttpRequest, class_id: str = OneId, after: int = Query(0, ge=0, le=2**31 - 1)) -> Any:
    """What happened after event number `after`: for a participant what concerns everybody or them, for the trainer all.

    With `Accept: text/event-stream` the same address is a live stream (resumable with `Last-Event-ID`).
    """
    who, _key = joining.among(class_id, tokens_of(request))
    listed = log.after(class_id, after, hears=who)
    return {"events": [{"seq": e.seq, "at": e.at, "type": e.type, "data": e.data} for e in listed]}


@router.post("/classes/{class_id}/actions", response={200: schemas.BoardOut, **REFUSALS})
def act(request: HttpRequest, body: schemas.ActionIn, class_id: str = OneId) -> Any:
    """What a trainer does: start, pause, resume, lock, unlock, move, reset, undo, hint, show, watch, screen, fault, rename, remove, claim, end."""
    classroom = trainer(request, class_id)
    named = None if body.participants is None else tuple(body.participants)
    by = body.by or trainer_name(request, class_id)
    control.act(classroom, control.Order(**{**body.dict(), "participants": named, "by": by}))
    classroom.refresh_from_db()
    return _quick(_board(classroom))


@router.delete("/classes/{class_id}", response={204: None, **REFUSALS})
def delete_class(request: HttpRequest, class_id: str = OneId) -> Any:
    """Delete it now, with its nicknames, results and practices. A class that runs has to be ended first (409 `not-yet`)."""
    classroom = trainer(request, class_id)
    if not classroom.ended_at:
        raise Refused(Reason.NOT_YET, topic=Topic.CLASS_RUNS)
    results.delete(classroom)
    return Status(204, None)


@router.get("/classes/{class_id}/debrief", response={200: schemas.DebriefOut, **REFUSALS})
def get_debrief(request: HttpRequest, class_id: str = OneId) -> Any:
    """The mistakes that were made, counted, and how long each state took."""
    seen = results.debrief(results.of_class(trainer(request, class_id)))
    return {**asdict(seen), "causes": [asdict(each) for each in seen.mistakes]}


@router.get("/classes/{class_id}/export.csv", response={200: None, **REFUSALS})
def export_csv(request: HttpRequest, class_id: str = OneId) -> HttpResponse:
    """One row for each walk."""
    classroom = trainer(request, class_id)
    return _file(export.as_csv(classroom), "text/csv; charset=utf-8", f"{classroom.code}.csv")


@router.get("/classes/{class_id}/export.xlsx", response={200: None, **REFUSALS})
def export_xlsx(request: HttpRequest, class_id: str = OneId) -> HttpResponse:
    """The same as a workbook."""
    classroom = trainer(request, class_id)
    return _file(export.as_xlsx(classroom), export.XLSX, f"{classroom.code}.xlsx")


@router.get("/classes/{class_id}/statements", response={200: list[dict[str, Any]], **REFUSALS})
def list_statements(request: HttpRequest, class_id: str = OneId) -> Any:
    """xAPI 1.0.3 statements, with the choices that were made."""
    return class_addresses.statements_of(trainer(request, class_id))


def _wish(request: HttpRequest) -> str | None:
    return of_request(request) if "Accept-Language" in request.headers else None


def _keep_sandbox(request: HttpRequest, response: HttpResponse, opened: enrol.Opened | None) -> None:
    if opened:
        keep_sandbox_in_cookie(request, response, opened.sandbox.pk, opened.token)


def _class(classroom: Classroom) -> dict[str, Any]:
    return {
        **log.standing(classroom),
        "code": classroom.code,
        "scenarios": classroom.scenarios,
        "pace": classroom.pace,
        "mode": classroom.mode,
        "last_event": classroom.last_seq,
    }


def _board(classroom: Classroom) -> dict[str, Any]:
    over = classroom.ended_at or classroom.ends_at
    undo = control.undoable(classroom)
    return {
        **_class(classroom),
        "undo": asdict(undo) if undo else None,
        "ends_at": classroom.ends_at,
        "ended_at": classroom.ended_at,
        "results_until": over + results.KEPT,
        "practices_until": over + AFTERWARDS,
        "screen": classroom.screen or None,
        "faults": classroom.faults,
        "is_rehearsal": classroom.is_rehearsal,
        "participants": [vars(each) for each in board.look(classroom).participants],
    }


def _quick(body: dict[str, Any]) -> HttpResponse:
    """A board as JSON. Pydantic would look at each field of each of 300 tiles, which takes longer than all else about it."""
    return HttpResponse(json.dumps(body, cls=DjangoJSONEncoder), content_type="application/json; charset=utf-8")


def _participant(found: Participant, sandbox: Any) -> dict[str, Any]:
    classroom = found.classroom
    return {
        **_class(classroom),
        "id": found.pk,
        "class_id": classroom.pk,
        "nickname": found.nickname,
        "language": found.language,
        "hand": found.hand_at is not None,
        "results_url": class_addresses.results(found.pk, found.language),
        "alone": _alone(found),
        "sandbox": sandbox,
    }


def _alone(found: Participant) -> dict[str, Any] | None:
    attempt = attempts.of(found) if found.classroom.is_lone else None
    if attempt is None:
        return None
    return {
        "chosen": found.classroom.scenarios,
        "finished": attempts.count(attempt),
        "channel": attempt.channel,
        "return_url": attempt.return_url or None,
    }


def _result(each: results.Result) -> dict[str, Any]:
    return {name: value for name, value in asdict(each).items() if name not in ("participant", "nickname", "heard")}


def _file(body: str | bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="class-{name}"'
    return response
