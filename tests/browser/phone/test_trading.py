"""The app where one trades: its login, which another device or a message confirms."""

from playwright.sync_api import expect

from tests.browser.phone.simulated import CODE_SENT, LOGIN, Phone


def to_challenge(phone: Phone, system: str) -> None:
    phone.place(system=system, app="installed")
    phone.answers("POST /sandboxes/box/logins", LOGIN)
    phone.press("app", "persona.amira", "log-in", "two-factor")
    expect(phone.control("response-code")).to_be_visible()


def test_the_trading_device_shows_a_challenge_and_takes_the_response(phone, system):
    to_challenge(phone, system)
    assert phone.page.evaluate("phone.read('challenge')") == "116241"
    phone.answers("POST /logins/L/response", {"state": "accepted"})
    phone.fill("response-code", "1234567").press("send")
    expect(phone.shown).to_contain_text("Enter 8 digits: you typed 7.")
    phone.fill("response-code", "12345678").press("send")
    expect(phone.page.locator(".ending.good")).to_be_visible()
    assert "response.accepted" in phone.told()


def test_a_wrong_response_says_how_many_tries_are_left(phone, system):
    to_challenge(phone, system)
    phone.answers("POST /logins/L/response", {"reason": "wrong-response", "title": "No", "attempts_left": 4})
    phone.fill("response-code", "12345678").press("send")
    expect(phone.shown).to_contain_text("4 tries left.")
    expect(phone.control("response-code")).to_have_value("")


def test_a_challenge_that_runs_out_ends_the_login(phone, system):
    to_challenge(phone, system)
    phone.page.evaluate("clock.sync('2026-11-24T13:09:01Z', 0)")
    expect(phone.shown).to_contain_text("The challenge has expired")
    phone.press("start-over")
    expect(phone.control("log-in")).to_be_visible()
    assert "challenge.expired" in phone.told()


def test_nobody_is_logged_in_before_somebody_is_chosen(phone, system):
    phone.place(system=system, app="installed").press("app", "log-in")
    expect(phone.shown).to_contain_text("Choose a training user first.")
    assert phone.calls() == []


def test_a_code_can_be_had_in_exactly_two_ways_and_is_typed_where_it_is_asked_for(phone, system):
    phone.place(system=system, app="installed", method="sms")
    phone.answers("POST /sandboxes/box/logins", CODE_SENT)
    phone.press("app", "persona.amira", "log-in", "new-code")
    expect(phone.shown.locator(".row")).to_have_count(2)
    phone.answers("POST /logins/L/resend", CODE_SENT | {"sent": CODE_SENT["sent"] | {"n": 2, "kind": "call"}})
    phone.press("voice")
    expect(phone.shown).to_contain_text(phone.word("voice-wait"))
    phone.answers("POST /logins/L/response", {"state": "accepted"})
    phone.fill("security-code", "095168").press("log-in")
    expect(phone.page.locator(".ending.good")).to_be_visible()


def test_a_login_that_waits_goes_on_when_the_other_phone_has_approved(phone, system):
    phone.place(system=system, app="installed", method="notification")
    phone.answers("POST /sandboxes/box/logins", LOGIN | {"state": "waiting", "challenge": None, "number": "482913"})
    phone.answers("GET /logins/L", LOGIN | {"state": "waiting"})
    phone.press("app", "persona.amira", "log-in")
    assert phone.digits() == "482913"
    phone.answers("GET /logins/L", LOGIN | {"state": "accepted"})
    expect(phone.page.locator(".ending.good")).to_be_visible()


def test_without_a_notification_the_login_goes_on_with_a_challenge(phone, system):
    phone.place(system=system, app="installed", method="notification")
    phone.answers("POST /sandboxes/box/logins", LOGIN | {"state": "waiting", "challenge": None})
    phone.answers("POST /logins/L/fallback", LOGIN)
    phone.answers("GET /logins/L", LOGIN | {"state": "waiting"})
    phone.press("app", "persona.amira", "log-in", "no-notification")
    assert phone.digits() == "116241"
