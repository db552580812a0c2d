"""The API of what surrounds a login: the messages that reach the phones, the faults, the number on record."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja.params.functions import Path, Query
from ninja.responses import Status

from auth_demo.verifier import (
    activation,
    clock,
    faults,
    lost_card,
    messages,
    number,
    opting,
    passcode,
    share_request,
    state,
)
from auth_demo.verifier.enrol import Sandbox
from auth_demo.verifier.world import HandedOut
from auth_demo.web import limits, schemas, texts
from auth_demo.web.auth import enter, paired_as, refuse_faults
from auth_demo.web.languages import of_request
from auth_demo.web.routing import REFUSALS, OneId, key, practice_router

router = practice_router()

MessageNumber = Path(..., ge=1, le=2**31 - 1)
PhoneId = Path(..., max_length=schemas.SHORT)


@router.get(
    "/sandboxes/{sandbox_id}/messages", auth=key, response={200: schemas.MessagesOut, **REFUSALS}, exclude_none=True
)
def list_messages(request: HttpRequest, sandbox_id: str = OneId, after: int = Query(0, ge=0, le=2**31 - 1)) -> Any:
    """What was sent to the phones after message number `after`, oldest first, 100 at most; never what it says."""
    sandbox = enter(request, sandbox_id)
    now = clock.now(sandbox)
    listed = [asdict(each) for each in messages.listed(sandbox, after, now, paired_as(request, sandbox))]
    return {"messages": listed, "next_at": messages.next_at(sandbox, now), "now": now}


@router.get(
    "/sandboxes/{sandbox_id}/messages/{n}",
    auth=key,
    response={200: schemas.ContentOut, **REFUSALS},
    exclude_none=True,
)
def read_message(request: HttpRequest, sandbox_id: str = OneId, n: int = MessageNumber) -> Any:
    """What a message says: an SMS once it has arrived, a call once it is answered, a notification while it is open."""
    sandbox = enter(request, sandbox_id)
    messages.refuse_others(sandbox, n, paired_as(request, sandbox))
    return _content(request, sandbox, messages.read(sandbox, n, clock.now(sandbox)))


@router.post(
    "/sandboxes/{sandbox_id}/messages/{n}/answer",
    auth=key,
    response={200: schemas.ContentOut, **REFUSALS},
    exclude_none=True,
)
def answer_call(request: HttpRequest, sandbox_id: str = OneId, n: int = MessageNumber) -> Any:
    """Pick up a phone that rings."""
    sandbox = enter(request, sandbox_id)
    messages.refuse_others(sandbox, n, paired_as(request, sandbox))
    return _content(request, sandbox, messages.answer(sandbox, n, clock.now(sandbox)))


@router.post("/sandboxes/{sandbox_id}/faults", auth=key, response={200: schemas.FaultsOut, **REFUSALS})
def switch_faults(request: HttpRequest, body: schemas.FaultsIn, sandbox_id: str = OneId) -> Any:
    """Switch faults on or off; those not named stay as they are."""
    sandbox = enter(request, sandbox_id)
    refuse_faults(request, sandbox, body.root)
    now = clock.now(sandbox)
    faults.switch(sandbox, body.root, now)
    state.settle(sandbox, now)
    return {"faults": faults.switches(sandbox), "now": now}


@router.post(
    "/sandboxes/{sandbox_id}/number/verification",
    auth=key,
    response={200: schemas.ConfirmationOut, **REFUSALS},
)
def verify_number(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """Send the confirmation number to the mobile number on record."""
    sandbox = enter(request, sandbox_id)
    return confirmation(sandbox, number.ask(sandbox))


@router.post(
    "/sandboxes/{sandbox_id}/number/confirmation",
    auth=key,
    response={200: schemas.NumberConfirmedOut, **REFUSALS},
)
def confirm_number(request: HttpRequest, body: schemas.CodeIn, sandbox_id: str = OneId) -> Any:
    """Take the confirmation number; SMS is set up with it if there is no other device."""
    sandbox = enter(request, sandbox_id)
    limits.spend_response(sandbox.pk)
    enrolled = number.settle(sandbox, body.code)
    shown = number.shown(number.account_of(sandbox))
    return {"number": shown, "sms_enrolled": enrolled, "now": clock.now(sandbox)}


@router.post(
    "/sandboxes/{sandbox_id}/phones/{phone}/activation",
    auth=key,
    response={200: schemas.ConfirmationOut, **REFUSALS},
)
def ask_activation(
    request: HttpRequest, body: schemas.ActivationIn, sandbox_id: str = OneId, phone: str = PhoneId
) -> Any:
    """Send an activation code to the number on record: for a first phone, the same again, or a new one."""
    sandbox = enter(request, sandbox_id)
    return confirmation(sandbox, activation.ask(sandbox, phone, body.kind))


@router.post(
    "/sandboxes/{sandbox_id}/phones/{phone}/activation/confirmation",
    auth=key,
    response={201: schemas.ActivatedOut, **REFUSALS},
    exclude_none=True,
)
def confirm_activation(
    request: HttpRequest, body: schemas.CodeIn, sandbox_id: str = OneId, phone: str = PhoneId
) -> Any:
    """Take the activation code. The phone's new keys come in this answer only; older phones are revoked with it."""
    sandbox = enter(request, sandbox_id)
    limits.spend_response(sandbox.pk)
    made = activation.settle(sandbox, phone, body.code)
    return Status(201, {"device": new_device(made.handed), "revoked": made.revoked, "now": clock.now(sandbox)})


