"""Clearing the app’s data, off and on, lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone.simulated import KEY, SMS


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
