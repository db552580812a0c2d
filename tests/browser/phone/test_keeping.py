"""What is kept, and what “Show me” and “Carry across” do."""

from playwright.sync_api import expect

from tests.browser.phone.simulated import KEY, LOGIN, SMS, Phone, answer_challenge, respond


def to_challenge(phone: Phone, system: str) -> None:
    phone.place(system=system, app="installed")
    phone.answers("POST /sandboxes/box/logins", LOGIN)
    phone.press("app", "persona.amira", "log-in", "two-factor")
    expect(phone.control("response-code")).to_be_visible()


def test_a_phone_is_found_as_it_was_left_and_in_the_other_language(page, system):
    phone = Phone(page, "en").place(system=system)
    phone.press("app")
    response = answer_challenge(phone)
    saved = page.evaluate("phone.save()")
    other = Phone(page, "fr").place(system=system)
    page.evaluate("(saved) => phone.restore(saved)", saved)
    assert other.digits() == response
    expect(other.shown).to_contain_text(other.word("response-string"))


def test_what_is_kept_holds_no_key(phone, system):
    phone.place(system=system).press("app")
    answer_challenge(phone)
    assert KEY.hex() not in phone.page.evaluate("JSON.stringify(phone.save())")


def test_show_me_finds_its_way_whichever_the_system(phone, system):
    phone.place(system=system)
    phone.page.evaluate(
        """async () => {
            const press = async (name) => { for (const move of phone.moves("press", name)) await move.run(); };
            for (const name of ["messages", "open-app", "services", "authenticate"]) await press(name);
            for (const move of phone.moves("type", "116241")) await move.run();
            for (const name of ["generate", "security"]) await press(name);
        }"""
    )
    assert phone.page.evaluate("phone.read('response')") == respond("116241")


def test_show_me_waits_for_a_message_and_opens_it(phone):
    phone.place()
    phone.page.evaluate(
        """(content) => {
            site.messages.push({ n: 1, kind: "sms", phone: "phone", at: "2026-11-24T13:07:00Z", state: "waiting" });
            site.contents[1] = content;
            site.nextAt = new Date(clock.now() + 3_600_000).toISOString();
        }""",
        SMS,
    )
    phone.page.evaluate("Promise.all(phone.moves('press', 'message').map((move) => move.run()))")
    assert phone.screen == "messages.thread"


def test_show_me_does_not_wait_for_a_message_that_nobody_sent(phone):
    phone.place()
    phone.page.evaluate("Promise.all(phone.moves('press', 'message').map((move) => move.run()))")
    assert phone.screen == "home"


def test_values_are_carried_across_where_they_are_wanted(phone, system):
    to_challenge(phone, system)
    assert phone.page.evaluate("[phone.wants(), phone.offers().challenge]") == ["response", "116241"]
    phone.page.evaluate("phone.take('12345678')")
    expect(phone.control("response-code")).to_have_value("12345678")
    assert phone.page.evaluate("phone.wants()") is None
