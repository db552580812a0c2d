"""Every practice on every platform, with every phone, in every language, done as its article says, to success."""

import pytest
from playwright.sync_api import expect

from tests.browser.flows import Flow, Walk, every

FLOWS = every()
# The states are alike on every platform: one of each is enough for the slow look.
LOOKED_AT = {(flow.scenario.id, flow.variant, flow.language): flow for flow in reversed(FLOWS)}.values()
MOST_STEPS = 30


@pytest.mark.parametrize("flow", FLOWS, ids=str)
def test_a_learner_who_does_what_the_article_says_gets_in_by_keyboard_alone(page, axe, flow: Flow):
    walk = Walk(page, flow).open()
    done = 0
    while (step := walk.step) and done < MOST_STEPS:
        walk.do(step)
        expect(page.locator(f'.guide-step[aria-current=step] [data-focus="guide.step.{step.id}"]')).to_have_count(0, timeout=20_000)
        walk.look()
        assert [label for label in walk.labels(step) if label not in walk.seen] == [], step.id
        if flow in LOOKED_AT:
            assert axe(page) == [], step.id
        done += 1
    expect(page.locator(".guide.over")).to_have_count(1)
    expect(page.locator(".problem")).to_have_count(0)


@pytest.mark.parametrize("flow", LOOKED_AT, ids=str)
def test_a_link_opens_every_step_with_the_ones_before_it_done(page, flow: Flow):
    for place, step in enumerate(each for each in flow.scenario.steps if each.only.applies(flow.platform, flow.variant)):
        walk = Walk(page, flow).open(step=step.id)
        expect(page.locator(".guide-step.done")).to_have_count(place)
        assert walk.step == step
        page.evaluate("localStorage.clear()")
