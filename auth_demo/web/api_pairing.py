"""The API of one's own phone as a device: a code for it, its exchange, and what both sides tell of the device."""

from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.params.functions import Query
from ninja.responses import Status

from auth_demo.verifier import clock, pairing
from auth_demo.verifier.pairing import Pairing
from auth_demo.web import api_world, limits, pair
from auth_demo.web import pairing_schemas as schemas
from auth_demo.web.auth import (
    enter,
    enter_as_owner,
    enter_by_pairing,
    keep_in_cookie,
    refuse_cross_site,
)
from auth_demo.web.languages import of_request
from auth_demo.web.routing import REFUSALS, OneId, key, practice_router
from auth_demo.web.schemas import NowOut

router = practice_router()


@router.post("/sandboxes/{sandbox_id}/pairings", auth=key, response={201: schemas.CodeOut, **REFUSALS})
def begin(request: HttpRequest, body: schemas.PairingIn, sandbox_id: str = OneId) -> Any:
    """A code, good once and for two minutes, with which a phone becomes that device."""
    sandbox = enter_as_owner(request, sandbox_id)
    limits.spend_pairing(sandbox.pk)
    begun = pairing.begin(sandbox, body.device, keys=_plain(body.keys), state=body.state)
    address = pair.address(of_request(request, sandbox.language))
    reachable = pair.is_reachable(address)
    return Status(
        201,
        {
            "id": begun.pairing.pk,
            "code": begun.code,
            "address": f"{address}#{begun.code}",
            "page": address,
            "short_code": begun.typed,
            "short_page": pair.short_address(),
            "reachable": reachable,
            "is_operator": not reachable and pair.is_this_machine(request),
            "valid_seconds": int(pairing.LASTS.total_seconds()),
            "qr": pair.qr(f"{address}#{begun.code}"),
            "now": clock.now(sandbox),
        },
    )


@router.get("/sandboxes/{sandbox_id}/pairings", auth=key, response={200: schemas.PairingsOut, **REFUSALS})
def list_pairings(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """Which devices are on a phone, or about to be."""
    sandbox = enter(request, sandbox_id)
    known = [
        {"id": each.pk, "device": each.device, "paired": each.used_at is not None}
        for each in pairing.of_sandbox(sandbox)
    ]
    return {"pairings": known, "now": clock.now(sandbox)}


@router.post("/pairings/exchange", response={201: schemas.PairedOut, **REFUSALS}, exclude_none=True)
def exchange(request: HttpRequest, response: HttpResponse, body: schemas.ExchangeIn) -> Any:
    """Give the code, long or short, and be the device: its keys come in this answer only, its session as a cookie."""
    refuse_cross_site(request)
    limits.spend_exchange(request)
    with limits.spend_typed(request) if pairing.is_short(body.code) else nullcontext():
        made = pairing.exchange(body.code)
    keep_in_cookie(request, response, made.pairing.pk, made.token)
    sandbox = made.pairing.sandbox
    told = {"id": made.pairing.pk, "device": made.pairing.device, "keys": made.keys, "state": made.state}
    return Status(201, {**told, "sandbox": api_world.shown(sandbox), "now": clock.now(sandbox)})


@router.get("/pairings/{pairing_id}", response={200: schemas.StandsOut, **REFUSALS}, exclude_none=True)
def look(request: HttpRequest, pairing_id: str = OneId, placements: int = Query(0, ge=0)) -> Any:
    """For the phone that comes back: whether it still is the device, and what the computer has changed since."""
    found = enter_by_pairing(request, pairing_id)
    news = pairing.shown(found) if found.placements > placements else None
    return {"device": found.device, "placements": found.placements, "state": news, **_now(found)}


@router.post("/pairings/{pairing_id}/report", response={200: NowOut, **REFUSALS})
def report(request: HttpRequest, body: schemas.ReportIn, pairing_id: str = OneId) -> Any:
    """What the device on the phone did, and how it stands."""
    found = enter_by_pairing(request, pairing_id)
    keys = None if body.keys is None else _plain(body.keys)
    pairing.report(found, body.acts, state=body.state, placements=body.placements, keys=keys)
    return {"now": clock.now(found.sandbox)}


@router.post("/sandboxes/{sandbox_id}/pairings/{pairing_id}/state", auth=key, response={200: NowOut, **REFUSALS})
def place(request: HttpRequest, body: schemas.PlaceIn, sandbox_id: str = OneId, pairing_id: str = OneId) -> Any:
    """The learner went to another step on the computer: the device on the phone goes along."""
    sandbox = enter_as_owner(request, sandbox_id)
    pairing.place(pairing.one_of(sandbox, pairing_id), body.state)
    return {"now": clock.now(sandbox)}


@router.post(
    "/sandboxes/{sandbox_id}/pairings/{pairing_id}/end", auth=key, response={200: schemas.EndedOut, **REFUSALS}
)
def end(request: HttpRequest, body: schemas.EndIn, sandbox_id: str = OneId, pairing_id: str = OneId) -> Any:
    """Have the device back on the computer. The phone's session ends, whether the phone can be reached or not.

    `closed` only says that the code is shown no longer: a phone that has used it goes on.
    """
    sandbox = enter_as_owner(request, sandbox_id)
    found = pairing.one_of(sandbox, pairing_id)
    returned = pairing.close(found) if body.why == "closed" else pairing.end(found, Pairing.Why(body.why))
    return {"state": returned.state, "keys": returned.keys, "now": clock.now(sandbox)}


def _plain(keys: schemas.Keys) -> list[dict[str, Any]]:
    return [each.dict(exclude_none=True) for each in keys]


def _now(found: Pairing) -> dict[str, Any]:
    return {"sandbox": api_world.shown(found.sandbox), "now": clock.now(found.sandbox)}
