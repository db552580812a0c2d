"""The log of a sandbox: what happened, in order, never changed.

Guided steps, the "why was I rejected?" panel, live streams and exports all read it. No code, PIN or key goes in.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from auth_demo.models import Event, Login, Pairing, Sandbox
from auth_demo.scenarios.vocabulary import SERVER_EVENTS
from auth_demo.verifier import quota
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.verifier.realtime import real_now
from kb.base import shared

PAGE = 500  # events handed out at once
NEWS = "events"  # what processes tell each other of: the id of a sandbox in which something happened
CHUNK = 500  # sandboxes asked for in one query: SQLite takes no more than 999 values


@dataclass(frozen=True, eq=False)  # the same one goes to all who listen, and is told from others by what it is
class Entry:
    seq: int
    at: datetime
    type: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Watched:
    """A sandbox that is listened to: the last event that all have, and the hashes of the tokens that let them in."""

    seq: int
    keys: frozenset[str]


@dataclass(frozen=True)
class News:
    entries: list[Entry]
    lost: frozenset[str]  # the keys that open the sandbox no longer


def purpose(login: Login) -> dict[str, Any]:
    """What an event of `login` says besides, where it is no login to enter with: it shares a device."""
    return {"shares": True} if login.shares else {}


def record(sandbox: Sandbox, event: str, at: datetime, /, **data: Any) -> int:
    """Append an event and return its number. Raises Refused (used-up)."""
    return _append(sandbox, event, at, data, follows=False)


def follow(sandbox: Sandbox, event: str, at: datetime, /, **data: Any) -> int:
    """The same for what happened by itself, which a sandbox has to take however full it is."""
    return _append(sandbox, event, at, data, follows=True)


def _append(sandbox: Sandbox, event: str, at: datetime, data: dict[str, Any], *, follows: bool) -> int:
    """The row of the sandbox is written first: it makes writers of one sandbox wait for each other, so numbers
    become visible in order and a reader that has seen 7 will never find a new 6.
    """
    if event not in SERVER_EVENTS:
        raise ValueError(f"{event} is not an event of the server")
    with transaction.atomic(savepoint=False):
        if fits := quota.count(sandbox.pk, quota.ROW, follows=follows, last_seq=F("last_seq") + 1):
            seq = _write(sandbox, event, at, data)
    if not fits:
        raise Refused(Reason.USED_UP)
    return seq


def _write(sandbox: Sandbox, event: str, at: datetime, data: dict[str, Any]) -> int:
    """The event, with the number that the row of the sandbox has by now."""
    seq = Sandbox.objects.values_list("last_seq", flat=True).get(pk=sandbox.pk)
    Event.objects.create(sandbox=sandbox, seq=seq, at=at, recorded_at=real_now(), type=event, data=data)
    if settings.REDIS_URL:
        transaction.on_commit(partial(shared.tell, NEWS, sandbox.pk))
    return seq


def follow_all(event: str, happened: Mapping[str, tuple[datetime, Mapping[str, Any]]]) -> None:
    """`follow` in many sandboxes (by id, each with its time and data) with a few queries. Call it in a transaction."""
    ids, real = list(happened), real_now()
    for start in range(0, len(ids), CHUNK):
        some = Sandbox.objects.filter(pk__in=ids[start : start + CHUNK])
        some.update(taken=F("taken") + quota.ROW, last_seq=F("last_seq") + 1)  # first, as in _append
        Event.objects.bulk_create(
            Event(sandbox_id=pk, seq=seq, at=at, recorded_at=real, type=event, data=dict(data))
            for pk, seq in some.values_list("pk", "last_seq")
            for at, data in [happened[pk]]
        )
    if settings.REDIS_URL:
        for pk in ids:
            transaction.on_commit(partial(shared.tell, NEWS, pk))


def after(sandbox_id: str, seq: int, *, limit: int = PAGE) -> list[Entry]:
    rows = Event.objects.filter(sandbox_id=sandbox_id, seq__gt=seq).order_by("seq")[:limit]
    return [Entry(row.seq, row.at, row.type, row.data) for row in rows]


def news(watched: Mapping[str, Watched]) -> dict[str, News]:
    """What came in each sandbox (by its id) that is watched, and which keys open it no longer; those with neither are left out.

    One small query tells for up to CHUNK sandboxes whether there is anything to fetch.
    """
    found: dict[str, News] = {}
    ids = list(watched)
    for start in range(0, len(ids), CHUNK):
        found |= _news({pk: watched[pk] for pk in ids[start : start + CHUNK]})
    return found


def _news(watched: Mapping[str, Watched]) -> dict[str, News]:
    rows = Sandbox.objects.open(real_now()).filter(pk__in=watched).values_list("pk", "last_seq", "token_hash")
    alive = {pk: (last, token) for pk, last, token in rows}
    entries = _behind({pk: watched[pk].seq for pk, (last, _token) in alive.items() if last > watched[pk].seq})
    lost = {pk: each.keys - {alive[pk][1]} if pk in alive else each.keys for pk, each in watched.items()}
    lost = {pk: keys for pk, keys in lost.items() if keys}
    if lost:
        # SECURITY: asked last, so that what was read above was there while the phone was paired.
        for pk, token in (
            Pairing.objects.paired()
            .filter(sandbox__in=lost.keys() & alive.keys())
            .values_list("sandbox_id", "token_hash")
        ):
            lost[pk] -= {token}
    return {
        pk: News(entries.get(pk, []), lost.get(pk, frozenset())) for pk in watched if entries.get(pk) or lost.get(pk)
    }


def _behind(cursors: Mapping[str, int]) -> dict[str, list[Entry]]:
    """The events behind each cursor, at most PAGE of one sandbox.

    One query for all that have had as many: what pauses a class costs a few, however many are in it.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    alike: dict[int, list[str]] = defaultdict(list)
    for pk, seq in cursors.items():
        alike[seq].append(pk)
    for seq, ids in alike.items():
        rows = Event.objects.filter(sandbox__in=ids, seq__gt=seq, seq__lte=seq + PAGE).order_by("seq")
        for pk, *row in rows.values_list("sandbox_id", "seq", "at", "type", "data"):
            found[pk].append(Entry(*row))
    return found


def count_recent(sandbox: Sandbox, event: str, within: timedelta) -> int:
    """How often `event` was recorded within that much real time."""
    return Event.objects.filter(sandbox=sandbox, type=event, recorded_at__gt=real_now() - within).count()
