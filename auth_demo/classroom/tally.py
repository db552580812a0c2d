"""What all classes did in a practice, summed up for those who write its article: numbers alone, kept for good."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from auth_demo.classroom.results import of_class
from auth_demo.models import Classroom, Tally


@dataclass(frozen=True)
class Total:
    """Of one practice. `mistakes` are the causes that the verifier named, each with how many people; the most frequent first."""

    scenario: str
    classes: int
    people: int
    mistakes: tuple[tuple[str, int], ...]


def add(classroom: Classroom) -> None:
    """Count a class that has ended into the totals, once. A rehearsal is no class, nor is somebody alone, nor one in which nobody did anything."""
    if classroom.is_rehearsal or classroom.is_lone:
        return
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in of_class(classroom):
        for cause in ("", *each.causes):
            people[each.scenario, cause].add(each.participant)
    for (scenario, cause), who in people.items():
        row, _is_new = Tally.objects.get_or_create(scenario=scenario, cause=cause)
        Tally.objects.filter(pk=row.pk).update(classes=F("classes") + 1, people=F("people") + len(who))


def totals(scenarios: Collection[str]) -> list[Total]:
    """Of these practices, those that a class has done."""
    found = list(Tally.objects.filter(scenario__in=scenarios).order_by("scenario", "-people", "cause"))
    return [
        Total(
            all_.scenario,
            all_.classes,
            all_.people,
            tuple((row.cause, row.people) for row in found if row.scenario == all_.scenario and row.cause),
        )
        for all_ in found
        if not all_.cause
    ]
