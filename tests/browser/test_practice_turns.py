"""Whose turn it is: while the practice plays steps by itself the devices take nothing, and say so."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.flows import Flow, Walk, scenarios
from tests.browser.practice import Practice

WAIT = {
    "en": {"replay": "One moment", "show": "moving by themselves"},
    "fr": {"replay": "Un instant", "show": "agissent seuls"},
}


def held(page: Page) -> list[Route]:
    """The requests for a sandbox, each waiting for the test to let it go on."""
    routes: list[Route] = []
    page.route("**/api/v1/sandboxes", lambda route: routes.append(route))
    return routes


def expect_busy(practice: Practice, why: str) -> None:
    expect(practice.page.locator(".devices[inert][aria-busy=true]")).to_have_count(1)
    expect(practice.page.locator(".busy[role=status]")).to_contain_text(WAIT[practice.language][why])
    practice.control("card.press").focus()
    expect(practice.control("card.press")).not_to_be_focused()


def expect_free(practice: Practice) -> None:
    expect(practice.page.locator(".devices[inert], .devices[aria-busy]")).to_have_count(0)
    expect(practice.page.locator(".busy")).to_be_empty()


def test_the_devices_wait_while_steps_are_replayed_and_are_the_learners_again_after(any_page, language, axe):
    practice = Practice(any_page, language).open()
    routes = held(any_page)
    practice.control("window.persona.amira").focus()
    practice.open_guide()
    if not practice.control("guide.step.pin").is_visible():
        practice.control("guide.all").click()
    practice.control("guide.step.pin").click()
    expect_busy(practice, "replay")
    assert axe(any_page) == []
    routes[0].continue_()
    expect_free(practice)
    practice.press("press")
    expect(practice.display).to_have_text("PIN>")


def replaying(page: Page, step: str) -> tuple[Practice, Route]:
    """A practice on its way to a step, and the request for its sandbox that is held."""
    practice = Practice(page).open()
    routes = held(page)
    practice.control(f"guide.step.{step}").click()
    expect_busy(practice, "replay")
    return practice, routes[0]


def test_a_replay_that_fails_gives_the_devices_back(page):
    practice, route = replaying(page, "pin")
    route.abort()
    expect(practice.problem).to_be_visible()
    expect_free(practice)
    practice.press("press")
    expect(practice.display).to_have_text("PIN>")


def test_a_step_asked_for_during_a_replay_is_gone_to_after_it(page):
    practice, route = replaying(page, "response")
    practice.control("guide.step.pin").click()
    route.continue_()
    expect(practice.step).to_contain_text("Unlock the card")
    expect(page.locator(".guide-step.done")).to_have_count(1)
    expect_free(practice)
    expect(practice.card).to_have_attribute("data-mode", "off")


def test_the_devices_wait_while_a_step_is_shown_and_a_touch_takes_over(own_page, language):
    page = own_page
    page.clock.install()
    practice = Practice(page, language).open(step="pin")
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    practice.control("guide.show").click()
    expect_busy(practice, "show")
    key = practice.control("card.1").bounding_box()
    page.mouse.click(key["x"] + 5, key["y"] + 5)
    expect_free(practice)
    page.clock.resume()
    practice.press("press")
    expect(practice.display).to_have_text("PIN>")


def test_a_fault_switched_while_a_kept_practice_is_taken_up_is_switched_in_that_one(own_page):
    page = own_page
    Practice(page).open().log_in()
    practice = Practice(page).open()
    routes, opened = [], []
    page.route("**/api/v1/sandboxes/*", lambda route: routes.append(route))
    page.on("request", lambda request: opened.append(request.url) if request.url.endswith("/sandboxes") else None)
    with page.expect_request("**/api/v1/sandboxes/*"):
        practice.control("resume.continue").click()
    practice.control("tools.faults").click()
    practice.control("faults.card-locked").click()
    routes[0].continue_()
    expect(practice.control("faults.card-locked")).to_have_attribute("aria-checked", "true")
    expect(page.locator("[data-challenge]")).to_have_count(1)
    assert opened == []


@pytest.fixture
def activation(page) -> Walk:
    """Amira's phone has been told who she is, and she goes back to say it is somebody else."""
    found = next(each for each in scenarios() if each.id == "activation")
    walk = Walk(page, Flow(found, "ibkr-mobile", "ios", "en")).open(step="user")
    walk.do(step := walk.step)
    walk.expect_done(step)
    walk.enter("phone.back")
    expect(walk.control("phone.persona.amira")).to_have_attribute("aria-pressed", "true")
    return walk


def expect_at(walk: Walk, step: str, persona: str) -> None:
    """The guide is at the step, with every step before it ticked, and the phone asks who one is."""
    place = [each.id for each in walk.flow.steps].index(step)
    expect(walk.page.locator(f'.guide-step[aria-current=step] [data-focus="guide.step.{step}"]')).to_have_count(1)
    expect(walk.page.locator(".guide-step.done")).to_have_count(place)
    expect(walk.control(f"phone.persona.{persona}")).to_have_attribute("aria-pressed", "true")
    expect(walk.page.locator(".phone .chip[aria-pressed=true]")).to_have_count(1)


def test_another_training_user_in_the_middle_begins_where_one_says_who_one_is(activation):
    activation.enter("phone.persona.bruno")
    expect_at(activation, "user", "bruno")
    expect(activation.control("phone.persona.bruno")).to_be_focused()
    activation.enter("phone.continue")
    expect(activation.control("phone.phone-number")).to_be_visible()
    activation.page.reload()
    expect(activation.control("phone.phone-number")).to_be_visible()


def test_another_training_user_can_be_undone(activation):
    activation.enter("phone.persona.bruno")
    expect_at(activation, "user", "bruno")
    activation.enter("tools.undo")
    expect_at(activation, "number", "amira")
    activation.enter("phone.continue")
    expect(activation.control("phone.phone-number")).to_be_visible()


def test_another_training_user_leaves_the_focus_where_one_chose(page):
    practice = Practice(page).open(step="pin")
    practice.control("window.start-over").click()
    practice.control("window.persona.bruno").focus()
    page.keyboard.press("Enter")
    expect(practice.control("window.persona.bruno")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".undo button")).to_be_visible()
    expect(practice.control("window.persona.bruno")).to_be_focused()
