"""Login requests: opened by the security element, answered with a signature."""

import pytest
from playwright.sync_api import expect

from auth_demo.protocols import push
from tests.browser.phone.simulated import NONCE, PUSH_KEY, REQUEST, Phone, give_security


def open_request(phone: Phone, **request) -> None:
    phone.send("push", "push.sent", request=REQUEST | request)
    phone.press("notification")
    expect(phone.control("approve")).to_have_count(0)
    give_security(phone)


def posted(phone: Phone) -> dict:
    return phone.page.evaluate("posted")


def listen_for_approval(phone: Phone, reply: dict) -> None:
    phone.page.evaluate(
        "(reply) => { site.answers['POST /logins/L/approval'] = (body) => { window.posted = body; return reply; }; }",
        reply,
    )


@pytest.mark.parametrize(
    ("button", "decision", "result"),
    [("approve", "approve", "approved"), ("deny", "deny", "denied"), ("not-me", "not-me", "not-me")],
)
def test_a_request_is_opened_by_the_security_element_and_answered_with_a_signature(
    phone, system, button, decision, result
):
    phone.place(system=system)
    open_request(phone)
    expect(phone.shown).to_contain_text("Client Portal")
    listen_for_approval(phone, {"state": "accepted"})
    phone.press(button)
    expect(phone.shown).to_contain_text(phone.word(f"request-{result}"))
    body = posted(phone)
    assert body["decision"] == decision
    inputs = {"nonce": NONCE, "user": "amira-practice", "phone": "authenticator", "decision": decision}
    assert push.verify(PUSH_KEY, body["answer"], **inputs)
    assert f"phone.{result}" in phone.told()


def test_with_matching_the_number_is_part_of_the_answer_and_wanted_only_for_a_yes(phone, system):
    phone.place(system=system)
    open_request(phone, matching=True)
    listen_for_approval(phone, {"state": "accepted"})
    phone.fill("number", "12345").press("approve")
    expect(phone.shown).to_contain_text("Enter 6 digits: you typed 5.")
    phone.fill("number", "012345").press("approve")
    expect(phone.shown).to_contain_text(phone.word("request-approved"))
    inputs = {"nonce": NONCE, "user": "amira-practice", "phone": "authenticator", "decision": "approve"}
    assert push.verify(PUSH_KEY, posted(phone)["answer"], **inputs, number="012345")
    assert posted(phone)["number"] == "012345"


def test_a_request_that_lapsed_takes_no_answer(phone):
    phone.place()
    open_request(phone)
    phone.page.evaluate("bus.emit('push.lapsed', { login: 'L' })")
    expect(phone.shown).to_contain_text(phone.word("request-lapsed"))
    expect(phone.control("approve")).to_have_count(0)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("'push.approved', { login: 'L' }", "request-approved"),
        ("'push.denied', { login: 'L', decision: 'deny' }", "request-denied"),
        ("'push.denied', { login: 'L', decision: 'not-me' }", "request-not-me"),
    ],
)
def test_a_request_decided_in_another_browser_is_shown_as_decided(phone, event, said):
    phone.place()
    open_request(phone)
    phone.page.evaluate(f"bus.emit({event})")
    expect(phone.shown).to_contain_text(phone.word(said))
    expect(phone.control("approve")).to_have_count(0)


def test_an_answer_that_is_refused_ends_the_request_and_is_explained_by_the_guide(phone):
    phone.place()
    open_request(phone)
    listen_for_approval(phone, {"reason": "expired", "title": "The request has expired"})
    phone.press("approve")
    expect(phone.shown).to_contain_text(phone.word("request-lapsed"))
    assert "problem" in phone.told()


def test_without_a_connection_nothing_is_sent(phone):
    phone.place()
    open_request(phone)
    before = phone.calls()
    phone.page.evaluate("setFault('no-coverage', true)")
    phone.press("approve")
    expect(phone.page.locator(".phone-toast")).to_have_text(phone.word("no-connection"))
    assert phone.calls() == before
