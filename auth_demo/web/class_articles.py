"""Where an article explains what a debrief talks about: the paragraph of the step at which it happens."""

from django.urls import reverse

from auth_demo.classroom.progress import READY, STATES
from auth_demo.scenarios.schema import Move, Scenario, Step
from auth_demo.verifier.outcome import Cause

# What people were typing when they made a mistake; the other mistakes are about what was answered.
TYPED = {
    "challenge": (Cause.PIN_AS_CHALLENGE, Cause.DIGITS_SWAPPED, Cause.DIGIT_WRONG, Cause.CELLS_SWAPPED),
    "pin": (Cause.CHALLENGE_AS_PIN, Cause.WRONG_PIN),
}


def of_mistake(scenario: Scenario, cause: str) -> str:
    """The address of the paragraph about the step at which the mistake `cause` is made."""
    return _address(scenario, step_of(scenario, cause))


def step_of(scenario: Scenario, cause: str) -> Step:
    """The step at which the mistake `cause` is made."""
    what = next((name for name, causes in TYPED.items() if cause in causes), "")
    typing = [each for each in scenario.steps if what and any(_types(move, what) for move in each.solve)]
    return (typing or _answering(scenario) or [scenario.steps[0]])[0]


def of_state(scenario: Scenario, state: str) -> str:
    """The address of the paragraph about the step that people are at in that state."""
    begins = [event for event, word in STATES.items() if word == state]
    steps = list(scenario.steps)
    before = next((at for at, each in enumerate(steps) if each.done_on in begins), -1 if state == READY else None)
    if before is None:
        return _address(scenario, (_answering(scenario) or [steps[0]])[0])
    return _address(scenario, steps[min(before + 1, len(steps) - 1)])


def _answering(scenario: Scenario) -> list[Step]:
    return [each for each in scenario.steps if each.done_on == "response.accepted"]


def _types(move: Move, what: str) -> bool:
    return move.action == "type" and move.value.partition(".")[2] == what


def _address(scenario: Scenario, step: Step) -> str:
    anchor = step.article_step or next(iter(step.article_steps.values()), "")
    return reverse("kb:article_number", kwargs={"number": scenario.article}) + (f"#{anchor}" if anchor else "")
