"""What a class leaves behind: for each walk what happened in it, counted, without any code or answer.

A sandbox goes a day after the class, so its log is counted while it is there; the result stays with the walk for KEPT.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from auth_demo.classroom.board import progress_of
from auth_demo.classroom.progress import Progress
from auth_demo.models import Classroom, Participant, Run
from auth_demo.verifier import expiry
from auth_demo.verifier.realtime import real_now

KEPT = timedelta(days=30)  # counts and nicknames, from the end of the class


@dataclass(frozen=True)
class Result:
    """One walk. `seconds` are those spent in each state, `causes` the likely mistakes that the verifier named, counted."""

    participant: str
    nickname: str
    language: str
    platform: str
    scenario: str
    begun_at: datetime
    finished: bool
    attempts: int
    seconds: Mapping[str, float]
    causes: Mapping[str, int]
    faults: tuple[str, ...]
    around: tuple[str, ...]  # of the faults, those after which one got in all the same
    methods: tuple[str, ...]
    was_reset: bool
    heard: bool  # the verifier heard the end itself, or the last that it can hear of this practice

    @property
    def is_proven(self) -> bool:
        """Finished, and not by the word of the page alone: what a score may rest on."""
        return self.finished and self.heard


@dataclass(frozen=True)
class Spread:
    """How long a state took: the median, the middle half and the longest, in seconds."""

    state: str
    people: int
    median: float
    low: float
    high: float
    longest: float


@dataclass(frozen=True)
class Mistake:
    """One that the verifier named, in one practice; how many people made it."""

    cause: str
    scenario: str
    people: int


@dataclass(frozen=True)
class Debrief:
    people: int
    finished: int
    mistakes: list[Mistake]  # the most frequent first
    spreads: list[Spread]
    around: Mapping[str, int]  # by fault: how many met it and still got in
    not_yet: Mapping[str, list[str]]  # by fault: the nicknames of those who met it and did not


def keep(classroom: Classroom) -> None:
    """Count the logs of the sandboxes that are still there into their walks."""
    runs = {each.pk: each for each in _runs(classroom)}
    for pk, progress in progress_of(runs.values()).items():
        run = runs[pk]
        run.result = _counted(progress, bool(run.told.get("finished")))
        run.save(update_fields=["result"])


def of_class(classroom: Classroom) -> list[Result]:
    """Every walk, in the order in which people came."""
    return _of_runs(_runs(classroom))


def _of_runs(runs: list[Run]) -> list[Result]:
    live = {pk: _counted(each, False) for pk, each in progress_of(runs).items()}
    counted = {run: live.get(run.pk) or run.result for run in runs}
    return [_result(run, each) for run, each in counted.items() if each and not _is_nothing(run, each)]


def _is_nothing(run: Run, counted: Mapping[str, Any]) -> bool:
    """A walk that was begun again before anything happened in it: nobody would know what it is about."""
    return run.reset_at is not None and not (counted["attempts"] or counted["seconds"] or counted["finished"])


def of_participant(participant: Participant) -> list[Result]:
    """The walks of one, without those of the others being counted."""
    return _of_runs(_runs(participant.classroom, participant))


def debrief(found: Iterable[Result]) -> Debrief:
    """What to talk about: no ranking. Only those are named who found no way round a fault: they may need help."""
    walks = list(found)
    people = {each.participant for each in walks}
    makers: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    met: dict[str, dict[str, str]] = defaultdict(dict)
    around: dict[str, set[str]] = defaultdict(set)
    for each in walks:
        for cause in each.causes:
            makers[cause, each.scenario].add(each.participant)
        for state, seconds in each.seconds.items():
            times[state][each.participant] += seconds
        for fault in each.faults:
            met[fault][each.participant] = each.nickname
        for fault in each.around:
            around[fault].add(each.participant)
    mistakes = [Mistake(*which, len(made)) for which, made in makers.items()]
    return Debrief(
        people=len(people),
        finished=len({each.participant for each in walks if each.finished}),
        mistakes=sorted(mistakes, key=lambda each: (-each.people, each.cause, each.scenario)),
        spreads=[_spread(state, took) for state, took in times.items()],
        around={fault: len(found) for fault, found in around.items()},
        not_yet={
            fault: sorted(name for who, name in people_of.items() if who not in around[fault])
            for fault, people_of in met.items()
        },
    )


def delete(classroom: Classroom) -> None:
    """Delete the class now, with its nicknames, counts and sandboxes."""
    ids = list(
        Run.objects.filter(participant__classroom=classroom).exclude(sandbox=None).values_list("sandbox", flat=True)
    )
    classroom.delete()
    expiry.delete(ids)


def purge() -> int:
    """Delete the classes whose time is over, with nicknames and counts; how many."""
    over = Classroom.objects.filter(ended_at__lt=real_now() - KEPT)
    ids = list(over.values_list("pk", flat=True))
    over.delete()
    return len(ids)


def _runs(classroom: Classroom, participant: Participant | None = None) -> list[Run]:
    rows = Run.objects.filter(participant__classroom=classroom, participant__removed_at=None)
    if participant:
        rows = rows.filter(participant=participant)
    light = rows.select_related("participant", "sandbox").defer("devices")
    return list(light.order_by("participant__joined_at", "id"))


def _counted(progress: Progress, told_finished: bool) -> dict[str, Any]:
    return {
        "platform": progress.platform,
        "finished": progress.is_finished or told_finished,
        "heard": progress.is_heard,
        "attempts": progress.attempts,
        "seconds": {state: round(seconds, 1) for state, seconds in progress.seconds.items()},
        "causes": dict(progress.causes),
        "faults": sorted(progress.faults),
        "around": sorted(progress.around),
        "methods": list(progress.methods),
    }


def _result(run: Run, counted: Mapping[str, Any]) -> Result:
    return Result(
        participant=run.participant_id,
        nickname=run.participant.nickname,
        language=run.participant.language,
        platform=counted["platform"],
        scenario=run.scenario,
        begun_at=run.begun_at,
        finished=counted["finished"] or bool(run.told.get("finished")),
        attempts=counted["attempts"],
        seconds=counted["seconds"],
        causes=counted["causes"],
        faults=tuple(counted["faults"]),
        around=tuple(counted.get("around", ())),  # walks that were counted by an earlier version have none
        methods=tuple(counted["methods"]),
        was_reset=run.reset_at is not None,
        heard=counted.get("heard", False),
    )


def _spread(state: str, took: Mapping[str, float]) -> Spread:
    values = sorted(took.values())
    quarter = len(values) // 4
    return Spread(state, len(values), median(values), values[quarter], values[-1 - quarter], values[-1])
