"""Nothing in the practice room takes a real credential, looks unmarked, or keeps anybody out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.practice import Practice

STATES = ["login", "pin", "challenge", "response", "submit"]
CREDENTIALS = ["username", "current-password", "new-password", "one-time-code"]


def complaints(page: Page, mark: str) -> list[str]:
    """What would let a credential in, or let a screen pass for a real one."""
    return page.evaluate(
        """([mark, credentials]) => [
            ...[...document.querySelectorAll('input[type=password]')].map(e => 'password field'),
            ...[...document.querySelectorAll('[autocomplete]')]
                .filter(e => credentials.some(c => e.autocomplete.includes(c))).map(e => e.outerHTML),
            ...[...document.querySelectorAll('.practice input, .practice textarea')]
                .filter(e => e.inputMode !== 'numeric' || e.autocomplete !== 'off' || !('lpignore' in e.dataset)
                    || !e.hasAttribute('data-1p-ignore')).map(e => e.outerHTML),
            ...[...document.querySelectorAll('form')]
                .filter(e => new URL(e.action, location).origin !== location.origin).map(e => e.outerHTML),
            ...[...document.querySelectorAll('.practice a')]
                .filter(e => new URL(e.href, location).origin !== location.origin).map(e => e.outerHTML),
            ...[...document.querySelectorAll('.device')]
                .filter(e => !e.innerText.includes(mark) || !e.ariaLabel.includes(mark)).map(e => 'unmarked ' + e.className),
        ]""",
        [mark, CREDENTIALS],
    )


@pytest.mark.parametrize("platform", ["client-portal", "tws", "webtrader"])
def test_no_credential_can_be_typed_and_every_screen_is_marked(page, language, platform):
    practice = Practice(page, language)
    for step in STATES:
        practice.open(step=step, platform=platform)
        assert complaints(page, practice.words["mark"]) == []
    practice.control("window.login").click()
    practice.expect_finished()
    assert complaints(page, practice.words["mark"]) == []


@pytest.mark.parametrize(
    "path", ["practice/", "practice/dsc-plus/", "practice/dsc-plus/data.json", "practice/voice/"]
)
def test_no_page_of_the_practice_room_is_indexed_framed_elsewhere_or_sets_a_cookie(page, language, path):
    answer = page.request.get(f"/{language}/{path}")
    policy = answer.headers["content-security-policy"]
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'self'" in policy
    assert "set-cookie" not in answer.headers


def test_the_title_says_that_it_is_practice(page, language):
    Practice(page, language).open()
    expected = {"en": "Practice", "fr": "Entraînement"}[language]
    assert page.title().startswith(expected)


def test_axe_finds_nothing_on_any_state(any_page, language, axe):
    practice = Practice(any_page, language)
    for step in STATES:
        practice.open(step=step)
        assert axe(any_page) == [], step
    practice.control("window.login").click()
    practice.expect_finished()
    assert axe(any_page) == []


@pytest.mark.parametrize("platform", ["client-portal", "tws", "webtrader"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_any_look(open_page, axe, platform, colours):
    page = open_page(color_scheme=colours)
    practice = Practice(page).open(platform=platform)
    assert axe(page) == []
    practice.log_in()
    practice.pin()
    practice.submit("00000000")
    expect(practice.problem).to_be_visible()
    assert axe(page) == []
    practice.forward(120)
    practice.control("tools.inside").click()
    assert axe(page) == []
    practice.control("tools.strip").click()
    assert axe(page) == []


def test_axe_finds_nothing_on_the_list(page, language, axe):
    page.goto(f"/{language}/practice/")
    assert axe(page) == []


def test_what_a_finger_has_to_hit_is_large_enough(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    Practice(page).open(step="response")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.practice button, .practice summary, .practice input')]
            .filter(e => e.getClientRects().length)
            .map(e => [e.innerText || e.className, e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
            .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_nothing_is_wider_than_a_phone(open_page, language):
    page = open_page(viewport={"width": 320, "height": 700}, has_touch=True)
    Practice(page, language).open(step="submit")
    expect(page.locator(".device.card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_each_device_tells_a_screen_reader_what_changed(page):
    practice = Practice(page).open(step="pin")
    region = practice.card.locator("[role=status]")
    practice.press("press")
    expect(region).to_contain_text("PIN>")
    practice.press("1", "2")
    expect(region).to_contain_text("2 of 4")
