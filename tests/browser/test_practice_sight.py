"""On a phone the guide, the device in hand and the end of a practice are in sight without scrolling."""

import pytest
from playwright.sync_api import expect

from tests.browser import narrow
from tests.browser.flows import Walk, every
from tests.browser.narrow import PHONE
from tests.browser.practice import Practice


def edges(page) -> tuple[float, float, float, float]:
    """Lower edge of the guide, both of the phone's screen, upper one of the tabs, if there are any."""
    return tuple(
        page.evaluate(
            """() => {
                const box = (selector) => document.querySelector(selector).getBoundingClientRect();
                const foot = document.querySelector('.dock').checkVisibility() ? box('.dock').top : innerHeight;
                return [box('.guide').bottom, box('.phone-screen').top, box('.phone-screen').bottom, foot];
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


def place(page) -> dict[str, bool]:
    """Which devices are seen."""
    return {each.get_attribute("data-focus"): each.is_visible() for each in page.locator(".devices > .device").all()}


def test_one_device_shows_and_the_others_are_tabs_that_say_what_has_come(page, axe):
    page.set_viewport_size(PHONE)
    walk = Walk(page, next(each for each in every() if str(each) == "notification-client-portal-ios-en")).open()
    window, phone = (page.locator(f'[data-focus="dock.{name}"]') for name in ("window", "phone"))
    assert place(page) == {"window.self": True, "phone.self": False}
    walk.do(walk.step)
    expect(phone).to_have_attribute("aria-pressed", "true")  # the next step is done there
    assert place(page) == {"window.self": False, "phone.self": True}
    expect(page.locator(".notice")).to_be_visible()
    window.click()
    assert place(page) == {"window.self": True, "phone.self": False}  # and there one stays, until another is needed
    expect(phone).to_have_attribute("aria-current", "step")
    expect(phone.locator(".dock-badge")).to_have_text("1")
    expect(phone.locator(".dock-shows")).to_have_text("1 notification")
    assert axe(page) == []
    phone.click()
    expect(phone.locator(".dock-badge")).to_be_hidden()
    expect(page.locator(".notice")).to_be_in_viewport(ratio=1)


def test_a_device_that_comes_to_the_front_makes_the_page_no_wider_at_any_moment(open_page):
    """A phone shows a page that is wider than its screen smaller, for as long as it is."""
    page = open_page(viewport=PHONE, reduced_motion="no-preference")
    Practice(page).open()
    widths = page.evaluate(
        """() => {
            document.querySelector('[data-focus="dock.card"]').click();
            const moving = document.querySelector(".devices > .card").getAnimations();
            return moving.map((each) => (each.pause(), (each.currentTime = 0), document.documentElement.scrollWidth));
        }"""
    )
    assert widths == [PHONE["width"]]


@pytest.mark.parametrize("width", [320, 390])
def test_three_tabs_show_how_long_something_lasts_whole(page, language, width):
    page.set_viewport_size({"width": width, "height": 844})
    Practice(page, language, "several-methods/").open(variant="android", step="notification")
    time = page.locator('[data-focus="dock.window"] .dock-time')
    expect(time).to_contain_text(":")
    beyond = "(time) => time.getBoundingClientRect().right - time.closest('button').getBoundingClientRect().right"
    assert time.evaluate(beyond) <= -4
    phone = page.locator('[data-focus="dock.phone"] .dock-what')
    assert width < 390 or phone.evaluate("(what) => what.scrollWidth <= what.clientWidth")


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_device_comes_to_the_front_before_ones_eyes_unless_motion_is_unwanted(open_page, motion, moves):
    page = open_page(viewport=PHONE, reduced_motion=motion)
    Practice(page).open()
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    started = page.evaluate(
        """() => {
            document.querySelector('[data-focus="dock.card"]').click();
            return document.querySelector('.devices > .card').getAnimations().length;
        }"""
    )
    assert bool(started) is moves


def test_the_guide_is_one_line_that_opens_and_closes_with_the_step(page, language, axe):
    page.set_viewport_size(PHONE)
    practice = Practice(page, language).open()
    more, task = practice.control("guide.more"), page.locator(".guide-task")
    expect(page.locator(".guide-title")).to_be_visible()
    expect(task).to_be_hidden()
    assert page.locator(".guide").bounding_box()["height"] <= 64
    more.click()
    expect(task).to_be_visible()
    practice.control("guide.hint").click()
    expect(page.locator(".guide-hints li")).to_be_visible()
    assert axe(page) == []
    practice.log_in()
    expect(more).to_have_attribute("aria-expanded", "false")
    expect(task).to_be_hidden()


def test_what_can_be_chosen_stands_behind_one_button_that_says_what_is(page, axe):
    page.set_viewport_size(PHONE)
    practice = Practice(page, address="no-notification/").open(platform="tws", variant="android")
    button = practice.control("choices.open")
    expect(button).to_have_text("TWS · Android · Guided")
    expect(practice.control("platform.client-portal")).to_be_hidden()
    button.click()
    practice.control("platform.client-portal").click()
    expect(button).to_have_text("Client Portal · Android · Guided")
    expect(practice.window).to_have_attribute("data-platform", "client-portal")
    assert axe(page) == []


@pytest.mark.parametrize("address", ["dsc-plus/", "no-notification/"])
def test_a_phone_that_lies_has_most_of_its_height_for_the_device(page, address):
    page.set_viewport_size(narrow.LYING)
    practice = Practice(page, address=address).open()
    practice.log_in() if address == "dsc-plus/" else practice.control("window.persona.amira").click()
    upper, lower = page.evaluate(
        "['.guide', '.dock'].map((each) => document.querySelector(each).getBoundingClientRect()).map(({ top, bottom }, at) => at ? top : bottom)"
    )
    assert lower - max(0, upper) >= 0.6 * narrow.LYING["height"]
    assert narrow.complaints(page) == []


def test_a_phone_that_lies_keeps_that_height_while_something_can_be_copied(page):
    page.set_viewport_size(narrow.LYING)
    practice = Practice(page).open()
    practice.log_in()
    practice.control("dock.card").click()
    practice.press("press", *practice.pin(), "ok")
    expect(practice.control("bridge.carry")).to_be_visible()
    upper, *lower = page.evaluate(
        """['.guide', '.dock', '.bridge'].map((each) => document.querySelector(each).getBoundingClientRect())
            .map(({ top, bottom }, at) => at ? top : bottom)"""
    )
    assert min(lower) - max(0, upper) >= 0.6 * narrow.LYING["height"]
    assert narrow.complaints(page) == []


def test_a_phone_that_lies_shows_all_keys_of_the_card_with_its_letter(page, language):
    page.set_viewport_size(narrow.LYING)
    practice = Practice(page, language).open(step="pin")
    practice.control("card.letter").click()
    expect(page.locator(".letter-pin")).to_be_visible()
    for name in ("card.letter", "card.1", "card.press", "card.0", "card.ok"):
        page.wait_for_function(WHOLE, arg=name)


# Not covered at the top or at the foot by what stays there.
WHOLE = """(name) => {
    const control = document.querySelector(`[data-focus="${name}"]`);
    const { top, bottom, left, right } = control.getBoundingClientRect();
    const at = (y) => control.contains(document.elementFromPoint((left + right) / 2, y));
    return at(top + 2) && at(bottom - 2);
}"""


@pytest.mark.parametrize(
    ("address", "digits", "due"), [("dsc-plus/", 8, "card.press"), ("sms-login/", 6, "window.answer")]
)
def test_a_refusal_leaves_what_is_next_in_sight_on_a_small_phone(page, address, digits, due):
    page.set_viewport_size(narrow.SMALL)
    practice = Practice(page, address=address).open(step="submit")
    practice.control("dock.window").click()
    practice.answer.fill("0" * digits)
    practice.control("window.login").click()
    expect(practice.problem).to_be_visible()
    page.wait_for_function(UNCOVERED, arg=due)


UNCOVERED = """(name) => {
    const control = document.querySelector(`[data-focus="${name}"]`);
    const { top, bottom, left, right } = control.getBoundingClientRect();
    return control.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""
