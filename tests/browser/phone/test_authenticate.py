"""The phone answers a challenge by itself, with or without a network."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone.simulated import LANGUAGES, Phone, answer_challenge, give_security, respond


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_challenge_is_answered_with_the_network_cut(page, system, language):
    phone = Phone(page, language).place(system=system)
    phone.press("app")
    asked = []
    page.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.context.set_offline(True)
    assert answer_challenge(phone) == respond("116241")
    assert asked == []


def test_in_airplane_mode_the_phone_answers_and_asks_nobody_anything(phone, system):
    phone.place(system=system).press("shade", "airplane", "home", "app")
    before = phone.calls()
    assert answer_challenge(phone) == respond("116241")
    assert phone.calls() == before


def test_a_pin_typed_on_the_screen_is_not_asked_for_again(phone):
    phone.place(system="android").press("app", "services", "authenticate")
    phone.fill("pin", phone.pin).fill("challenge", "000016").press("generate-response")
    assert phone.digits() == respond("000016")


def test_five_wrong_pins_in_a_row_lock_the_app_until_it_is_recovered(phone):
    phone.place(system="android").press("app", "services", "authenticate").fill("challenge", "116241")
    wrong = str((int(phone.pin) + 1) % 10_000).zfill(4)
    phone.press("generate-response")
    for _ in range(4):
        give_security(phone, wrong)
        expect(phone.page.locator(".security-sheet .app-error")).not_to_be_empty()
    give_security(phone, wrong)
    expect(phone.shown).to_contain_text(phone.word("locked-title"))
    phone.press("home", "app")
    expect(phone.control("restore-configuration")).to_be_visible()
    assert "phone.app-locked" in phone.told()


def test_a_right_pin_forgives_the_wrong_ones(phone):
    phone.place(system="android").press("app", "services", "authenticate").fill("challenge", "116241")
    wrong = str((int(phone.pin) + 1) % 10_000).zfill(4)
    for _ in range(3):
        phone.fill("pin", wrong).press("generate-response")
    phone.fill("pin", phone.pin).press("generate-response")
    assert phone.page.evaluate("phone.state.pinFailures") == 0


def test_a_short_challenge_is_told_beside_its_field_and_costs_nothing(phone, system):
    phone.place(system=system).press("app", "services", "authenticate").fill("challenge", "1234 5").press(
        "generate-response"
    )
    expect(phone.control("challenge")).to_have_attribute("aria-invalid", "true")
    expect(phone.shown).to_contain_text("Enter 6 digits: you typed 5.")
    assert phone.page.evaluate("phone.state.pinFailures") == 0


@pytest.mark.parametrize(("start", "way"), [("login", "services"), ("home", "menu")])
def test_authenticate_is_found_before_and_after_the_login(phone, system, start, way):
    phone.place(system=system, start=start).press("app")
    name = "more" if way == "menu" and system == "ios" else way
    phone.press(name, "authenticate")
    expect(phone.control("challenge")).to_be_focused() if system == "ios" else expect(
        phone.control("pin")
    ).to_be_focused()


def test_without_ib_key_there_is_no_authenticate(phone, system):
    phone.place(system=system, app="installed").press("app", "services")
    expect(phone.control("register")).to_be_visible()
    expect(phone.control("authenticate")).to_have_count(0)


def test_a_phone_that_is_touched_first_gets_its_key_and_answers(phone, system):
    phone.place_unused(system=system).press("app")
    assert answer_challenge(phone) == respond("116241")
