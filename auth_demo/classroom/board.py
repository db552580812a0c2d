"""The trainer's board: one tile for each participant, computed from the logs of their sandboxes.

Each process keeps what it has folded (progress.py), so a look reads only the events that came since the look before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import QuerySet

from auth_demo.classroom import broken
from auth_demo.classroom.progress import READY, Happened, Progress, fold
from auth_demo.models import Classroom, Event, Participant, Run
from auth_demo.scenarios import load
from auth_demo.verifier import faults
from auth_demo.verifier.realtime import real_now

ONLINE = timedelta(seconds=30)  # since the last request: pages ask, or are asked, more often
JOINED = "joined"  # without a walk, before the class has begun
STUCK_SECONDS = 45
STUCK_REPEATS = 2  # of the same refusal
TURNS = ("class.started", "class.resumed", "class.moved", "class.reset", "class.undone", "class.unlocked")
LOOKED_AT = 100  # of these, the newest
KEPT = 5_000  # walks that a process remembers
CHUNK = 500


@dataclass(frozen=True)
class Tile:
    id: str
    nickname: str
    language: str
    platform: str
    variant: str
    scenario: str
    device_state: str
    step: str | None
    attempts: int
    seconds_in_state: float
    last_refusal: str | None
    hand: bool
    hand_seconds: float
    claimed_by: str
    online: bool
    finished: bool
    stuck: bool
    faults: tuple[str, ...]
    found: tuple[str, ...]  # faults that were met, and yet there was a way in
    simulated: bool
    tried: bool  # in the warm-up: the device talks


@dataclass(frozen=True)
class Board:
    state: str
    step: str | None
    participants: list[Tile]


def look(classroom: Classroom) -> Board:
    """Everybody who is in the class, in the order in which they came: queries do not grow with their number."""
    now = real_now()
    present = list(classroom.participants.present())
    runs = runs_of(present)
    # Who has done nothing yet in the practice that is on has no walk in it, and the one before no longer counts.
    runs = {pk: run for pk, run in runs.items() if run.place == classroom.place or classroom.ended_at}
    known = progress_of(runs.values())
    turns = _turns(classroom)
    told = broken.told_of(classroom) if len(runs) < len(present) else []
    tiles = [_tile(each, runs.get(each.pk), known, now, _Place(classroom, turns, told, each)) for each in present]
    return Board(classroom.state, classroom.step or None, tiles)


def _turns(classroom: Classroom) -> list[tuple[datetime, list[str]]]:
    """When a trainer last let people go on or put them somewhere, the newest first, and whom: by ids, [] is everybody."""
    rows = classroom.events.filter(type__in=TURNS).order_by("-seq")
    return list(rows.values_list("at", "concerns")[:LOOKED_AT])


class _Place:
    """What the class as a whole says about one participant."""

    def __init__(
        self,
        classroom: Classroom,
        turns: Iterable[tuple[datetime, list[str]]],
        told: list[broken.Told],
        participant: Participant,
    ) -> None:
        self.scenario, self.ended_at = classroom.scenarios[classroom.place], classroom.ended_at
        self.turned_at = next((at for at, concerns in turns if not concerns or participant.pk in concerns), None)
        self._classroom, self._told, self._participant = classroom, told, participant.pk

    @property
    def faults(self) -> tuple[str, ...]:
        """Those that will be there once the practice is begun, if they make a difference in it."""
        possible = faults.possible_in(load.get(self.scenario))
        return tuple(each for each in broken.for_one(self._told, self._participant) if each in possible)

    @property
    def step(self) -> str | None:
        """Where a practice begins that was not begun yet."""
        scenario = load.get(self.scenario)
        return self._classroom.step or (scenario.steps[0].id if scenario else None)

    def lets_go_on(self, state: str, step: str | None) -> bool:
        """Whether the participant could do anything now: otherwise they wait, and are not stuck."""
        if self._classroom.state == Classroom.State.WAITING:
            return state not in (READY, JOINED)
        if self._classroom.state != Classroom.State.RUNNING:
            return False
        if not self._classroom.locked or not (scenario := load.get(self.scenario)):
            return True
        ids = [each.id for each in scenario.steps]
        held = self._classroom.step
        return not (step in ids and held in ids and ids.index(step) > ids.index(held))


def runs_of(participants: Iterable[Participant]) -> dict[str, Run]:
    """Of each participant, by id, the walk that counts, without the pictures of its devices."""
    newest: dict[str, Run] = {}
    for rows in _counting(participants):
        light = rows.select_related("sandbox").defer("devices", "result")
        newest |= {run.participant_id: run for run in light}
    return newest


def sandboxes_of(participants: Iterable[Participant]) -> dict[str, str | None]:
    """The ids of the sandboxes of these walks alone, by the participant's id."""
    newest: dict[str, str | None] = {}
    for rows in _counting(participants):
        newest |= dict(rows.values_list("participant_id", "sandbox_id"))
    return newest


