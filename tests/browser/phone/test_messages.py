"""Text messages come, wait, and are read."""

from playwright.sync_api import expect

from tests.browser.phone.simulated import SMS


def test_a_text_message_is_announced_and_read(phone, system):
    phone.place(system=system).send("sms", **SMS)
    phone.press("notification")
    expect(phone.shown).to_contain_text(SMS["text"])
    assert phone.page.evaluate("phone.read('code')") == "095168"
    assert "phone.message-read" in phone.told()
    expect(phone.control("notification")).to_have_count(0)


def test_messages_wait_while_the_phone_has_no_coverage(phone):
    phone.place()
    phone.page.evaluate("setFault('no-coverage', true)")
    phone.send("sms", **SMS)
    phone.press("messages")
    expect(phone.shown).to_contain_text(phone.word("no-messages"))
    assert phone.calls() == []
    phone.page.evaluate("setFault('no-coverage', false)")
    phone.press("thread")
    expect(phone.shown).to_contain_text(SMS["text"])


def test_a_message_for_another_phone_is_not_shown(phone):
    phone.place()
    phone.page.evaluate(
        """(sms) => {
            site.messages.push({ n: 1, kind: "sms", phone: "second", at: "2026-11-24T13:07:00Z", state: "delivered" });
            site.contents[1] = sms;
            bus.emit("message.delivered", {});
        }""",
        SMS,
    )
    phone.send("sms", text="Mine", code="123456")
    phone.press("notification")
    expect(phone.page.locator(".bubble")).to_have_count(1)
    expect(phone.shown).to_contain_text("Mine")


def test_what_comes_later_is_asked_for_when_the_site_said_it_comes(phone):
    phone.place()
    phone.page.evaluate(
        """(sms) => {
            site.messages.push({ n: 1, kind: "sms", phone: "phone", at: "2026-11-24T13:08:30Z", state: "waiting" });
            site.nextAt = "2026-11-24T13:08:30Z";
            bus.emit("message.sent", {});
            site.contents[1] = sms;
        }""",
        SMS,
    )
    phone.until("phone.state.inbox.nextAt")
    phone.page.evaluate("clock.sync('2026-11-24T13:08:31Z', 0)")
    phone.press("notification")
    expect(phone.shown).to_contain_text(SMS["text"])
