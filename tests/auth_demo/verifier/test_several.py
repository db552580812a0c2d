"""Several devices of one user: one chooses, and each counts its own failures."""

import pytest
from django.test import Client

from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import Caller, open_sandbox

METHODS = ["notification", "phone", "security-card", "sms", "voice"]


@pytest.fixture
def owner(db):
    caller = open_sandbox(Client(), scenario="several-test")
    caller.stop_clock()
    return caller


def with_device(caller, login):
    """The caller as if the login's device were the only one."""
    given = next(each for each in caller.sandbox["devices"] if each["id"] == login["device"])
    caller.sandbox = caller.sandbox | {"devices": [given]}
    return caller


def test_all_of_them_are_there_with_their_secrets(owner):
    assert [each["kind"] for each in owner.sandbox["devices"]] == ["security-card", "phone", "sms"]


@pytest.mark.parametrize("method", METHODS)
def test_each_of_them_logs_in(owner, method):
    login = owner.login(method=method)
    caller, way = with_device(owner, login), ANSWERS[method]
    assert way.send(caller, login, way.right(caller, login)).json()["state"] == "accepted"


def test_the_first_method_is_the_default(owner):
    assert owner.login()["method"] == "notification"


def test_a_failure_counts_for_its_own_device_only(owner):
    login = owner.login(method="security-card")
    caller = with_device(owner, login)
    for _ in range(5):
        caller.respond(login, "00000000")
    assert [each["failures"] for each in owner.state()["devices"]] == [1, 0, 0]


@pytest.mark.parametrize(("asked", "used"), [("security-card", "phone"), ("phone", "security-card")])
def test_the_response_of_another_device_of_ones_own_is_known_as_such(owner, asked, used):
    """Both turn six digits into eight: it is easily done."""
    login = owner.login(method=asked)
    given = next(each for each in owner.sandbox["devices"] if each["kind"] == used)
    caller = Caller(owner.client, owner.sandbox | {"devices": [given]})
    refused = caller.respond(login, ANSWERS[used].right(caller, login))
    assert refused.json()["diagnosis"]["cause"] == "wrong-device"


def test_a_login_by_one_device_leaves_the_other_ones_login_open(owner):
    card, phone = owner.login(method="security-card"), owner.login(method="phone")
    assert {owner.get(f"/logins/{each['id']}").json()["state"] for each in (card, phone)} == {"challenge"}


def test_a_login_is_continued_only_with_the_same_device(owner):
    login = owner.login(method="security-card")
    for path, body in (("resend", {"channel": "sms"}), ("fallback", {"method": "phone"})):
        refused = owner.post(f"/logins/{login['id']}/{path}", body)
        assert (refused.status_code, refused.json()["reason"]) == (409, "not-offered")
