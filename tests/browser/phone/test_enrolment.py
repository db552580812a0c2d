"""IB Key comes to the phone: for the first time, again, or from another phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone.simulated import (
    ACTIVATION,
    DEVICE,
    NEW_KEY,
    REQUEST,
    Phone,
    answer_challenge,
    give_security,
    respond,
)


def take_code(phone: Phone, submit: str, pin: str | None = None) -> None:
    phone.answers(f"{ACTIVATION}/confirmation", {"device": DEVICE, "revoked": []})
    phone.fill("activation-code", "7k3f9-qt2xw")
    if pin:
        phone.fill("pin", pin)
    phone.press(submit)
    if not pin:
        give_security(phone)
    expect(phone.page.locator(".ending.good")).to_be_visible()


def test_an_app_from_the_shop_is_activated_and_answers_with_its_new_key(phone, system):
    phone.place(system=system, app="none")
    expect(phone.control("app")).to_have_count(0)
    phone.press("shop", "get", "install", "open")
    if system == "ios":
        phone.press("allow")
    phone.press("register", "continue", "persona.amira", "continue")
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("phone-number", *(["get-code"] if system == "android" else []))
    take_code(phone, "activate", pin="25801" if system == "android" else None)
    phone.press("done")
    assert answer_challenge(phone) == respond("116241", NEW_KEY)
    assert "phone.activated" in phone.told()


@pytest.mark.parametrize(
    ("start", "way"),
    [("login", ["services", "register"]), ("home", ["more", "two-factor", "activate-key", "register"])],
)
def test_an_app_in_use_leads_to_the_activation_from_its_login_and_its_home_screen(phone, system, start, way):
    phone.place(system=system, app="installed", start=start).press("app")
    phone.press(*("menu" if system == "android" and each == "more" else each for each in way), "continue")
    expect(phone.control("persona.amira")).to_be_visible()


def test_a_pin_that_is_too_short_activates_nothing(phone):
    phone.place(system="android", app="none").press("shop", "get", "install", "open")
    phone.press("register", "continue", "persona.amira", "continue")
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("phone-number", "get-code").fill("activation-code", "7K3F9QT2XW").fill("pin", "258").press("activate")
    expect(phone.control("pin")).to_have_attribute("aria-invalid", "true")
    assert f"{ACTIVATION}/confirmation" not in phone.calls()


def test_an_iphone_has_kept_the_key_of_an_app_that_was_installed_again(phone):
    phone.place(system="ios", start="reinstalled").press("app", "yes")
    give_security(phone)
    phone.press("done")
    assert answer_challenge(phone) == respond("116241")
    assert "phone.recovered" in phone.told()


def test_android_recovers_with_a_code_and_a_new_key(phone):
    phone.place(system="android", start="reinstalled").press(
        "app", "restore-configuration", "continue", "persona.amira"
    )
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("start-recovery")
    take_code(phone, "submit", pin="2580")
    phone.press("done")
    assert answer_challenge(phone) == respond("116241", NEW_KEY)


def test_ib_key_is_moved_to_this_phone_with_a_code(phone, system):
    phone.place(system=system, app="installed").press("app", "persona.amira", "log-in", "migrate-key")
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("migrate-key")
    expect(phone.page.locator(".own-note")).to_be_visible()
    take_code(phone, "activate", pin="2580" if system == "android" else None)
    assert "phone.migrated" in phone.told()


def test_the_old_phone_says_that_its_key_has_gone_to_another_and_still_computes(phone, system):
    phone.place(system=system)
    phone.page.evaluate("bus.emit('phone.revoked', { device: 'authenticator', phone: 'phone' })")
    phone.press("app", "services", "authenticate")
    expect(phone.shown).to_contain_text(phone.word("revoked-note"))


def test_the_single_app_takes_over_the_older_ones_key(phone, system):
    phone.place(system=system, start="single-app").press("app", "authentication", "migrate-automatically")
    give_security(phone)
    phone.press("done", "authentication").fill("challenge", "116241").press("generate")
    give_security(phone)
    assert phone.digits() == respond("116241")
    phone.press("home", "old-app")
    expect(phone.shown).to_contain_text(phone.word("old-app-moved"))


def test_an_outdated_app_takes_the_older_ones_key_over_once_it_is_updated(phone, system):
    phone.place(system=system, start="single-app-update").press("app", "authentication")
    expect(phone.control("migrate-automatically")).to_have_count(0)
    phone.press("later", "authentication", "update", "migrate-automatically")
    give_security(phone)
    told = phone.told()
    assert told.index("phone.app-updated") < told.index("phone.migrated")


def test_where_there_is_no_older_key_none_is_offered(phone, system):
    phone.place(system=system, app="installed", start="single-app")
    expect(phone.control("old-app")).to_have_count(0)
    phone.press("app", "authentication")
    expect(phone.shown).to_contain_text(phone.word("no-key-text"))
    assert "phone.old-key-detected" not in phone.told()


def test_a_login_request_goes_to_the_app_that_has_the_key(phone):
    phone.place(start="single-app").send("push", "push.sent", request=REQUEST)
    phone.press("notification")
    expect(phone.shown).to_contain_text(phone.word("old-app-text"))
    assert "phone.notification-opened" not in phone.told()


@pytest.mark.parametrize(("system", "menu"), [("ios", "more"), ("android", "application")])
def test_the_menu_of_the_single_app_ends_with_the_other_functions(phone, system, menu):
    phone.place(system=system, start="single-app").press("app", "trade", menu, "other-functions")
    assert phone.told()[-1] == "phone.app-settings-found"


def test_reading_the_message_meanwhile_leaves_the_enrolment_where_it_was(phone):
    phone.place(system="android", start="reinstalled").press(
        "app", "restore-configuration", "continue", "persona.amira"
    )
    phone.answers(ACTIVATION, {"expires_at": "2026-11-24T13:17:00Z"})
    phone.press("start-recovery")
    phone.send("sms", text="Practice: your code is 7K3F9-QT2XW.", code="7K3F9QT2XW")
    phone.press("notification", "home", "app")
    expect(phone.control("activation-code")).to_be_visible()
    assert phone.page.evaluate("[phone.wants(), phone.offers()[phone.wants()]]") == ["activation-code", "7K3F9QT2XW"]
