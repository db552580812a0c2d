"""Clearing the app’s data, off and on, lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone.simulated import KEY, REQUEST, SMS


@pytest.mark.parametrize(
    ("variant", "path"),
    [
        ("android-6", ("applications", "application-manager", "exemplar", "storage", "clear-data", "ok")),
        ("android-5", ("apps", "exemplar", "clear-data", "ok")),
    ],
)
def test_clearing_the_data_takes_the_key_out_of_the_browser_for_good(phone, variant, path):
    phone.place(system="android", variant=variant)
    before = phone.page.evaluate("phone.save()")
    phone.answers("POST /sandboxes/box/phones/phone/forget", {"now": "2026-11-24T13:07:00Z"})
    phone.press("settings", *path)
    expect(phone.shown).to_contain_text(phone.word("data-gone"))
    assert KEY.hex() not in phone.page.evaluate("JSON.stringify([sandbox(), phone.save()])")
    assert "POST /sandboxes/box/phones/phone/forget" in phone.calls()
    phone.page.evaluate("(saved) => phone.restore(saved)", before)
    phone.press("power", "restart", "unlock", "app")
    expect(phone.control("restore-configuration")).to_be_visible()
    assert {"phone.data-cleared", "phone.rebooted"} <= set(phone.told())


CLEAR = ("settings", "applications", "application-manager", "exemplar", "storage", "clear-data", "ok")
FORGET = "POST /sandboxes/box/phones/phone/forget"


def test_data_cleared_before_there_is_a_sandbox_is_told_as_soon_as_there_is_one(phone):
    phone.place_unused(system="android", variant="android-6").answers(FORGET, {"now": "2026-11-24T13:07:00Z"})
    phone.press(*CLEAR)
    assert FORGET not in phone.calls()
    phone.page.evaluate("open().then(() => bus.emit('sandbox.opened', {}))")
    phone.until(f"site.calls.includes('{FORGET}')")
    assert KEY.hex() not in phone.page.evaluate("JSON.stringify([sandbox(), phone.save()])")


def test_data_cleared_without_a_network_is_told_all_the_same(phone):
    phone.place(system="android", variant="android-6").answers(FORGET, {"now": "2026-11-24T13:07:00Z"})
    phone.page.evaluate("setFault('no-coverage', true)")
    phone.press(*CLEAR)
    phone.until(f"site.calls.includes('{FORGET}')")


def test_what_could_not_be_told_is_told_with_the_next_event(phone):
    phone.place(system="android", variant="android-6")
    phone.answers(FORGET, {"reason": "offline", "title": "offline"})
    phone.press(*CLEAR)
    phone.until(f"site.calls.includes('{FORGET}')")
    phone.answers(FORGET, {"now": "2026-11-24T13:07:00Z"})
    again = f"site.calls.filter((each) => each === '{FORGET}').length > 1"
    phone.until(f"bus.emit('clock.moved', {{}}), {again}")  # the first refusal may still be on its way


def test_a_phone_whose_data_was_cleared_gets_no_login_request(phone):
    phone.place(system="android", variant="android-6").answers(FORGET, {"now": "2026-11-24T13:07:00Z"})
    phone.press(*CLEAR, "home").send("push", event="push.sent", request=REQUEST)
    phone.send("sms", **SMS)
    expect(phone.control("notification")).to_contain_text(phone.word("messages"))
    phone.press("shade")
    expect(phone.page.locator(".notices li")).to_have_count(1)


def test_a_phone_that_is_off_gets_nothing_until_it_is_on_again(phone, system):
    phone.place(system=system).press("power", "power-off").send("sms", **SMS)
    expect(phone.control("power-on")).to_be_visible()
    assert phone.calls() == []
    phone.press("power-on")
    expect(phone.control("notification")).to_be_visible()
    assert "phone.rebooted" in phone.told()


def test_a_lost_phone_shows_nothing_to_anybody(phone, system):
    phone.place(system=system)
    phone.page.evaluate("setFault('phone-lost', true)")
    expect(phone.shown).to_contain_text(phone.word("lost-title"))
    expect(phone.shown.locator("button")).to_have_count(0)
