"""What a trainer does to a class: each action is one function, and each leaves an event that the screens hear.

Every action names participants or means them all.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet

from auth_demo.classroom import log, names, results, tally
from auth_demo.classroom.board import CHUNK, look, progress_of, runs_of, sandboxes_of
from auth_demo.classroom.opening import AFTERWARDS
from auth_demo.models import ClassEvent, Classroom, Participant, Run, Sandbox
from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import FAULTS, PASSING_FAULTS
from auth_demo.verifier import clock, faults
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now

UNDO = timedelta(seconds=10)  # that a reset can be taken back
LEEWAY = timedelta(seconds=5)  # for the way to the server
State = Classroom.State


@dataclass(frozen=True)
class Order:
    """An action with what it needs; `participants` are ids, None means everybody."""

    action: str
    participants: tuple[str, ...] | None = None
    step: str | None = None
    scenario: str | None = None
    fault: str | None = None
    on: bool = True
    nickname: str | None = None
    by: str = ""  # who claims a raised hand


def act(classroom: Classroom, order: Order) -> None:
    """Do it. Raises Refused: ended; malformed for an unknown action, or what it lacks; not-found for a participant."""
    if classroom.ended_at:
        raise Refused(Reason.ENDED)
    action = ACTIONS.get(order.action)
    if action is None:
        raise malformed(Shape.ACTION, needs=", ".join(ACTIONS))
    meant = _meant(classroom, order)
    with transaction.atomic():
        Classroom.objects.filter(pk=classroom.pk).update(last_seq=F("last_seq"))  # trainers' actions in turn
        classroom.refresh_from_db()
        action(classroom, order, meant)


def _meant(classroom: Classroom, order: Order) -> list[Participant]:
    """Those that an action is for. Raises Refused (not-found) if one of them is not in the class."""
    present = list(classroom.participants.present())
    if order.participants is None:
        return present
    wanted = [each for each in present if each.pk in order.participants]
    if len(wanted) != len(set(order.participants)):
        raise Refused(Reason.NOT_FOUND, topic=Shape.PARTICIPANT)
    return wanted


def start(classroom: Classroom, _order: Order, meant: list[Participant]) -> None:
    _become(classroom, State.RUNNING)
    if classroom.started_at is None:
        Classroom.objects.filter(pk=classroom.pk).update(started_at=real_now())
        if classroom.pace == Classroom.Pace.TRAINER:
            step = classroom.step or _first_step(classroom)
            Classroom.objects.filter(pk=classroom.pk).update(locked=True, step=step)
    clock.resume(_sandboxes(meant))
    log.record(classroom, "class.started")


def pause(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """All clocks stand still."""
    if order.participants is None:
        _become(classroom, State.PAUSED)
    clock.pause(_sandboxes(meant))
    log.record(classroom, "class.paused", concerns=order.participants or ())


def resume(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    if order.participants is None:
        _become(classroom, State.RUNNING)
    clock.resume(_sandboxes(meant))
    log.record(classroom, "class.resumed", concerns=order.participants or ())


def lock(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Nobody goes on behind the step. By default it is the one where the class was put, else the one where most people are."""
    step = _step(classroom, order) if order.step else classroom.step or _most_at(classroom, meant)
    Classroom.objects.filter(pk=classroom.pk).update(locked=True, step=step)
    log.record(classroom, "class.locked", step=step)


def unlock(classroom: Classroom, _order: Order, _meant: list[Participant]) -> None:
    Classroom.objects.filter(pk=classroom.pk).update(locked=False)
    log.record(classroom, "class.unlocked")


