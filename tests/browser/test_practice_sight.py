"""On a phone the guide, the device in hand and the end of a practice are in sight without scrolling."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.flows import Walk, every


def edges(page) -> tuple[float, float, float, float]:
    """Lower edge of the guide, both of the phone's screen, upper one of the dock."""
    return tuple(
        page.evaluate(
            """() => {
                const box = (selector) => document.querySelector(selector).getBoundingClientRect();
                return [box('.guide').bottom, box('.phone-screen').top, box('.phone-screen').bottom, box('.dock').top];
            }"""
        )
    )


def test_the_phone_in_hand_stands_between_guide_and_dock_and_the_end_is_seen(page):
    page.set_viewport_size(PHONE)
    flow = next(each for each in every() if str(each) == "recovery-ibkr-mobile-ios-fr")
    walk = Walk(page, flow).open()
    first = walk.step
    walk.do(first)
    walk.expect_done(first)
    page.wait_for_function("document.querySelector('.phone').getBoundingClientRect().top < innerHeight / 3")
    guide, top, bottom, dock = edges(page)
    assert guide <= top < bottom <= dock
    while step := walk.step:
        walk.do(step)
        walk.expect_done(step)
    expect(page.locator(".guide.over .guide-title")).to_be_in_viewport()
