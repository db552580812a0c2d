"""The log of a sandbox: what happened, in order, never changed.

Guided steps, the "why was I rejected?" panel, live streams and exports all read it. No code, PIN or key goes in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from auth_demo.models import Event, Sandbox
from auth_demo.scenarios.vocabulary import SERVER_EVENTS
from auth_demo.verifier.realtime import real_now

PAGE = 500  # events handed out at once
CHUNK = 500  # sandboxes asked for in one query: SQLite takes no more than 999 values


@dataclass(frozen=True)
class Entry:
    seq: int
    at: datetime
    type: str
    data: dict[str, Any]


def record(sandbox: Sandbox, event: str, at: datetime, /, **data: Any) -> int:
    """Append an event and return its number.

    The row of the sandbox is written first: it makes writers of one sandbox wait for each other, so numbers
    become visible in order and a reader that has seen 7 will never find a new 6.
    """
    if event not in SERVER_EVENTS:
        raise ValueError(f"{event} is not an event of the server")
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).update(last_seq=F("last_seq") + 1)
        seq = Sandbox.objects.values_list("last_seq", flat=True).get(pk=sandbox.pk)
        Event.objects.create(sandbox=sandbox, seq=seq, at=at, recorded_at=real_now(), type=event, data=data)
    return seq


def after(sandbox_id: str, seq: int, *, limit: int = PAGE) -> list[Entry]:
    rows = Event.objects.filter(sandbox_id=sandbox_id, seq__gt=seq).order_by("seq")[:limit]
    return [Entry(row.seq, row.at, row.type, row.data) for row in rows]


def news(cursors: Mapping[str, int]) -> dict[str, list[Entry] | None]:
    """What came after each cursor (sandbox id -> number of the last event seen), where anything did.

    None for a sandbox that has expired or is gone. One small query tells for up to CHUNK sandboxes whether there is
    anything to fetch.
    """
    found: dict[str, list[Entry] | None] = {}
    ids = list(cursors)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        alive = dict(Sandbox.objects.open(real_now()).filter(pk__in=chunk).values_list("pk", "last_seq"))
        for pk in chunk:
            if pk not in alive:
                found[pk] = None
            elif alive[pk] > cursors[pk]:
                found[pk] = after(pk, cursors[pk])
    return found


def count_recent(sandbox: Sandbox, event: str, within: timedelta) -> int:
    """How often EVENT was recorded within that much real time."""
    return Event.objects.filter(sandbox=sandbox, type=event, recorded_at__gt=real_now() - within).count()