def move(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Put them at a step, or everybody at the beginning of another practice of the class."""
    if order.scenario is not None:
        _turn_to(classroom, order.scenario)
    step = _step(classroom, order) if order.step or order.scenario is None else ""
    if not step and classroom.locked:
        step = _first_step(classroom)
    if order.participants is None:
        Classroom.objects.filter(pk=classroom.pk).update(step=step, place=classroom.place)
    _write_steps(list(runs_of(meant).values()), step)
    here = classroom.scenarios[classroom.place]
    log.record(classroom, "class.moved", concerns=order.participants or (), scenario=here, step=step or None)


def reset(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Begin again with a new sandbox; the one before is kept, so that it can be taken back for UNDO."""
    now = real_now()
    for walks in _walks([run.pk for run in runs_of(meant).values()]):
        walks.update(reset_at=now)
    seconds = int(UNDO.total_seconds())
    log.record(classroom, "class.reset", concerns=order.participants or (), undo_seconds=seconds)


def undo(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Take the last reset back. Raises Refused (not-yet) if there was none in time."""
    since = real_now() - UNDO - LEEWAY
    runs = Run.objects.filter(participant__classroom=classroom, place=classroom.place)
    wanted = {each.pk for each in meant}
    latest = runs.filter(reset_at__gte=since).order_by("reset_at").values_list("participant_id", "pk")
    before = {participant: pk for participant, pk in latest if participant in wanted}
    if not before:
        raise Refused(Reason.NOT_YET, topic=Topic.NOTHING_TO_UNDO)
    since_then = runs.filter(reset_at=None).values_list("participant_id", "pk")
    undone = [pk for participant, pk in since_then if pk > before.get(participant, pk)]
    for walks in _walks(undone):
        walks.update(reset_at=since - UNDO)
    for walks in _walks(list(before.values())):
        walks.update(reset_at=None)
    # The class may have been paused, or gone on, since they were set aside.
    (clock.pause if classroom.state == State.PAUSED else clock.resume)(_sandboxes(meant))
    log.record(classroom, "class.undone", concerns=order.participants or ())


@dataclass(frozen=True)
class Undoable:
    """The last reset that can be taken back still: for how many seconds, and whose it was, by ids; None is everybody's."""

    seconds: float
    participants: list[str] | None


def undoable(classroom: Classroom) -> Undoable | None:
    """So that any browser of any trainer offers it, not the one alone that began again."""
    if classroom.ended_at:
        return None
    now = real_now()
    recent = classroom.events.filter(seq__gt=classroom.last_seq - CHUNK, at__gt=now - UNDO)
    standing: list[ClassEvent] = []
    for event in recent.filter(type__in=["class.reset", "class.undone"]).order_by("seq"):
        if event.type == "class.reset":
            standing.append(event)
        else:
            standing = [each for each in standing if event.concerns and each.concerns != event.concerns]
    if not standing:
        return None
    left = (standing[-1].at + UNDO - now).total_seconds()
    return Undoable(round(left, 1), standing[-1].concerns or None)


def hint(classroom: Classroom, order: Order, _meant: list[Participant]) -> None:
    log.record(classroom, "class.hint", concerns=order.participants or ())


def show(classroom: Classroom, order: Order, _meant: list[Participant]) -> None:
    """Let "Show me" press what is due."""
    log.record(classroom, "class.show", concerns=order.participants or ())


def screen(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Show the devices of one participant to everybody, without a name; with nobody named it ends."""
    if order.participants is not None and len(meant) != 1:
        raise malformed(Shape.PARTICIPANT)
    run = runs_of(meant).get(meant[0].pk) if order.participants else None
    Classroom.objects.filter(pk=classroom.pk).update(screen=meant[0].pk if run else "")
    if run:
        watch(classroom, order, meant)
    shown = {"scenario": run.scenario, "told": run.told} if run else None
    log.record(classroom, "class.screen", screen=shown)


def watch(classroom: Classroom, order: Order, _meant: list[Participant]) -> None:
    """Ask the pages of these for pictures of their devices, for half a minute."""
    if not order.participants:
        raise malformed(Shape.PARTICIPANT)
    log.record(classroom, "class.watched", concerns=order.participants)


def fault(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Switch one on or off. Raises Refused (malformed) where nobody's practice can feel it.

    Who opens a practice later feels it then (joining.py), so what is switched off is written down even if nobody had it.
    """
    if order.fault not in (*FAULTS, *PASSING_FAULTS):
        raise malformed(Shape.FAULT, known=[*FAULTS, *PASSING_FAULTS])
    runs = {pk: run for pk, run in runs_of(meant).items() if run.place == classroom.place}
    broken = set(faults.inject([run.sandbox for run in runs.values() if run.sandbox], order.fault, on=order.on))
    felt = [participant for participant, run in runs.items() if run.sandbox_id in broken]
    known = faults.possible_in(load.get(classroom.scenarios[classroom.place]))
    if order.on and not felt and (runs or order.fault not in known):
        raise malformed(Shape.FAULT, known=sorted(known))
    named = None if order.participants is None else list(order.participants)
    log.record(classroom, "class.fault", private=True, fault=order.fault, on=order.on, participants=felt, meant=named)


def rename(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    if len(meant) != 1 or order.nickname is None:
        raise malformed(Shape.NICKNAME, most=names.LONGEST)
    [participant] = meant
    others = classroom.participants.exclude(pk=participant.pk)
    taken = set(others.values_list("nickname", flat=True))
    participant.nickname = names.free(names.clean(order.nickname), taken)
    participant.save(update_fields=["nickname"])
    log.record(classroom, "participant.renamed", concerns=[participant.pk], nickname=participant.nickname)


def remove(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Out of the class; the practice goes on alone until its sandbox ends."""
    if not order.participants:
        raise malformed(Shape.PARTICIPANT)
    Participant.objects.filter(pk__in=[each.pk for each in meant]).update(removed_at=real_now())
    clock.resume(_sandboxes(meant))  # nobody else would, were the class paused
    log.record(classroom, "participant.removed", concerns=order.participants)


def claim(classroom: Classroom, order: Order, meant: list[Participant]) -> None:
    """Say who helps; the first of two trainers has it, and the hand goes down."""
    if not order.participants:
        raise malformed(Shape.PARTICIPANT)
    by = order.by or classroom.trainer
    rows = Participant.objects.filter(pk__in=[each.pk for each in meant])
    rows.filter(claimed_by="").update(claimed_by=by)
    rows.update(hand_at=None)
    log.record(classroom, "hand.claimed", concerns=order.participants, by=by)


def end(classroom: Classroom, _order: Order, _meant: list[Participant]) -> None:
    finish(classroom)


def finish(classroom: Classroom) -> None:
    """End the class: what was done is counted and kept, the sandboxes go a day later."""
    now = real_now()
    if not Classroom.objects.open().filter(pk=classroom.pk).update(ended_at=now, state=State.ENDED):
        return
    classroom.refresh_from_db()
    ids = Run.objects.filter(participant__classroom=classroom).values("sandbox")
    clock.resume(Sandbox.objects.filter(pk__in=ids).values_list("pk", flat=True))
    Sandbox.objects.filter(pk__in=ids).update(expires_at=now + AFTERWARDS)
    results.keep(classroom)
    tally.add(classroom)
    classroom.participants.update(hand_at=None, claimed_by="")
    _lift_faults(classroom)
    log.record(classroom, "class.ended")


def _lift_faults(classroom: Classroom) -> None:
    """What the trainer has broken works again: people go on by themselves, and may have no switch for it."""
    caused = {each.data["fault"] for each in classroom.events.filter(type="class.fault") if each.data["on"]}
    if not caused:
        return
    runs = runs_of(classroom.participants.present())
    known = progress_of(runs.values())
    for fault in caused:
        feeling = [
            run.sandbox for run in runs.values() if run.sandbox and fault in {*run.sandbox.faults, *known[run.pk].on}
        ]
        faults.inject(feeling, fault, on=False)


def end_overdue() -> int:
    """End the classes whose twelve hours are over; how many."""
    overdue = list(Classroom.objects.overdue(real_now()))
    for each in overdue:
        with transaction.atomic():
            finish(each)
    return len(overdue)


def _become(classroom: Classroom, state: str) -> None:
    Classroom.objects.filter(pk=classroom.pk).update(state=state)
    classroom.state = state


def _turn_to(classroom: Classroom, scenario: str) -> None:
    if scenario not in classroom.scenarios:
        raise malformed(Shape.SCENARIO, known=classroom.scenarios)
    classroom.place = classroom.scenarios.index(scenario)


def _first_step(classroom: Classroom) -> str:
    scenario = load.get(classroom.scenarios[classroom.place])
    return scenario.steps[0].id if scenario else ""


def _most_at(classroom: Classroom, meant: list[Participant]) -> str:
    """The step at which most of them are, the earlier of two; the first one if nobody is anywhere."""
    scenario = load.get(classroom.scenarios[classroom.place])
    known = [each.id for each in scenario.steps] if scenario else []
    here = Counter(tile.step for tile in look(classroom).participants if tile.id in {each.pk for each in meant})
    return max(known, key=lambda step: here[step], default="")


def _step(classroom: Classroom, order: Order) -> str:
    scenario = load.get(classroom.scenarios[classroom.place])
    known = [each.id for each in scenario.steps] if scenario else []
    if order.step is None or order.step not in known:
        raise malformed(Shape.STEP, known=known)
    return order.step


def _write_steps(runs: Sequence[Run], step: str) -> None:
    """Each walk tells something of its own. To save them one by one takes 60 ms for 300, in which nobody hears of it."""
    if not runs:
        return
    adapt, table = connection.ops.adapt_json_value, connection.ops.quote_name(Run._meta.db_table)
    told = [({**run.told, "step": step, "seq": run.sandbox.last_seq if run.sandbox else 0}, run.pk) for run in runs]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET told = %s WHERE id = %s",  # noqa: S608
            [(adapt(each, None), pk) for each, pk in told],
        )


def _walks(ids: Sequence[int]) -> Iterator[QuerySet[Run]]:
    """Those with these numbers, as many at once as a query may name."""
    for start in range(0, len(ids), CHUNK):
        yield Run.objects.filter(pk__in=ids[start : start + CHUNK])


def _sandboxes(meant: Sequence[Participant]) -> list[str]:
    return [pk for pk in sandboxes_of(meant).values() if pk]


ACTIONS: Mapping[str, Callable[[Classroom, Order, list[Participant]], None]] = {
    each.__name__: each
    for each in (
        start, pause, resume, lock, unlock, move, reset, undo, hint, show, watch, screen, fault, rename, remove, claim, end
    )
}  # fmt: skip
