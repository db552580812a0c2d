"""The mobile number on record: proven once, and SMS set up with it where nothing else is."""

import pytest
from django.test import Client

from tests.auth_demo.conftest import open_sandbox


@pytest.fixture
def owner(db):
    caller = open_sandbox(Client(), scenario="enrol-test")
    caller.stop_clock()
    return caller


def told(answer):
    return answer.status_code, answer.json()["reason"]


def ask(caller):
    return caller.post(f"/sandboxes/{caller.id}/number/verification")


def confirm(caller, code):
    return caller.post(f"/sandboxes/{caller.id}/number/confirmation", {"code": code})


def code(caller, n=1):
    return caller.get(f"/sandboxes/{caller.id}/messages/{n}").json()["code"]


def other(right):
    return f"{(int(right) + 1) % 10**6:06d}"


def test_it_goes_from_unverified_over_pending_to_active(owner):
    assert owner.sandbox["number"]["state"] == "unverified"
    assert ask(owner).status_code == 200
    assert owner.state()["number"]["state"] == "pending"
    answer = confirm(owner, code(owner)).json()
    assert (answer["number"]["state"], answer["sms_enrolled"]) == ("active", True)
    assert told(ask(owner)) == (409, "already-used")


def test_before_it_there_is_no_login_and_after_it_there_is(owner):
    assert told(owner.post(f"/sandboxes/{owner.id}/logins")) == (409, "not-enrolled")
    ask(owner)
    confirm(owner, code(owner))
    owner.forward(120)
    login = owner.login()
    assert owner.respond(login, owner.code_of(login)).status_code == 200


def test_with_another_device_sms_is_not_set_up_by_itself(db):
    caller = open_sandbox(Client(), scenario="enrol-test", variant="with-card")
    ask(caller)
    answer = confirm(caller, code(caller)).json()
    assert (answer["number"]["state"], answer["sms_enrolled"]) == ("active", False)


def test_a_wrong_code_is_counted_and_a_malformed_one_is_not(owner):
    ask(owner)
    right = code(owner)
    assert told(confirm(owner, "12345")) == (422, "malformed")
    left = [confirm(owner, other(right)).json()["attempts_left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert told(confirm(owner, right)) == (429, "too-many-attempts")


def test_it_is_good_for_ten_minutes(owner):
    ask(owner)
    right = code(owner)
    owner.forward(600)
    assert told(confirm(owner, right)) == (410, "expired")


def test_a_newer_code_replaces_the_older_and_comes_after_two_minutes(owner):
    ask(owner)
    old = code(owner)
    assert told(ask(owner)) == (429, "too-soon")
    owner.forward(120)
    assert ask(owner).json()["sent"]["n"] == 2
    if old != code(owner, 2):
        assert confirm(owner, old).json()["diagnosis"]["cause"] == "earlier-message"
    assert confirm(owner, code(owner, 2)).status_code == 200


def test_nothing_to_confirm_is_not_found(owner):
    assert told(confirm(owner, "123456")) == (404, "not-found")


def test_of_fifty_at_once_one_is_accepted(real_database):
    from tests.parallel import in_parallel

    caller = open_sandbox(Client(), scenario="enrol-test")
    ask(caller)
    right = code(caller)
    statuses = in_parallel(50, lambda: confirm(caller, right).status_code)
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 409, 429}
    assert [each["kind"] for each in caller.state()["devices"]] == ["sms"]
