"""Nothing in the practice room takes a real credential, looks unmarked, or keeps anybody out."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice import Practice
from tests.browser.safety import complaints

PLANTED = """
    <input type="password"> <input autocomplete="one-time-code"> <form action="https://elsewhere.example/"></form>
    <div class="device" aria-label="x">x</div>"""


def test_what_would_take_a_credential_or_pass_for_a_real_screen_is_found(open_page):
    """The walks look for it on every state (test_flows.py); here it is planted."""
    page = open_page(bypass_csp=True)  # which lets nobody plant
    practice = Practice(page).open()
    mark = practice.words["mark"]
    assert complaints(page, mark) == []
    page.evaluate("html => document.querySelector('.practice').insertAdjacentHTML('beforeend', html)", PLANTED)
    found = " ".join(complaints(page, mark))
    for defect in ("password field", "one-time-code", "elsewhere.example", "unmarked device"):
        assert defect in found


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


@pytest.mark.parametrize("platform", ["client-portal", "tws", "webtrader"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_any_look(page, axe, platform, colours):
    page.emulate_media(color_scheme=colours)
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
    practice = Practice(page, language).open(step="submit")
    for device in ("window", "card"):
        practice.control(f"dock.{device}").click()
        expect(page.locator(f".device.{device}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_each_device_tells_a_screen_reader_what_changed(page):
    practice = Practice(page).open(step="pin")
    region = practice.card.locator("[role=status]")
    practice.press("press")
    expect(region).to_contain_text("PIN>")
    practice.press("1", "2")
    expect(region).to_contain_text("2 of 4")
