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
    expect(page.locator(".guide-tally")).to_contain_text("4 étapes · en 0:")


def test_the_end_is_the_picture_of_having_logged_in_and_what_follows_is_a_press_away(any_page, axe):
    walk = Walk(any_page, next(each for each in every() if str(each) == "dsc-plus-client-portal-en")).open()
    while step := walk.step:
        walk.do(step)
        walk.expect_done(step)
    window = walk.practice.window
    expect(window).to_have_attribute("data-view", "inside")
    expect(window.get_by_role("heading")).to_be_in_viewport()
    expect(any_page.locator(".guide-tally")).to_contain_text("5 steps · in 0:")
    expect(any_page.locator(".guide-tally")).to_contain_text("no wrong turn")
    assert axe(any_page) == []
    any_page.locator('[data-focus="finish.next"]').click()
    expect(any_page.locator(".before-real")).to_be_in_viewport()
    any_page.reload()
    expect(any_page.locator(".guide.over")).to_have_count(1)
    expect(any_page.locator(".guide-tally")).to_contain_text("5 steps · in 0:")


def test_beside_an_article_only_the_practice_moves(page):
    """And the step of the article that is in hand is kept in view."""
    page.goto("/en/kb/9003/")
    page.locator(".demo-open").first.click()
    expect(page.locator("[data-practice=ready]")).to_have_count(1)
    walk = Walk(page, next(each for each in every() if str(each) == "android-cache-client-portal-android-6-en"))
    while step := walk.step:
        walk.do(step)
        walk.expect_done(step)
        current = page.locator(".step.is-current")
        if current.count():
            expect(current.locator(".step-body > :nth-child(2)").first).to_be_in_viewport()
    expect(page.locator(".guide.over .guide-title")).to_be_in_viewport()
