"""What a trainer has broken and not mended: it is felt in a practice that is opened later, too."""

from dataclasses import dataclass
from datetime import datetime

from auth_demo.models import Classroom, Run
from auth_demo.scenarios.vocabulary import PASSING_FAULTS


@dataclass(frozen=True)
class Told:
    """A fault was switched on or off: for whom, by ids (None is everybody), and who had a practice open then."""

    at: datetime
    fault: str
    on: bool
    meant: list[str] | None
    had: list[str]


def told_of(classroom: Classroom) -> list[Told]:
    """Each time, in turn."""
    rows = classroom.events.filter(type="class.fault").order_by("seq").values_list("at", "data")
    return [
        Told(at, data["fault"], data["on"], data.get("meant", data["participants"]), data["participants"])
        for at, data in rows
    ]


def for_one(told: list[Told], participant: str, before: Run | None = None) -> list[str]:
    """The faults that a practice has which the participant of that id opens now; `before` is their walk until then.

    One that passes by itself is felt once: who has had a practice since it was switched on keeps it only while it is
    there still. A page opens one of its own with the first login, whatever joining has opened.
    """
    waiting = before.sandbox.faults if before and before.sandbox else []
    on: dict[str, bool] = {}
    for each in told:
        if each.meant is None or participant in each.meant:
            has_had = participant in each.had or (before is not None and before.begun_at >= each.at)
            on[each.fault] = each.on and not (has_had and each.fault in PASSING_FAULTS and each.fault not in waiting)
    return sorted(fault for fault, is_on in on.items() if is_on)
