"""The notification: what the phone is told, what it may answer, and how often one is asked."""

import pytest
from django.test import Client

from auth_demo.verifier.methods.six_digits import near
from auth_demo.verifier.outcome import Cause
from tests.auth_demo.answers import phone_response, push_answer
from tests.auth_demo.conftest import open_sandbox
from tests.auth_demo.times import moment


@pytest.fixture
def phone(db):
    return open_sandbox(Client(), scenario="push-test")


@pytest.fixture
def matching(db):
    return open_sandbox(Client(), scenario="matching-test")


def told(answer):
    return answer.status_code, answer.json()["reason"]


def types(caller):
    return [each["type"] for each in caller.events()]


def test_the_request_shows_what_is_logged_in_where(phone):
    login = phone.login(platform="tws")
    request = phone.request_of(login)
    assert login["request"]["details"] == request["details"]
    assert (request["details"]["platform"], request["details"]["place"]) == ("tws", "practice-room")
    assert request["matching"] is False
    assert request["nonce"] not in str(login) + str(phone.events())


def test_a_request_has_128_random_bits_and_none_comes_twice(phone):
    first = phone.request_of(phone.login())
    second = phone.request_of(phone.login())
    assert len(bytes.fromhex(first["nonce"])) == 16
    assert first["nonce"] != second["nonce"]


def test_a_denied_login_is_over_and_costs_nothing(phone):
    login = phone.login()
    assert phone.approve(login, decision="deny").json()["state"] == "denied"
    assert phone.state()["logins"][0]["state"] == "denied"
    assert phone.state()["devices"][0]["failures"] == 0
    assert told(phone.approve(login)) == (409, "already-used")
    assert "push.denied" in types(phone)


def test_it_was_not_me_freezes_the_login_until_it_is_cleared_up(phone):
    phone.approve(phone.login(), decision="not-me")
    refused = phone.post(f"/sandboxes/{phone.id}/logins", {"method": "phone"})
    assert told(refused) == (409, "locked")
    assert phone.state()["frozen"] is True
    phone.restore_card()
    assert phone.state()["frozen"] is False
    assert phone.login()["state"] == "waiting"
    assert [each for each in types(phone) if each.startswith("account.")] == ["account.frozen", "account.unfrozen"]


def test_an_answer_for_one_decision_is_none_for_another(phone):
    login = phone.login()
    denied = phone.approval(login, "deny")["answer"]
    assert told(phone.approve(login, answer=denied)) == (422, "wrong-response")


def test_the_answer_of_an_earlier_request_does_not_serve_for_a_newer_one(phone):
    old = phone.login()
    answer = phone.approval(old, "approve")["answer"]
    new = phone.login()
    phone.request_of(new)
    assert told(phone.approve(new, answer=answer)) == (422, "wrong-response")
    assert told(phone.approve(old, answer=answer)) == (409, "superseded")


def test_another_users_phone_decides_nothing(phone):
    login = phone.login()
    other = phone.sandbox["others"][0]["devices"][0]
    answer = phone.approve(login, device=other)
    assert told(answer) == (422, "wrong-response")
    assert answer.json()["diagnosis"]["cause"] == "other-user"


def test_matching_wants_the_number_of_the_login_screen(matching):
    login = matching.login()
    assert len(login["number"]) == 6
    assert matching.request_of(login)["matching"] is True
    assert login["number"] not in str(matching.request_of(login)) + str(matching.events())
    assert matching.approve(login, number=login["number"]).json()["state"] == "accepted"


def test_a_wrong_number_ends_the_request_at_once(matching):
    login = matching.login()
    wrong = f"{(int(login['number']) + 1) % 10**6:06d}"
    matching.request_of(login)
    refused = matching.approve(login, number=wrong)
    assert told(refused) == (422, "wrong-response")
    assert (refused.json()["attempts_left"], refused.json()["diagnosis"]["cause"]) == (0, "other-number")
    assert told(matching.approve(login, number=login["number"])) == (429, "too-many-attempts")
    assert matching.state()["devices"][0]["failures"] == 1


