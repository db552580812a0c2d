"""Opening a class: the practices, the code that lets people in, and the token that makes one the trainer."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from auth_demo.classroom import log, names
from auth_demo.models import Classroom as Classroom  # for the web, which names it and never asks it
from auth_demo.models import Plan as Plan
from auth_demo.models import TrainerKey
from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import FAULTS, PASSING_FAULTS
from auth_demo.verifier.enrol import hash_token
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.outcome import Reason, Refused, Shape, malformed
from auth_demo.verifier.realtime import real_now
from kb.base.languages import codes

LASTS = timedelta(hours=12)  # then a class ends by itself
AFTERWARDS = timedelta(hours=24)  # that its sandboxes are kept
_LISTED = 50
_TRIES = 50  # of some 148 million codes a few hundred are in use


@dataclass(frozen=True)
class Opened:
    classroom: Classroom
    token: str = field(repr=False)


@dataclass(frozen=True)
class Setup:
    """What a trainer chooses: the practices in turn (by id), and how they are walked through.

    `platform` is that of people who choose none, "" for the first of each practice; `faults` are those that the board
    offers first. Making one raises Refused (malformed) for anything that there is not.
    """

    scenarios: Sequence[str]
    language: str
    mode: str = Classroom.Mode.GUIDED
    pace: str = Classroom.Pace.SELF
    platform: str = ""
    faults: Sequence[str] = ()

    def __post_init__(self) -> None:
        known = [each.id for each in load.every()]
        if not self.scenarios or not set(self.scenarios) <= set(known):
            raise malformed(Shape.SCENARIO, known=known)
        if self.language not in codes():
            raise malformed(Shape.LANGUAGE, known=codes())
        if self.mode not in Classroom.Mode.values or self.pace not in Classroom.Pace.values:
            raise malformed(Shape.ACTION, needs=", ".join([*Classroom.Mode.values, *Classroom.Pace.values]))
        platforms = platforms_of(self.scenarios)
        if self.platform and self.platform not in platforms:
            raise malformed(Shape.PLATFORM, known=platforms)
        if not set(self.faults) <= {*FAULTS, *PASSING_FAULTS}:
            raise malformed(Shape.FAULT, known=[*FAULTS, *PASSING_FAULTS])

    def written(self) -> dict[str, Any]:
        """As the rows of classes and plans have it."""
        return asdict(self) | {"scenarios": list(self.scenarios), "faults": list(self.faults)}


def platforms_of(scenarios: Sequence[str]) -> list[str]:
    """The platforms that any of these practices has."""
    found = [load.get(each) for each in scenarios]
    return list(dict.fromkeys(platform.id for scenario in found if scenario for platform in scenario.platforms))


def open_class(setup: Setup, *, trainer: str = "", is_rehearsal: bool = False) -> Opened:
    """A class that waits for its participants."""
    now = real_now()
    classroom = Classroom(
        id=new_id(),
        trainer=trainer[:60],
        is_rehearsal=is_rehearsal,
        created_at=now,
        ends_at=now + LASTS,
        **setup.written(),
    )
    _save_under_free_code(classroom)
    log.record(classroom, "class.opened", private=True, scenarios=classroom.scenarios)
    return Opened(classroom, make_key(classroom, trainer))


def open_alone(setup: Setup) -> Classroom:
    """A class of one, who comes from a course: it runs at once, and nobody else can join it or look at it."""
    now = real_now()
    return Classroom.objects.create(
        id=new_id(),
        is_lone=True,
        state=Classroom.State.RUNNING,
        created_at=now,
        started_at=now,
        ends_at=now + LASTS,
        **setup.written(),
    )


def setup_of(chosen: Classroom | Plan) -> Setup:
    """What a class was opened with, or a plan holds. Raises Refused (malformed) for what there is no longer."""
    names = [each.name for each in fields(Setup)]
    return Setup(**{name: getattr(chosen, name) for name in names})


def save_plan(setup: Setup, *, title: str, trainer: str = "") -> Plan:
    """Keep it under a name; the trainer's plan of the same name is replaced. Raises Refused (malformed) without a name."""
    title = title.strip()[:80]
    if not title:
        raise malformed(Shape.ACTION, needs="title")
    written = {**setup.written(), "saved_at": real_now()}
    return Plan.objects.update_or_create(title=title, trainer=trainer[:60], defaults=written)[0]


def plans() -> list[Plan]:
    """Everybody's: trainers share them."""
    return list(Plan.objects.all())


def find_plan(pk: int) -> Plan | None:
    return Plan.objects.filter(pk=pk).first()


def delete_plan(pk: int) -> None:
    Plan.objects.filter(pk=pk).delete()


def make_key(classroom: Classroom, name: str) -> str:
    """A token for one more trainer, or for the same one in another browser. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    TrainerKey.objects.create(classroom=classroom, token_hash=hash_token(token), name=name[:60], made_at=real_now())
    return token


def _save_under_free_code(classroom: Classroom) -> None:
    for _ in range(_TRIES):
        classroom.code = names.draw_code()
        try:
            with transaction.atomic():
                classroom.save(force_insert=True)
            return
        except IntegrityError:
            continue
    raise RuntimeError("no code is free")


def key_of(classroom_id: str, tokens: Sequence[str]) -> TrainerKey:
    """The key that makes one a trainer of the class. Raises Refused: unauthorized."""
    rows = TrainerKey.objects.select_related("classroom").filter(classroom=classroom_id)
    found = rows.filter(token_hash__in=[hash_token(each) for each in tokens]).first()
    if found is None:
        raise Refused(Reason.UNAUTHORIZED)
    return found


def of_trainer(classroom_id: str, tokens: Sequence[str]) -> Classroom:
    """The class of that id, for its trainers. Raises Refused: unauthorized."""
    return key_of(classroom_id, tokens).classroom


def recent(trainer: str = "") -> list[Classroom]:
    """The classes that trainers have opened, the newest first; those of one trainer if one is named."""
    rows = Classroom.objects.filter(is_lone=False)
    rows = rows.filter(trainer=trainer) if trainer else rows
    return list(rows[:_LISTED])


def find(classroom_id: str) -> Classroom | None:
    return Classroom.objects.filter(pk=classroom_id).first()
