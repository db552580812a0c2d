"""Coming into a class, and coming back: a participant has a nickname, a token of their own, and a sandbox."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from auth_demo.classroom import broken, log, names, opening
from auth_demo.models import Classroom, Run, TrainerKey
from auth_demo.models import Participant as Participant  # for the web, which names it and never asks it
from auth_demo.scenarios import load
from auth_demo.verifier import clock, enrol, faults
from auth_demo.verifier.enrol import hash_token
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now
from kb.base.languages import codes

SEEN_EVERY = timedelta(seconds=5)  # that the moment of the last request is written
PER_PERSON = 60  # sandboxes that a class may open in an hour, for each that may take part


@dataclass(frozen=True)
class Joined:
    participant: Participant
    token: str = field(repr=False)
    opened: enrol.Opened | None


def find_class(code: str) -> Classroom:
    """The class that a typed code leads to. Raises Refused: not-found; ended."""
    wanted = names.read_code(code)
    found = (
        Classroom.objects.filter(code=wanted, is_lone=False).order_by("-created_at").first()
        if wanted.isascii()
        else None
    )
    if found is None:
        raise Refused(Reason.NOT_FOUND, topic=Topic.CLASS_CODE)
    _refuse_if_ended(found)
    return found


def join(
    code: str, *, nickname: str, language: str | None = None, platform: str | None = None, temper: str = ""
) -> Joined:
    """A new participant, with a sandbox of the practice that is on.

    `platform` is that of their device or login where the practice has it; one that it has not is passed over, since the
    next practice may. `temper` is that of a simulated participant (rehearsal.py). Raises Refused: not-found, ended, full; malformed for a nickname or language.
    """
    participant, token = take_seat(
        find_class(code), nickname=nickname, language=language, platform=platform, temper=temper
    )
    return Joined(participant, token, begin(participant))


def take_seat(
    classroom: Classroom, *, nickname: str, language: str | None = None, platform: str | None = None, temper: str = ""
) -> tuple[Participant, str]:
    """A new participant with their token, and no sandbox yet. Raises Refused: ended, full, malformed."""
    if language is not None and language not in codes():
        raise malformed(Shape.LANGUAGE, known=codes())
    wanted, token, now = names.clean(nickname), secrets.token_urlsafe(32), real_now()
    participant = Participant(
        id=new_id(),
        classroom=classroom,
        token_hash=hash_token(token),
        language=language or classroom.language,
        temper=temper,
        platform=platform or classroom.platform,
        joined_at=now,
        seen_at=now,
    )
    with transaction.atomic():
        seats = Classroom.objects.open().filter(pk=classroom.pk, joined__lt=settings.CLASS_SIZE)
        if not seats.update(joined=F("joined") + 1):  # which also makes two at once wait for each other
            classroom.refresh_from_db()
            _refuse_if_ended(classroom)
            raise Refused(Reason.FULL, topic=Topic.CLASS_FULL)
        participant.nickname = names.free(wanted, set(classroom.participants.values_list("nickname", flat=True)))
        participant.save(force_insert=True)
        log.record(classroom, "participant.joined", private=True, id=participant.pk, nickname=participant.nickname)
    classroom.refresh_from_db()
    return participant, token


def new_token(participant: Participant) -> str:
    """A token in place of the one before, which opens nothing from now on."""
    token = secrets.token_urlsafe(32)
    participant.token_hash = hash_token(token)
    participant.save(update_fields=["token_hash"])
    return token


def of_token(participant_id: str, tokens: Sequence[str]) -> Participant:
    """The participant of that id, for anyone who holds their token. Raises Refused: unauthorized, gone."""
    rows = Participant.objects.select_related("classroom")
    found = rows.filter(pk=participant_id, token_hash__in=[hash_token(each) for each in tokens]).first()
    if found is None:
        raise Refused(Reason.UNAUTHORIZED)
    if found.removed_at:
        raise Refused(Reason.GONE, topic=Topic.REMOVED)
    _note_seen(found)
    return found


def among(classroom_id: str, tokens: Sequence[str]) -> tuple[str | None, str]:
    """Who listens to a class: a participant's id, or None for its trainer; and the hash of the token that says so.

    Raises Refused: unauthorized.
    """
    hashes = [hash_token(each) for each in tokens]
    trainers = TrainerKey.objects.filter(classroom=classroom_id, token_hash__in=hashes)
    if key := trainers.values_list("token_hash", flat=True).first():
        return None, key
    rows = Participant.objects.present().filter(classroom=classroom_id, token_hash__in=hashes)
    found = rows.first()
    if found is None:
        raise Refused(Reason.UNAUTHORIZED)
    return found.pk, found.token_hash


def current_run(participant: Participant) -> Run | None:
    """The walk that counts: the newest that no undoing has ended."""
    return participant.runs.filter(reset_at=None).select_related("sandbox").last()


def begin(
    participant: Participant, *, step: str | None = None, platform: str | None = None, variant: str | None = None
) -> enrol.Opened | None:
    """A sandbox for the practice that the class is at, the participant's earlier one left as it is; None once it is over.

    `step` is where it begins, by default where the trainer has put everybody. `platform` and `variant` are the
    participant's choice. Raises Refused: full, too-soon, malformed.
    """
    classroom, now = participant.classroom, real_now()
    scenario = load.get(classroom.scenarios[classroom.place])
    if scenario is None or classroom.ended_at:
        return None
    wanted = classroom.step if step is None else step
    place = wanted if wanted and scenario.step(wanted) else None
    platforms, variants = ({each.id for each in known} for known in (scenario.platforms, scenario.variants))
    opened = enrol.open_sandbox(
        scenario.id,
        address=f"class-{classroom.pk}",
        language=participant.language,
        platform=platform or (participant.platform if participant.platform in platforms else None),
        variant=variant or (participant.platform if participant.platform in variants else None),
        step=place,
        most=PER_PERSON if classroom.is_lone else settings.CLASS_SIZE * PER_PERSON,
        lasts=classroom.ends_at - now + opening.AFTERWARDS,
    )
    before = participant.runs.filter(place=classroom.place).select_related("sandbox").last()
    with transaction.atomic():
        participant.runs.filter(reset_at=None, place=classroom.place).update(reset_at=now)
        Run.objects.create(
            participant=participant,
            scenario=scenario.id,
            place=classroom.place,
            step=place or "",
            sandbox=opened.sandbox,
            begun_at=now,
        )
    for fault in broken.for_one(broken.told_of(classroom), participant.pk, before):
        faults.inject([opened.sandbox], fault, on=True)
    if classroom.state == Classroom.State.PAUSED:
        clock.pause([opened.sandbox.pk])
    return opened


def raise_hand(participant: Participant, *, up: bool) -> None:
    """Ask for help, or no longer."""
    participant.hand_at = (participant.hand_at or real_now()) if up else None
    participant.claimed_by = participant.claimed_by if up else ""
    participant.save(update_fields=["hand_at", "claimed_by"])
    log.record(participant.classroom, "hand.raised" if up else "hand.lowered", private=True, id=participant.pk)


def tell(participant: Participant, *, step: str | None, state: str | None, finished: bool) -> None:
    """What the participant's page says of devices that the server does not hear; the log outranks it where it knows.

    It also shows that the device talks: the first time counts as the warm-up.
    """
    Participant.objects.filter(pk=participant.pk, tried_at=None).update(tried_at=real_now())
    run = current_run(participant)
    if run is None or run.sandbox is None:
        return
    is_same = run.told.get("state") == state
    run.told = {
        "step": step,
        "state": state,
        "since": (is_same and run.told.get("since")) or real_now().isoformat(),
        "finished": finished or run.told.get("finished", False),
        "seq": run.sandbox.last_seq,
    }
    run.save(update_fields=["told"])


def show_devices(participant: Participant, *, picture: str, said: Sequence[str]) -> None:
    """What the devices of the participant's page look like now, for a trainer who looks, or for everybody if it is shown.

    `picture` is what static/js/class/mirror.js made of them; nobody here reads it. It is kept until the next one comes.
    """
    run = current_run(participant)
    if run is None:
        return
    run.devices = {"picture": picture, "said": list(said), "at": real_now().isoformat()}
    run.save(update_fields=["devices"])
    if participant.classroom.screen == participant.pk:
        log.record(participant.classroom, "class.screen-changed")


def devices_of(participant: Participant) -> dict[str, Any] | None:
    """The picture as it came last, of the walk that counts: {"scenario", "picture", "said", "at"}; None before there is one.

    Who has turned to the next practice and done nothing in it yet shows its devices all the same.
    """
    run = current_run(participant)
    here = participant.classroom.scenarios[participant.classroom.place]
    return {"scenario": here, **run.devices} if run and run.devices else None


def shown_screen(classroom: Classroom) -> dict[str, Any] | None:
    """What a trainer shows to everybody, without saying whose it is."""
    shown = classroom.participants.present().filter(pk=classroom.screen).first() if classroom.screen else None
    return devices_of(shown) if shown else None


def _note_seen(participant: Participant) -> None:
    now = real_now()
    if now - participant.seen_at > SEEN_EVERY:
        Participant.objects.filter(pk=participant.pk).update(seen_at=now)


def _refuse_if_ended(classroom: Classroom) -> None:
    if classroom.ended_at or classroom.ends_at <= real_now():
        raise Refused(Reason.ENDED)


def find(participant_id: str) -> Participant | None:
    """The participant of that id who is in a class still."""
    return Participant.objects.present().select_related("classroom").filter(pk=participant_id).first()


def count(classroom: Classroom) -> int:
    """How many are in the class."""
    return classroom.participants.present().count()