@pytest.mark.parametrize("number", ["", "12345", "12345x", "1234567"])
def test_no_number_is_malformed_and_spends_nothing(matching, number):
    login = matching.login()
    body = matching.approval(login, "approve", login["number"]) | {"number": number}
    assert told(matching.post(f"/logins/{login['id']}/approval", body)) == (422, "malformed")
    assert matching.approve(login, number=login["number"]).status_code == 200


def test_denying_needs_no_number(matching):
    login = matching.login()
    assert matching.approve(login, decision="deny").json()["state"] == "denied"


def test_after_three_in_ten_minutes_there_is_a_rest(phone):
    phone.stop_clock()
    for _ in range(3):
        phone.login()
    refused = phone.post(f"/sandboxes/{phone.id}/logins")
    assert told(refused) == (429, "too-soon")
    assert refused.json()["retry_at"]
    assert phone.login(method="phone")["state"] == "challenge"
    phone.forward(600)
    assert phone.login()["state"] == "waiting"


def test_a_success_ends_the_count(phone):
    for _ in range(5):
        assert phone.approve(phone.login()).status_code == 200


def test_what_nobody_answers_lapses(phone):
    login = phone.login()
    phone.forward(60)
    assert phone.get(f"/logins/{login['id']}").json()["state"] == "expired"
    assert "push.lapsed" in types(phone) or (phone.state() and "push.lapsed" in types(phone))


@pytest.mark.parametrize("wait", [0, 61])
def test_without_a_notification_the_login_goes_on_with_a_challenge(phone, wait):
    phone.stop_clock()
    login = phone.login()
    request = phone.request_of(login)
    phone.forward(wait)
    gone_on = phone.post(f"/logins/{login['id']}/fallback", {"method": "phone"}).json()
    assert (gone_on["id"], gone_on["method"], gone_on["state"]) == (login["id"], "phone", "challenge")
    late = {"device": phone.card["id"], "decision": "approve", "answer": push_answer(phone.card, request, "approve")}
    assert told(phone.post(f"/logins/{login['id']}/approval", late)) == (409, "superseded")
    answer = phone_response(phone.card, gone_on, moment(gone_on["issued_at"]))
    assert phone.respond(gone_on, answer).json()["state"] == "accepted"


def test_there_is_no_way_back_from_an_answered_request(phone):
    login = phone.login()
    phone.approve(login, decision="deny")
    assert told(phone.post(f"/logins/{login['id']}/fallback", {"method": "phone"})) == (409, "already-used")


def test_a_wrong_answer_after_going_on_without_the_notification_is_explained(phone):
    login = phone.login()
    gone_on = phone.post(f"/logins/{login['id']}/fallback", {"method": "phone"}).json()
    typed = next(typed for cause, typed in near(gone_on["challenge"]) if cause is Cause.DIGIT_WRONG)
    response = phone_response(phone.card, {**gone_on, "challenge": typed}, moment(gone_on["issued_at"]))
    refused = phone.post(f"/logins/{login['id']}/response", {"response": response})
    assert refused.json()["diagnosis"]["cause"] == "digit-wrong"


def test_a_notification_is_not_typed(phone):
    login = phone.login()
    assert told(phone.respond(login, "12345678")) == (409, "not-yet")


@pytest.mark.parametrize("fault", ["no-push", "airplane", "no-coverage", "phone-lost"])
def test_a_fault_keeps_it_from_the_phone_until_it_is_over(phone, fault):
    phone.post(f"/sandboxes/{phone.id}/faults", {fault: True})
    phone.login()
    (message,) = phone.messages()
    assert message["state"] == "waiting"
    assert told(phone.get(f"/sandboxes/{phone.id}/messages/1")) == (409, "not-yet")
    phone.post(f"/sandboxes/{phone.id}/faults", {fault: False})
    assert phone.messages()[0]["state"] == "delivered"
