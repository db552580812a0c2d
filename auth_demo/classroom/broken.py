"""What a trainer has broken and not mended: it is felt in a practice that is opened later, too."""

from collections.abc import Mapping
from typing import Any

from auth_demo.models import Classroom
from auth_demo.scenarios.vocabulary import PASSING_FAULTS

Told = Mapping[str, Any]  # what `class.fault` says; "meant" are the ids of those it is for, None is everybody


def told_of(classroom: Classroom) -> list[Told]:
    """Each time a fault was switched on or off, in turn."""
    return list(classroom.events.filter(type="class.fault").order_by("seq").values_list("data", flat=True))


def for_one(told: list[Told], participant: str) -> list[str]:
    """The faults that a practice has which the participant of that id opens now.

    One that passes by itself is felt once: who had a practice open when it was switched on has had it.
    """
    on: dict[str, bool] = {}
    for each in told:
        meant, felt = each.get("meant", each["participants"]), participant in each["participants"]
        if meant is None or participant in meant:
            on[each["fault"]] = each["on"] and not (felt and each["fault"] in PASSING_FAULTS)
    return sorted(fault for fault, is_on in on.items() if is_on)
