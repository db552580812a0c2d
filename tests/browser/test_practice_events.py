"""What happens at the verifier reaches every browser that is in the same practice."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.flows import Flow, Walk, scenarios
from tests.browser.practice import log_of


def pair(first: Page) -> tuple[Walk, Walk]:
    """The same practice in two tabs, waiting for the phone."""
    found = next(each for each in scenarios() if each.id == "notification")
    one = Walk(first, Flow(found, "client-portal", "ios", "en")).open()
    one.do(one.step)
    expect(one.control("window.no-notification")).to_be_visible()
    other = Walk(first.context.new_page(), one.flow).open()
    other.control("resume.continue").click()
    expect(other.control("window.no-notification")).to_be_visible()  # taken up: what is done before begins another
    return one, other


def approve(walk: Walk) -> None:
    walk.enter("phone.notification")
    walk.confirm("phone")
    walk.enter("phone.approve")


def test_what_is_done_in_one_browser_is_pushed_to_the_other(own_page):
    page = own_page
    asked = log_of(page)
    one, other = pair(page)
    approve(other)
    expect(one.practice.window).to_have_attribute("data-view", "inside")
    expect(page.locator(".guide.over")).to_have_count(1)
    assert asked == ["eventsource"]


def test_without_a_stream_the_log_is_asked(own_page):
    page = own_page
    page.context.route(
        "**/api/v1/sandboxes/*/events*",
        lambda route: (
            route.fulfill(status=429)
            if "event-stream" in route.request.headers.get("accept", "")
            else route.continue_()
        ),
    )
    one, other = pair(page)
    approve(other)
    expect(one.practice.window).to_have_attribute("data-view", "inside")


def test_a_fault_switched_in_one_browser_is_switched_in_the_other(page):
    one, other = pair(page)
    other.control("tools.faults").click()
    other.control("faults.airplane").click()
    page.bring_to_front()
    one.control("tools.faults").click()
    expect(one.control("faults.airplane")).to_have_attribute("aria-checked", "true")


def test_a_clock_stopped_in_one_browser_stands_stopped_in_the_other(page):
    one, other = pair(page)
    other.practice.stop_clock()
    page.bring_to_front()
    one.control("tools.time").click()
    expect(one.control("rate.0")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scenario", ["dsc-plus", "sms-login"])
def test_an_event_counts_once_though_it_is_told_by_the_answer_and_by_the_log(page, scenario):
    found = next(each for each in scenarios() if each.id == scenario)
    walk = Walk(page, Flow(found, "client-portal", "", "en"))
    walk.open(step=found.steps[-1].id)
    page.wait_for_timeout(1_500)
    expect(page.locator(".guide-step.done")).to_have_count(len(found.steps) - 1)
