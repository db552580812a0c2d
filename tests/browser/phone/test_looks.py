"""Every screen of both systems: for everybody, in both languages, by day and by night, and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.phone.simulated import (
    ACTIVATION,
    CODE_SENT,
    DEVICE,
    LANGUAGES,
    LOGIN,
    REQUEST,
    SMS,
    Phone,
    give_security,
    respond,
)

LEAST = 44  # px that a finger needs
SMALL = f"""[...document.querySelectorAll(".phone button, .phone input, .phone summary")]
    .map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < {LEAST - 0.5} || box.height < {LEAST - 0.5}))
    .map(([html]) => html)"""
CUT_OFF = """[...document.querySelectorAll(".phone-main *")]
    .filter((each) => getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => !each.matches(".quiet-title, .visually-hidden, .app-input"))
    .map((each) => each.className)"""


def screens_of_everyday(phone: Phone, system: str) -> Iterator[str]:
    phone.place(system=system)
    yield "home"
    phone.send("sms", **SMS)
    expect(phone.control("notification")).to_be_visible()
    yield "banner"
    phone.press("shade")
    yield "shade"
    phone.press("notification")
    yield "thread"
    phone.press("home", "app")
    yield "login"
    phone.press("services")
    yield "services"
    phone.press("authenticate", "generate-response")
    yield "a field that complains"
    phone.fill("challenge", "116241").press("generate-response")
    yield "security element"
    give_security(phone)
    yield "response"
    phone.send("push", "push.sent", request=REQUEST | {"matching": True})
    phone.press("notification")
    give_security(phone)
    yield "request"
    phone.answers("POST /logins/L/approval", {"state": "denied"})
    phone.press("deny")
    expect(phone.page.locator(".ending")).to_be_visible()
    yield "denied"
    phone.send("call", code="070415")
    expect(phone.control("answer")).to_be_visible()
    yield "ringing"
    phone.press("answer", "sound")
    yield "talking"
    phone.press("hang-up")
    yield "call over"


def screens_of_trading(phone: Phone, system: str) -> Iterator[str]:
    phone.place(system=system, app="installed")
    phone.answers("POST /sandboxes/box/logins", LOGIN)
    phone.press("app", "persona.amira", "log-in")
    yield "second factor"
    phone.press("two-factor")
    expect(phone.control("response-code")).to_be_visible()
    yield "challenge"
    phone.place(system=system, app="installed", method="sms")
    phone.answers("POST /sandboxes/box/logins", CODE_SENT)
    phone.press("app", "persona.amira", "log-in")
    expect(phone.control("security-code")).to_be_visible()
    yield "code"
    phone.press("new-code")
    yield "two ways"
    phone.place(system=system, start="home").press("app")
    yield "portfolio"
    phone.press("more" if system == "ios" else "menu")
    yield "menu"
    phone.place(system=system, start="single-app").press("app")
    yield "single app"
    phone.press("authentication")
    yield "old key found"
    phone.press("back", "trade", "more" if system == "ios" else "application")
    yield "menu of the single app"
    phone.press("other-functions")
    yield "other functions"
    phone.place(system=system, start="single-app-update").press("app", "authentication")
    yield "update first"
    phone.press("home", "old-app")
    yield "old app"


def screens_of_enrolment(phone: Phone, system: str) -> Iterator[str]:
    phone.place(system=system, app="none").press("shop")
    yield "shop"
    phone.press("get", "install", "open")
    yield "first start"
    if system == "ios":
        phone.press("allow")
    phone.press("continue")
    yield "nothing chosen"
    phone.press("register", "continue", "persona.amira", "continue", "add-number")
    yield "number"
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("phone-number", *(["get-code"] if system == "android" else []))
    expect(phone.control("activation-code")).to_be_visible()
    yield "activation code"
    phone.answers(f"{ACTIVATION}/confirmation", {"device": DEVICE, "revoked": []})
    phone.fill("activation-code", "7K3F9QT2XW")
    if system == "android":
        phone.fill("pin", "2580")
    phone.press("activate")
    if system == "ios":
        give_security(phone)
    expect(phone.page.locator(".ending")).to_be_visible()
    yield "enrolled"
    phone.place(system=system, start="reinstalled").press("app")
    yield "restore"
    phone.press("home", "power")
    yield "power"
    phone.press("restart")
    yield "locked"


def screens_of_settings(phone: Phone, system: str) -> Iterator[str]:
    phone.place(system=system).press("settings")
    yield "settings"
    if system == "android":
        phone.press("applications", "application-manager")
        yield "apps"
        phone.press("exemplar", "storage", "clear-data")
        yield "clear"
        phone.answers("POST /sandboxes/box/phones/phone/forget", {"now": "2026-11-24T13:07:00Z"})
        phone.press("ok")
        yield "cleared"
    phone.press("power", "power-off")
    yield "off"
    phone.press("power-on")
    phone.page.evaluate("setFault('phone-lost', true)")
    yield "lost"


WALKS = [screens_of_everyday, screens_of_trading, screens_of_enrolment, screens_of_settings]


# What is long in a language is so in any color, and a contrast is one in any language.
@pytest.mark.parametrize(("language", "scheme"), [*zip(LANGUAGES, ["light", "dark"], strict=True)])
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__.removeprefix("screens_of_"))
def test_every_screen_is_for_everybody(page, axe, walk, system, language, scheme):
    page.emulate_media(color_scheme=scheme)
    phone = Phone(page, language)
    mark = phone.words["mark"]
    for name in walk(phone, system):
        assert axe(page) == [], name
        assert page.evaluate(SMALL) == [], name
        assert page.evaluate(CUT_OFF) == [], name
        expect(page.locator(".phone-screen > .practice-mark")).to_have_text(mark)
        assert mark in page.locator(".phone").get_attribute("aria-label"), name


@pytest.mark.parametrize(("viewport", "least", "most"), [(PHONE, 320, 372), (DESKTOP, 300, 360)])
def test_a_phone_is_as_wide_as_a_phone(page, viewport, least, most):
    page.set_viewport_size(viewport)
    Phone(page).place()
    width = page.locator(".phone").bounding_box()["width"]
    assert least <= width <= most
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement?.dataset.focus") == f"phone.{name}":
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {name}")


def test_a_challenge_is_answered_by_keyboard_alone(page, system):
    phone = Phone(page).place(system=system)
    page.locator("h1").evaluate("(title) => { title.tabIndex = -1; title.focus(); }")
    for name in ("app", "services", "authenticate"):
        tab_to(page, name)
        page.keyboard.press("Enter")
    tab_to(page, "challenge")
    page.keyboard.type("116241")
    page.keyboard.press("Enter")
    if system == "ios":
        tab_to(page, "face")
        page.keyboard.press("Enter")
    else:
        tab_to(page, "key.1")
        page.keyboard.type(phone.pin)
        page.keyboard.press("Enter")  # gives the PIN, and does not press the key on which the focus was
    assert phone.digits() == respond("116241")
    page.keyboard.press("Escape")
    assert phone.screen == "app.authenticate"


def test_what_happens_is_said_once_in_one_place(phone, system):
    phone.place(system=system)
    live = phone.page.locator(".phone [aria-live]")
    expect(live).to_have_count(1)
    phone.send("sms", **SMS)
    expect(live).to_have_text(phone.word("sms-arrived"))
    phone.press("app", "services", "authenticate").fill("challenge", "116241").press("generate-response")
    give_security(phone)
    expect(live).to_have_text(phone.word("response-is", digits=" ".join(respond("116241"))))


def test_nothing_on_the_phone_takes_a_real_credential(phone, system):
    phone.place(system=system, app="installed").press("app", "persona.amira")
    assert phone.page.locator("input[type=password]").count() == 0
    for field in phone.page.locator(".phone input").all():
        assert field.get_attribute("autocomplete") == "off"
        assert field.get_attribute("name") is None
