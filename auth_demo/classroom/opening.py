"""Opening a class: the practices, the code that lets people in, and the token that makes one the trainer."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction

from auth_demo.classroom import log, names
from auth_demo.models import Classroom as Classroom  # for the web, which names it and never asks it
from auth_demo.models import TrainerKey
from auth_demo.scenarios import load
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


def open_class(
    scenarios: Sequence[str],
    *,
    language: str,
    mode: str = Classroom.Mode.GUIDED,
    pace: str = Classroom.Pace.SELF,
    trainer: str = "",
) -> Opened:
    """A class that waits for its participants. Raises Refused (malformed) for a practice, language, mode or pace that there is not."""
    known = [each.id for each in load.every()]
    if not scenarios or not set(scenarios) <= set(known):
        raise malformed(Shape.SCENARIO, known=known)
    if language not in codes():
        raise malformed(Shape.LANGUAGE, known=codes())
    if mode not in Classroom.Mode.values or pace not in Classroom.Pace.values:
        raise malformed(Shape.ACTION, needs=", ".join([*Classroom.Mode.values, *Classroom.Pace.values]))
    now = real_now()
    classroom = Classroom(
        id=new_id(),
        trainer=trainer[:60],
        language=language,
        scenarios=list(scenarios),
        mode=mode,
        pace=pace,
        created_at=now,
        ends_at=now + LASTS,
    )
    _save_under_free_code(classroom)
    log.record(classroom, "class.opened", private=True, scenarios=classroom.scenarios)
    return Opened(classroom, make_key(classroom, trainer))


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
    """The classes that there are, the newest first; those of one trainer if one is named."""
    rows = Classroom.objects.filter(trainer=trainer) if trainer else Classroom.objects.all()
    return list(rows[:_LISTED])


def find(classroom_id: str) -> Classroom | None:
    return Classroom.objects.filter(pk=classroom_id).first()