def _counting(participants: Iterable[Participant]) -> Iterator[QuerySet[Run]]:
    ids = [each.pk for each in participants]
    for start in range(0, len(ids), CHUNK):
        yield Run.objects.filter(participant__in=ids[start : start + CHUNK], reset_at=None).order_by("id")


def progress_of(runs: Iterable[Run]) -> dict[int, Progress]:
    """How far each walk is, by the walk's number; those without a sandbox are left out."""
    alive = [run for run in runs if run.sandbox is not None]
    known = {run.pk: _remembered(run) for run in alive}
    behind = {run.sandbox_id: run for run in alive if run.sandbox and run.sandbox.last_seq > known[run.pk].seq}
    fresh = _events({pk: known[run.pk].seq for pk, run in behind.items() if pk})
    for sandbox_id, happened in fresh.items():
        run = behind[sandbox_id]
        known[run.pk] = fold(known[run.pk], happened)
    with _lock:
        if len(_memory) > KEPT:
            _memory.clear()
        _memory.update({run.pk: known[run.pk] for run in behind.values()})
    return known


def is_stuck(state_seconds: float, repeated: int) -> bool:
    return state_seconds >= STUCK_SECONDS or repeated >= STUCK_REPEATS


def _tile(
    participant: Participant, run: Run | None, known: dict[int, Progress], now: datetime, place: _Place
) -> Tile:
    progress = known.get(run.pk) if run else None
    told = run.told if run and progress and run.told.get("seq", -1) >= progress.spoke else {}
    state = told.get("state") or (progress.state if progress else READY if place.turned_at else JOINED)
    turned_at = max(place.turned_at or participant.joined_at, participant.joined_at)
    until = place.ended_at or now  # no time goes on in a class that is over
    since = datetime.fromisoformat(told["since"]) if told.get("state") else progress.since if progress else turned_at
    finished = bool(progress and progress.is_finished) or bool(run and run.told.get("finished"))
    step = told.get("step") or (progress.step if progress else place.step)
    idle = (until - max(since, turned_at)).total_seconds()
    return Tile(
        id=participant.pk,
        nickname=participant.nickname,
        language=participant.language,
        platform=progress.platform if progress else participant.platform,
        variant=progress.variant if progress else "",
        scenario=run.scenario if run else place.scenario,
        device_state=state,
        step=None if finished else step,
        attempts=progress.attempts if progress else 0,
        seconds_in_state=round(max(0.0, (until - since).total_seconds()), 1),
        last_refusal=(progress.refusal or None) if progress else None,
        hand=participant.hand_at is not None,
        hand_seconds=round((now - participant.hand_at).total_seconds(), 1) if participant.hand_at else 0.0,
        claimed_by=participant.claimed_by,
        online=now - participant.seen_at < ONLINE,
        finished=finished,
        stuck=not finished and place.lets_go_on(state, step) and is_stuck(idle, progress.repeated if progress else 0),
        faults=tuple(sorted({*run.sandbox.faults, *(progress.on if progress else ())}))
        if run and run.sandbox
        else place.faults,
        found=tuple(sorted(progress.around)) if progress else (),
        simulated=bool(participant.temper),
        tried=participant.tried_at is not None,
    )


def _remembered(run: Run) -> Progress:
    with _lock:
        known = _memory.get(run.pk)
    if known is not None or run.sandbox is None:
        return known or Progress(run.scenario, "", "", run.begun_at)
    fresh = Progress(run.scenario, run.sandbox.platform, run.sandbox.variant, run.begun_at)
    return replace(fresh, done=_before(run, fresh))


def _before(run: Run, progress: Progress) -> frozenset[str]:
    """The steps before the one that the walk began at count as done."""
    ids = [step.id for step in progress._steps()]
    return frozenset(ids[: ids.index(run.step)]) if run.step in ids else frozenset()


def _events(cursors: dict[str, int]) -> dict[str, list[Happened]]:
    found: dict[str, list[Happened]] = defaultdict(list)
    ids = list(cursors)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        # The least number for all: those who are ahead skip what they have. One query, however many sandboxes.
        rows = Event.objects.filter(sandbox__in=chunk, seq__gt=min(cursors[pk] for pk in chunk)).order_by("seq")
        for pk, seq, real, kind, data in rows.values_list("sandbox_id", "seq", "recorded_at", "type", "data"):
            if seq > cursors[pk]:
                found[pk].append(Happened(seq, real, kind, data))
    return found


_memory: dict[int, Progress] = {}  # by the walk's number: how far it was at this process's last look
_lock = Lock()
