"""Somebody who comes from a course: a participant of a class of one, whose practices the course has chosen.

So all that a class has is there too: the place that one comes back to, the results page, the statements, the days that
things are kept. A course may lead to the same practices again after that class is over; then another one begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from auth_demo.classroom import joining, log, names, opening, results
from auth_demo.classroom.joining import Participant
from auth_demo.classroom.opening import Setup
from auth_demo.lms.launch import Launch
from auth_demo.models import Attempt, Classroom
from auth_demo.verifier.outcome import Reason, Refused, Shape, malformed
from auth_demo.verifier.realtime import real_now

MOST = 12  # practices behind one link
_WAITS = timedelta(minutes=1)  # from one try to the next, doubled each time up to…
_LONGEST = timedelta(hours=1)


@dataclass(frozen=True)
class Entered:
    participant: Participant
    token: str = field(repr=False)


def open_package(practices: Sequence[str], *, language: str) -> Entered:
    """For a package in a course, which knows of nobody. Raises Refused (malformed)."""
    return _begin(practices, language, "", channel=Attempt.Channel.PACKAGE)


def enter(launch: Launch, language: str) -> Entered:
    """Somebody whom a platform sends: to where they were if their attempt is still open. Raises Refused (malformed)."""
    found = _open_attempt(launch)
    about = {"line_item": "" if launch.teaches else launch.line_item, "return_url": launch.return_url}
    if found is not None:
        Attempt.objects.filter(pk=found.pk).update(**about)
        return Entered(found.participant, joining.new_token(found.participant))
    return _begin(
        launch.practices,
        language,
        launch.given_name,
        channel=Attempt.Channel.LTI,
        platform=launch.platform,
        deployment=launch.deployment,
        resource=launch.resource,
        user=launch.user,
        **about,
    )


def of(participant: Participant) -> Attempt | None:
    return Attempt.objects.filter(participant=participant).first()


def count(attempt: Attempt) -> list[str]:
    """Which of the chosen practices are walked through, in their order; where that is news, the platform will be told.

    What the verifier's log says counts, and of practices that end on the devices the page's word besides.
    """
    participant = attempt.participant
    proven = {each.scenario for each in results.of_participant(participant) if each.is_proven}
    done = [each for each in participant.classroom.scenarios if each in proven]
    # By a condition, so that two looks at once tell it once, and none takes back what another has counted.
    if Attempt.objects.filter(pk=attempt.pk, finished__lt=len(done)).update(
        finished=len(done), due_at=real_now(), tries=0
    ):
        attempt.refresh_from_db()
    return done


def go_to(participant: Participant, scenario: str) -> None:
    """Turn to another of the chosen practices. Raises Refused: ended; not-found for somebody in a class of a trainer."""
    classroom = participant.classroom
    if not classroom.is_lone:
        raise Refused(Reason.NOT_FOUND)
    if classroom.ended_at:
        raise Refused(Reason.ENDED)
    if scenario not in classroom.scenarios:
        raise malformed(Shape.SCENARIO, known=classroom.scenarios)
    with transaction.atomic():
        Classroom.objects.filter(pk=classroom.pk).update(place=classroom.scenarios.index(scenario), step="")
        classroom.refresh_from_db()
        log.record(classroom, "class.moved", scenario=scenario, step=None)


def close_ended() -> None:
    """Count for the last time the attempts whose class has ended by itself: what was done then stays the score."""
    rows = Attempt.objects.filter(is_over=False).exclude(participant__classroom__ended_at=None)
    for each in rows.select_related("participant__classroom"):
        count(each)
        each.refresh_from_db(fields=["finished"])
        # Nothing is told of somebody who only looked in: no score of an earlier time is to be overwritten by none.
        Attempt.objects.filter(pk=each.pk).update(is_over=True, due_at=real_now() if each.finished else None, tries=0)


def wait_of(tries: int) -> timedelta:
    """How long to wait after so many failed tries."""
    return min(_WAITS * (1 << min(tries, 10)), _LONGEST)


def _begin(practices: Sequence[str], language: str, name: str, **about: Any) -> Entered:
    chosen = list(dict.fromkeys(practices))[:MOST]
    classroom = opening.open_alone(Setup(chosen, language=language))
    participant, token = joining.take_seat(classroom, nickname=_nickname(name))
    Attempt.objects.create(participant=participant, **about)
    return Entered(participant, token)


def _nickname(name: str) -> str:
    """The first name that the platform tells, if it may be shown; else one of those that are suggested."""
    if name:
        try:
            return names.clean(name)
        except Refused:
            pass
    return next(iter(names.suggested()))


def _open_attempt(launch: Launch) -> Attempt | None:
    """That of the same person by the same link to the same practices. A person without a name starts again each time."""
    if not launch.user:
        return None
    rows = Attempt.objects.filter(
        platform=launch.platform,
        resource=launch.resource,
        user=launch.user,
        participant__classroom__ended_at=None,
        participant__classroom__ends_at__gt=real_now(),
    )
    for each in rows.select_related("participant__classroom"):
        if each.participant.classroom.scenarios == list(dict.fromkeys(launch.practices))[:MOST]:
            return each
    return None