@router.post("/sandboxes/{sandbox_id}/phones/{phone}/forget", auth=key, response={200: schemas.NowOut, **REFUSALS})
def forget_phone(request: HttpRequest, sandbox_id: str = OneId, phone: str = PhoneId) -> Any:
    """The app's data was cleared on the phone: recorded, while the verifier goes on waiting for its key."""
    sandbox = enter(request, sandbox_id)
    activation.forget(sandbox, phone)
    return {"now": clock.now(sandbox)}


@router.post("/sandboxes/{sandbox_id}/card/loss", auth=key, response={200: schemas.NowOut, **REFUSALS})
def report_card(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """The card is lost: as Client Services would, have it refused from now on."""
    sandbox = enter(request, sandbox_id)
    lost_card.report(sandbox)
    return {"now": clock.now(sandbox)}


@router.post(
    "/sandboxes/{sandbox_id}/card/replacement",
    auth=key,
    response={201: schemas.CardOut, **REFUSALS},
    exclude_none=True,
)
def replace_card(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """Another card for the one that was reported lost; its key and PIN come in this answer only."""
    sandbox = enter(request, sandbox_id)
    made = lost_card.replace(sandbox)
    return Status(201, {"device": new_device(made), "now": clock.now(sandbox)})


@router.post("/sandboxes/{sandbox_id}/temporary-passcode", auth=key, response={201: schemas.PasscodeOut, **REFUSALS})
def give_passcode(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """A temporary passcode, as Client Services would give one; it comes in this answer only."""
    sandbox = enter(request, sandbox_id)
    return Status(201, {**asdict(passcode.give(sandbox)), "now": clock.now(sandbox)})


@router.post("/sandboxes/{sandbox_id}/online-card", auth=key, response={201: schemas.OnlineCardOut, **REFUSALS})
def print_online_card(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """The online card, fetched in the portal after a login with the passcode; it comes in this answer only."""
    sandbox = enter(request, sandbox_id)
    return Status(201, {**asdict(passcode.print_card(sandbox)), "now": clock.now(sandbox)})


@router.post("/sandboxes/{sandbox_id}/opt-in", auth=key, response={200: schemas.NowOut, **REFUSALS})
def opt_in(request: HttpRequest, sandbox_id: str = OneId) -> Any:
    """Back into the Secure Login System: from now on every login needs a device."""
    sandbox = enter(request, sandbox_id)
    opting.opt_in(sandbox)
    return {"now": clock.now(sandbox)}


@router.post(
    "/sandboxes/{sandbox_id}/shares", auth=key, response={201: schemas.LoginNowOut, **REFUSALS}, exclude_none=True
)
def share_device(request: HttpRequest, body: schemas.ShareIn, sandbox_id: str = OneId) -> Any:
    """A challenge to be answered with the card of another user name of the same person; right, and the card is shared."""
    sandbox = enter(request, sandbox_id)
    login = share_request.ask(sandbox, body.owner)
    return Status(201, {**asdict(state.of_login(login, clock.now(sandbox))), "now": clock.now(sandbox)})


def shown(sandbox: Sandbox) -> dict[str, Any]:
    """A sandbox's state, without keys."""
    view = state.of_sandbox(sandbox)
    return {**asdict(view), "user": {"name": view.user}, "clock": {"now": view.now, "rate": view.rate}}


def new_device(handed: HandedOut) -> dict[str, Any]:
    """An authenticator with its secrets, handed out this once."""
    device = handed.device
    place = {"phone": device.phone or None, "system": device.system or None}
    return {"id": device.pk, "kind": device.kind, "suite": device.suite, **place, **handed.given}


def confirmation(sandbox: Sandbox, asked: number.Confirmation) -> dict[str, Any]:
    now = clock.now(sandbox)
    return {**asdict(state.of_confirmation(asked, now)), "now": now}


def _content(request: HttpRequest, sandbox: Sandbox, content: messages.Content) -> dict[str, Any]:
    with translation.override(of_request(request, sandbox.language)):
        text = texts.sms(content.purpose, content.code or "") if content.view.kind == "sms" else None
    return {
        "message": asdict(content.view),
        "purpose": content.purpose,
        "text": text,
        "code": content.code,
        "request": content.request,
        "now": clock.now(sandbox),
    }
