"""Which steps are ticked: decided by events alone, so that it does not matter who caused them.

The page decides in the same way (static/js/demo/progress.js); it hears the devices besides, which the server does not.
"""

from collections.abc import Sequence

from auth_demo.scenarios.schema import Scenario, Step


def steps_of(scenario: Scenario, platform: str, variant: str) -> tuple[Step, ...]:
    """The steps that there are on that platform and in that variant."""
    return tuple(each for each in scenario.steps if each.only.applies(platform, variant))


def after(steps: Sequence[Step], done: frozenset[str], event: str, device: str | None = None) -> frozenset[str]:
    """The ids that are ticked after `event`. `device` is the one that it comes from, where several could send it.

    An event in `undone_on` takes a tick away unless a later step is still ticked.
    """
    due = current(steps, done)

    def ticks(step: Step) -> bool:
        return step.done_on == event and step.done_by in ("", device) and (not step.in_turn or step == due)

    if steps and ticks(steps[-1]):
        return frozenset(step.id for step in steps)
    ticked, later = set(done), False
    for step in reversed(steps):
        if ticks(step):
            ticked.add(step.id)
        elif not later and event in step.undone_on:
            ticked.discard(step.id)
        later = later or step.id in ticked
    return frozenset(ticked)


def current(steps: Sequence[Step], done: frozenset[str]) -> Step | None:
    """The first step that is not ticked; None when all are."""
    return next((step for step in steps if step.id not in done), None)


def due(steps: Sequence[Step], done: frozenset[str]) -> Step | None:
    """The step after the last one that is ticked, for somebody who hears only some of the events."""
    ticked = [at for at, step in enumerate(steps) if step.id in done]
    following = steps[ticked[-1] + 1 :] if ticked else steps
    return following[0] if following else None
