"""What became of the jobs that the site does by itself, written down where every process can read it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from kb.models import JobRun

HOUSEKEEPING = "housekeeping"  # noted at each round: that there is somebody who keeps house
LATE = timedelta(minutes=10)  # without a round, nobody keeps house


def done(name: str, job: Callable[[], Any]) -> Any:
    """Do `job` and note what became of it; its answer, or what it raises. What it answers as a dict is kept as found."""
    started = time.monotonic()
    try:
        answer = job()
    except Exception as error:
        note(name, started, error=error)
        raise
    note(name, started, found=answer if isinstance(answer, dict) else None)
    return answer


def note(
    name: str, started: float | None = None, *, error: Exception | None = None, found: dict[str, Any] | None = None
) -> None:
    """Note that the job `name`, begun at `started` (time.monotonic), has ended now. Raises django.db.Error."""
    now = timezone.now()
    took = 0 if started is None else round((time.monotonic() - started) * 1000)
    values: dict[str, Any] = {"ran_at": now, "milliseconds": took}
    if error is None:
        values |= {"succeeded_at": now, "failing_since": None, "error": ""}
    else:
        values["error"] = type(error).__name__  # its words may hold anything
    if found is not None:
        values["found"] = found
    JobRun.objects.update_or_create(name=name, defaults=values)
    if error is not None:
        JobRun.objects.filter(name=name).update(failing_since=Coalesce(F("failing_since"), now))


def last(name: str) -> JobRun | None:
    return JobRun.objects.filter(name=name).first()


def failing() -> list[JobRun]:
    return list(JobRun.objects.filter(failing_since__isnull=False))


def are_late(now: datetime) -> bool:
    """Whether nobody has kept house for a while; not yet where nobody ever has."""
    kept = last(HOUSEKEEPING)
    return kept is not None and now - kept.ran_at > LATE
