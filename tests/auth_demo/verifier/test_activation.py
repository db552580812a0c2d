"""Activating the app on a phone: the new key in, the old one out, in one step."""

import pytest
from django.test import Client

from auth_demo.models import Account
from tests.auth_demo.answers import phone_response, push_answer
from tests.auth_demo.conftest import open_sandbox
from tests.auth_demo.times import moment
from tests.parallel import in_parallel


@pytest.fixture
def owner(db):
    """Has an active phone, `phone`, and a new one, `second`."""
    caller = open_sandbox(Client(), scenario="push-test")
    caller.stop_clock()
    return caller


def told(answer):
    return answer.status_code, answer.json()["reason"]


def ask(caller, phone="second", kind="migration"):
    return caller.post(f"/sandboxes/{caller.id}/phones/{phone}/activation", {"kind": kind})


def confirm(caller, code, phone="second"):
    return caller.post(f"/sandboxes/{caller.id}/phones/{phone}/activation/confirmation", {"code": code})


def code(caller, n=1):
    return caller.get(f"/sandboxes/{caller.id}/messages/{n}").json()["code"]


def migrate(caller):
    assert ask(caller).status_code == 200
    answer = confirm(caller, code(caller))
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_the_new_phone_gets_keys_and_the_old_ones_are_revoked(owner):
    made = migrate(owner)
    assert made["revoked"] == [owner.card["id"]]
    assert (made["device"]["phone"], made["device"]["system"]) == ("second", "android")
    assert made["device"]["key"] != owner.card["key"]
    assert {each["id"]: each["app"] for each in owner.state()["phones"]} == {"phone": "installed", "second": "active"}
    types = [each["type"] for each in owner.events()]
    assert [each for each in types if each.startswith("phone.")] == ["phone.revoked", "phone.activated"]


def test_the_new_phone_logs_in(owner):
    device = migrate(owner)["device"]
    login = owner.login()
    assert owner.approve(login, device=device).json()["state"] == "accepted"


def test_the_old_phones_response_is_refused_and_named(owner):
    migrate(owner)
    login = owner.login(method="phone")
    answer = owner.respond(login, phone_response(owner.card, login, moment(login["issued_at"])))
    assert told(answer) == (422, "wrong-response")
    assert answer.json()["diagnosis"]["cause"] == "old-phone"


def test_the_old_phone_approves_nothing(owner):
    migrate(owner)
    login = owner.login()
    answer = push_answer(owner.card, owner.request_of(login), "approve")
    body = {"device": owner.card["id"], "decision": "approve", "answer": answer}
    refused = owner.post(f"/logins/{login['id']}/approval", body)
    assert told(refused) == (409, "revoked")
    assert refused.json()["diagnosis"]["cause"] == "old-phone"
    assert told(owner.post(f"/sandboxes/{owner.id}/logins", {"device": owner.card["id"]})) == (409, "revoked")


def test_a_request_that_waits_for_the_old_phone_is_over(owner):
    login = owner.login()
    owner.request_of(login)
    ask(owner)
    confirm(owner, code(owner, 2))
    assert told(owner.approve(login)) == (409, "revoked")
    assert owner.get(f"/logins/{login['id']}").json()["state"] == "superseded"


def test_the_owner_is_told(owner):
    migrate(owner)
    notice = owner.get(f"/sandboxes/{owner.id}/messages/2").json()
    assert (notice["purpose"], "code" in notice) == ("activated", False)
    assert "activated" in notice["text"]


def test_the_code_is_typed_with_or_without_its_hyphen(owner):
    ask(owner)
    right = code(owner)
    assert len(right) == 10
    assert confirm(owner, f" {right[:5].lower()}-{right[5:]} ").status_code == 201


@pytest.mark.parametrize(
    ("phone", "kind", "reason"),
    [
        ("phone", "activation", (409, "not-offered")),
        ("phone", "migration", (409, "not-offered")),
        ("second", "activation", (409, "not-offered")),
        ("second", "recovery", (409, "not-offered")),
        ("third", "migration", (404, "not-found")),
    ],
)
def test_each_kind_has_its_case(owner, phone, kind, reason):
    assert told(ask(owner, phone, kind)) == reason


def test_clearing_the_data_leaves_the_verifier_waiting_until_recovery(owner):
    assert owner.post(f"/sandboxes/{owner.id}/phones/phone/forget").status_code == 200
    assert owner.login()["state"] == "waiting"
    assert ask(owner, "phone", "recovery").status_code == 200
    made = confirm(owner, code(owner, 2), "phone").json()
    assert made["revoked"] == [owner.card["id"]]
    login = owner.login()
    assert owner.approve(login, device=made["device"]).status_code == 200


def test_a_wrong_code_is_counted_and_a_malformed_one_is_not(owner):
    ask(owner)
    right = code(owner)
    wrong = right[:-1] + ("1" if right[-1] == "0" else "0")
    assert told(confirm(owner, right[:-1])) == (422, "malformed")
    assert told(confirm(owner, right[:-1] + "!")) == (422, "malformed")
    assert [confirm(owner, wrong).json()["attempts_left"] for _ in range(5)] == [4, 3, 2, 1, 0]
    assert told(confirm(owner, right)) == (429, "too-many-attempts")


def test_the_code_belongs_to_one_phone_and_to_ten_minutes(owner):
    ask(owner)
    assert told(confirm(owner, code(owner), "phone")) == (404, "not-found")
    right = code(owner)
    owner.forward(600)
    assert told(confirm(owner, right)) == (410, "expired")


def test_of_fifty_at_once_one_activates(real_database):
    caller = open_sandbox(Client(), scenario="push-test")
    ask(caller)
    right = code(caller)
    statuses = in_parallel(50, lambda: confirm(caller, right).status_code)
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 409, 429}
    assert sum(not each["revoked"] for each in caller.state()["devices"]) == 1


def test_who_has_the_app_active_has_a_number_on_record_to_recover_it_with(db):
    """Its code was sent there once; the world of the scenario says nothing of it."""
    caller = open_sandbox(Client(), scenario="matching-test")
    assert ask(caller, phone="phone", kind="recovery").status_code == 200
    assert confirm(caller, code(caller), phone="phone").status_code == 201


def test_without_a_number_no_code_can_be_sent(db):
    caller = open_sandbox(Client(), scenario="matching-test")
    Account.objects.filter(sandbox=caller.id).update(number_state=Account.Number.NONE)
    assert told(ask(caller)) == (409, "not-enrolled")
