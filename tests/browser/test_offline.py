"""The line is cut while the learner does something: it is kept, said so, and done by itself when the line is back."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect

from auth_demo.scenarios.schema import Step
from tests.browser.flows import Flow, Walk, scenarios
from tests.browser.test_pairing import Pair

KEPT = {"en": "is kept", "fr": "est conservé"}
OUTCOME = {"approve": "inside", "deny": "ended", "not-me": "ended"}
# One way of each practice, in one language or the other: what differs between platforms and variants is not the line.
FLOWS = [
    Flow(
        scenario,
        scenario.platforms[0].id,
        scenario.variants[0].id if scenario.variants else "",
        ("en", "fr")[place % 2],
    )
    for place, scenario in enumerate(scenarios())
]


def request(page: Page, language: str = "en") -> Walk:
    """A login request that is open on the phone."""
    found = next(each for each in scenarios() if each.id == "notification")
    walk = Walk(page, Flow(found, "client-portal", "ios", language)).open(step="approve")
    expect(walk.control("phone.approve")).to_be_visible()
    return walk


def do_without_line(walk: Walk, step: Step) -> bool:
    """All that the step asks for, the last of it without a line, if that can be pressed there; whether it could."""
    *first, last = step.solve
    for move in first:
        walk.press(move) if move.action == "press" else walk.type(move)
    control = walk.control(f"{last.device}.{last.value}")
    walk.wait()
    if last.action == "type" or not control.count():
        walk.press(last) if last.action == "press" else walk.type(last)
        return False
    expect(control).to_be_enabled()
    walk.page.context.set_offline(True)
    walk.press(last)
    expect(walk.page.locator(".device[aria-busy]")).to_have_count(0)
    walk.page.context.set_offline(False)
    return True


@pytest.mark.parametrize("flow", FLOWS, ids=str)
def test_what_is_pressed_without_a_line_is_done_when_it_is_back(page, flow):
    walk = Walk(page, flow).open()
    tried = 0
    while step := walk.step:
        tried += do_without_line(walk, step)
        walk.expect_done(step)
        expect(walk.practice.problem.filter(has_text=KEPT[flow.language])).to_have_count(0)
    assert tried
    expect(page.locator(".guide.over")).to_have_count(1)


@pytest.mark.parametrize("decision", OUTCOME)
def test_an_answer_to_a_request_is_kept_and_sent_by_itself(any_page, axe, language, decision):
    walk = request(any_page, language)
    any_page.context.set_offline(True)
    walk.control(f"phone.{decision}").click()
    expect(walk.practice.problem).to_contain_text(KEPT[language])
    expect(walk.device("phone").locator(".phone-toast")).to_contain_text(KEPT[language])
    expect(walk.control("phone.approve")).to_be_visible()
    assert axe(any_page) == []
    any_page.context.set_offline(False)
    expect(walk.practice.window).to_have_attribute("data-view", OUTCOME[decision])
    expect(walk.practice.problem.filter(has_text=KEPT[language])).to_have_count(0)
    expect(walk.device("phone").locator(".phone-toast")).to_have_count(0)


def test_the_last_of_two_answers_without_a_line_is_the_one_that_is_sent(page):
    walk = request(page)
    page.context.set_offline(True)
    for decision in ("approve", "deny"):
        walk.control(f"phone.{decision}").click()
        expect(walk.practice.problem).to_be_visible()
    page.context.set_offline(False)
    expect(walk.practice.window).to_have_attribute("data-view", "ended")


def test_it_can_be_tried_again_by_hand(page, language):
    walk = request(page, language)
    page.route("**/approval", lambda route: route.abort())
    walk.control("phone.approve").click()
    expect(walk.practice.problem).to_contain_text(KEPT[language])
    page.unroute("**/approval")
    walk.control("problem.act").click()
    walk.practice.expect_finished()


def answer_lost(route: Route) -> None:
    """It reached the site, whose answer does not come back."""
    route.fetch()
    route.abort()


@pytest.mark.parametrize(
    ("step", "control", "call"),
    [("approve", "phone.approve", "**/approval"), ("submit", "window.login", "**/response")],
)
def test_what_the_site_has_although_its_answer_was_lost_is_not_sent_twice(page, step, control, call):
    scenario = "notification" if step == "approve" else "dsc-plus"
    found = next(each for each in scenarios() if each.id == scenario)
    walk = Walk(page, Flow(found, "client-portal", "ios" if found.variants else "", "en")).open(step=step)
    expect(walk.control(control)).to_be_visible()
    page.route(call, answer_lost, times=1)
    walk.control(control).click()
    walk.practice.expect_finished()
    expect(walk.practice.problem).to_have_count(0)


def test_the_card_keeps_what_was_typed_until_it_can_answer(own_page):
    """Where the very first thing is the card, its key is still to come from the site."""
    found = next(each for each in scenarios() if each.id == "dsc-plus")
    walk = Walk(own_page, Flow(found, "client-portal", "", "en")).open()
    own_page.context.set_offline(True)
    walk.practice.press("press", *"1234", "ok", *"123456", "ok")
    expect(walk.practice.problem).to_be_visible()
    expect(walk.practice.display).to_have_text("CHALLNG> 123456")
    own_page.context.set_offline(False)
    expect(walk.practice.card).to_have_attribute("data-mode", "response")


@pytest.mark.parametrize("act", ["tools.reset", "window.persona.bruno", "guide.back", "variant.android"])
def test_what_begins_again_elsewhere_loses_nothing_while_the_line_is_cut(own_page, act):
    found = next(each for each in scenarios() if each.id == "notification")
    walk = Walk(own_page, Flow(found, "client-portal", "ios", "en")).open(step="notification")
    if act == "window.persona.bruno":
        walk.control("window.start-over").click()
    done = own_page.locator(".guide-step.done").count()
    own_page.context.set_offline(True)
    walk.control(act).click()
    expect(own_page.locator(".devices[inert]")).to_have_count(0)
    if walk.practice.problem.count():
        expect(own_page.locator(".guide-step.done")).to_have_count(done)
    own_page.context.set_offline(False)
    expect(walk.practice.problem).to_have_count(0)
    walk.flow = replace(walk.flow, variant=act.removeprefix("variant.") if act.startswith("variant.") else "ios")
    while step := walk.step:
        walk.do(step)
        walk.expect_done(step)
    expect(own_page.locator(".guide.over")).to_have_count(1)


@pytest.mark.parametrize("decision", OUTCOME)
def test_a_paired_phone_keeps_its_answer_and_says_so(open_page, axe, language, decision):
    pair = Pair(open_page, language, "notification", "phone").pair()
    for control in ("window.persona.amira", "window.login"):
        pair.walk.enter(control)
    hand = Walk(pair.phone, pair.walk.flow)
    for control in ("phone.notification", "phone.face"):
        expect(hand.control(control)).to_be_visible()  # it comes over the line
        hand.enter(control)
    pair.expect_step("approve")
    pair.desk.stop_clock()  # a request lasts a minute, in which a busy machine may do little
    pair.phone.context.set_offline(True)
    hand.control(f"phone.{decision}").click()
    expect(pair.status).to_contain_text(KEPT[language])
    expect(hand.control("phone.approve")).to_be_visible()
    expect(hand.control("pair.again")).to_be_visible()
    assert axe(pair.phone) == []
    pair.expect_step("approve")
    expect(pair.desk.problem).to_have_count(0)
    pair.phone.context.set_offline(False)
    expect(pair.desk.window).to_have_attribute("data-view", OUTCOME[decision])
    expect(hand.control("pair.again")).to_have_count(0)
