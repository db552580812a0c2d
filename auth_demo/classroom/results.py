"""What a class leaves behind: for each walk what happened in it, counted, without any code or answer.

A sandbox goes a day after the class, so its log is counted while it is there; the result stays with the walk for KEPT.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from auth_demo.classroom.board import progress_of
from auth_demo.classroom.progress import Progress
from auth_demo.models import Classroom, Participant, Run
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
    methods: tuple[str, ...]
    was_reset: bool


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
class Debrief:
    people: int
    finished: int
    causes: list[tuple[str, int]]  # the mistake, and how many people made it; the most frequent first
    spreads: list[Spread]
    around: Mapping[str, int]  # by fault: how many met it and still got in


def keep(classroom: Classroom) -> None:
    """Count the logs of the sandboxes that are still there into their walks."""
    runs = _runs(classroom)
    for pk, progress in progress_of(runs).items():
        run = next(each for each in runs if each.pk == pk)
        run.result = _counted(progress, bool(run.told.get("finished")))
        run.save(update_fields=["result"])


def of_class(classroom: Classroom) -> list[Result]:
    """Every walk, in the order in which people came."""
    runs = _runs(classroom)
    live = {pk: _counted(each, False) for pk, each in progress_of(runs).items()}
    return [_result(run, live.get(run.pk) or run.result) for run in runs if live.get(run.pk) or run.result]


def of_participant(participant: Participant) -> list[Result]:
    return [each for each in of_class(participant.classroom) if each.participant == participant.pk]


def debrief(found: Iterable[Result]) -> Debrief:
    """What to talk about: no ranking, and nobody's name."""
    walks = list(found)
    people = {each.participant for each in walks}
    makers: dict[str, set[str]] = defaultdict(set)
    times: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    around: Counter[str] = Counter()
    for each in walks:
        for cause in each.causes:
            makers[cause].add(each.participant)
        for state, seconds in each.seconds.items():
            times[state][each.participant] += seconds
        if each.methods:
            around.update(each.faults)
    causes = sorted(((cause, len(made)) for cause, made in makers.items()), key=lambda pair: (-pair[1], pair[0]))
    done = {each.participant for each in walks if each.finished}
    return Debrief(
        len(people), len(done), causes, [_spread(state, took) for state, took in times.items()], dict(around)
    )


def purge() -> int:
    """Delete the classes whose time is over, with nicknames and counts; how many."""
    over = Classroom.objects.filter(ended_at__lt=real_now() - KEPT)
    ids = list(over.values_list("pk", flat=True))
    over.delete()
    return len(ids)


def _runs(classroom: Classroom) -> list[Run]:
    rows = Run.objects.filter(participant__classroom=classroom, participant__removed_at=None)
    return list(rows.select_related("participant", "sandbox").order_by("participant__joined_at", "id"))


def _counted(progress: Progress, told_finished: bool) -> dict[str, Any]:
    return {
        "platform": progress.platform,
        "finished": progress.is_finished or told_finished,
        "attempts": progress.attempts,
        "seconds": {state: round(seconds, 1) for state, seconds in progress.seconds.items()},
        "causes": dict(progress.causes),
        "faults": sorted(progress.faults),
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
        methods=tuple(counted["methods"]),
        was_reset=run.reset_at is not None,
    )


def _spread(state: str, took: Mapping[str, float]) -> Spread:
    values = sorted(took.values())
    quarter = len(values) // 4
    return Spread(state, len(values), median(values), values[quarter], values[-1 - quarter], values[-1])
