"""What happened in a class, in order, never changed: what the trainer did, and who came.

Each event says whom it concerns. A participant hears what concerns everybody and what concerns them, and nothing of
what others do.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from auth_demo.models import ClassEvent, Classroom, Participant, TrainerKey
from auth_demo.verifier.events import NEWS, Entry, News, Watched
from auth_demo.verifier.realtime import real_now
from kb.base import shared

LISTENERS: list[
    Callable[[str], None]
] = []  # of this process: called with the id of a class in which something happened
PAGE = 500
CHUNK = 500


@dataclass(frozen=True, eq=False)
class ClassEntry(Entry):
    concerns: tuple[str, ...] = ()
    private: bool = False

    def is_for(self, participant: str | None) -> bool:
        """Whether it is to be heard by the participant of that id; None is the trainer."""
        if participant is None:
            return True
        return not self.private and (not self.concerns or participant in self.concerns)


@dataclass(frozen=True)
class Recorded:
    seq: int
    at: datetime = field(compare=False)


def record(
    classroom: Classroom, event: str, *, concerns: Iterable[str] = (), private: bool = False, **data: Any
) -> Recorded:
    """Append an event. The row of the class is written first, so numbers become visible in order.

    What all hear also says how the class is `now`: if each of a thousand pages had to ask, that would take seconds.
    """
    now = real_now()
    with transaction.atomic():
        Classroom.objects.filter(pk=classroom.pk).update(last_seq=F("last_seq") + 1)
        fresh = Classroom.objects.only("last_seq", "state", "step", "locked", "place", "scenarios").get(
            pk=classroom.pk
        )
        seq = fresh.last_seq
        if not private:
            data["now"] = standing(fresh)
        ClassEvent.objects.create(
            classroom=classroom, seq=seq, at=now, type=event, data=data, concerns=list(concerns), private=private
        )
        transaction.on_commit(partial(_tell, classroom.pk))
    return Recorded(seq, now)


def standing(classroom: Classroom) -> dict[str, Any]:
    """Where the class is: {"state", "step", "locked", "scenario"}, as the API says it."""
    return {
        "state": classroom.state,
        "step": classroom.step or None,
        "locked": classroom.locked,
        "scenario": classroom.scenarios[classroom.place],
    }


def _tell(classroom_id: str) -> None:
    """What a trainer does is to be seen at once: those who stream it here need not wait for their next look."""
    for heard in LISTENERS:
        heard(classroom_id)
    if settings.REDIS_URL:
        shared.tell(NEWS, classroom_id)


def after(classroom_id: str, seq: int, *, hears: str | None = None, limit: int = PAGE) -> list[ClassEntry]:
    """The events behind number `seq` that `hears`, a participant's id, may know of; None is the trainer."""
    return [each for each in _after(classroom_id, seq, limit) if each.is_for(hears)]


def _after(classroom_id: str, seq: int, limit: int = PAGE) -> list[ClassEntry]:
    rows = ClassEvent.objects.filter(classroom_id=classroom_id, seq__gt=seq).order_by("seq")[:limit]
    return [ClassEntry(row.seq, row.at, row.type, row.data, tuple(row.concerns), row.private) for row in rows]


def news(watched: Mapping[str, Watched]) -> dict[str, News]:
    """What came in each class (by its id) that is listened to, and which tokens' hashes open it no longer."""
    found: dict[str, News] = {}
    ids = list(watched)
    for start in range(0, len(ids), CHUNK):
        found |= _news({pk: watched[pk] for pk in ids[start : start + CHUNK]})
    return found


def _news(watched: Mapping[str, Watched]) -> dict[str, News]:
    alive = dict(Classroom.objects.filter(pk__in=watched).values_list("pk", "last_seq"))
    entries: dict[str, list[Entry]] = {
        pk: list(_after(pk, watched[pk].seq)) for pk, last in alive.items() if last > watched[pk].seq
    }
    found = {}
    for pk, each in watched.items():
        # SECURITY: who was removed is looked for only when something happened, and a removal is an event.
        lost = frozenset() if pk in alive and not entries.get(pk) else each.keys - _keys(pk)
        if entries.get(pk) or lost:
            found[pk] = News(entries.get(pk, []), lost)
    return found


def _keys(classroom_id: str) -> frozenset[str]:
    """The hashes of the tokens that open the class. Naming those that listen would cost more than reading all."""
    trainers = TrainerKey.objects.filter(classroom=classroom_id)
    present = Participant.objects.present().filter(classroom=classroom_id)
    return frozenset([*trainers.values_list("token_hash", flat=True), *present.values_list("token_hash", flat=True)])
