"""Every practice on every platform, with every phone, in every language, done as its article says, to success.
Not each with each, unless `--cross` asks for it (flows.py).

Nothing here knows a scenario: a new file in content/demos is walked through as soon as it is there.
"""

import itertools
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser import narrow
from tests.browser.conftest import DESKTOP
from tests.browser.flows import Flow, Walk, every
from tests.browser.safety import complaints

FLOWS = every()
# The state in which a step begins is alike on every platform: one of each is enough.
WORLDS = {(flow.scenario.id, flow.variant): flow for flow in reversed(FLOWS)}.values()
MOST_STEPS = 30
# Where the article names two ways and the practice goes the other one.
OTHER_WAYS = {
    ("activation", "number-android"): {"en": ["Add Phone Number"], "fr": ["Ajouter un numéro de téléphone"]},
}


# Half of them on a phone, the large and the small one in turn: each language, and most platforms, on both.
VIEWPORTS = itertools.cycle([narrow.PHONE, DESKTOP, DESKTOP, narrow.SMALL])
SIZES = {"phone": narrow.PHONE, "small": narrow.SMALL, "desktop": DESKTOP}


def pytest_generate_tests(metafunc):
    """Each flow at one size; with --cross at all of them."""
    if "viewport" in metafunc.fixturenames:
        cross = metafunc.config.getoption("cross")
        flows = every(cross=cross)
        sized = zip(flows, VIEWPORTS, strict=False)
        walks = [(flow, size) for flow in flows for size in SIZES.values()] if cross else [*sized]
        names = {id(size): name for name, size in SIZES.items()}
        ids = [f"{flow}-{names[id(size)]}" for flow, size in walks]
        metafunc.parametrize(("flow", "viewport"), walks, ids=ids)


def test_a_learner_who_does_what_the_article_says_gets_in_by_keyboard_alone(page, axe, flow: Flow, viewport):
    page.set_viewport_size(viewport)
    walk = Walk(page, flow).open()
    expect(page.locator(".devices > .device")).to_have_count(len(flow.devices))
    done = 0
    while (step := walk.step) and done < MOST_STEPS:
        walk.do(step)
        walk.expect_done(step)
        walk.look()
        assert walk.unseen(step) == [], step.id
        assert walk.unpressed(step) == OTHER_WAYS.get((flow.scenario.id, step.id), {}).get(flow.language, []), step.id
        assert axe(page) == [], step.id
        assert complaints(page, walk.practice.words["mark"]) == [], step.id
        assert viewport is DESKTOP or narrow.complaints(page) == [], step.id
        done += 1
    expect(page.locator(".guide.over")).to_have_count(1)
    expect(page.locator(".problem")).to_have_count(0)


def test_a_label_that_no_device_shows_is_found_missing(page):
    flow = next(each for each in FLOWS if each.scenario.id == "dsc-plus")
    walk = Walk(page, flow).open()
    step = walk.step
    walk.do(step)
    assert walk.unseen(step) == []
    planted = {flow.language: (*step.labels[flow.language], "No such button")}
    assert walk.unseen(replace(step, labels=planted)) == ["No such button"]


def test_a_label_on_another_control_than_the_one_that_was_pressed_is_found(page):
    flow = next(each for each in FLOWS if each.scenario.id == "dsc-plus")
    walk = Walk(page, flow).open()
    step = walk.step
    walk.do(step)
    assert walk.unpressed(step) == []
    pressed, other = (persona.name for persona in flow.scenario.personas[:2])
    planted = {flow.language: (*step.labels[flow.language], pressed, other)}
    assert walk.unpressed(replace(step, labels=planted)) == [other]


@pytest.mark.parametrize("flow", WORLDS, ids=str)
def test_every_step_can_be_gone_to_with_the_ones_before_it_done(page, flow: Flow):
    """By a link from outside to the last one; from there, by the guide, to each before it."""
    steps = flow.steps
    walk = Walk(page, flow).open(step=steps[-1].id)
    expect(page.locator(".guide-step.done")).to_have_count(len(steps) - 1)
    for place, step in reversed(list(enumerate(steps))):
        walk.enter(f"guide.step.{step.id}")
        expect(page.locator(".guide-step.done")).to_have_count(place)  # it may play them again
        at = f'.guide-step[aria-current=step] [data-focus="guide.step.{step.id}"]'
        expect(page.locator(at)).to_have_count(1)
