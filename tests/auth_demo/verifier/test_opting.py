"""Out of the Secure Login System and back in."""

import pytest
from django.test import Client

from tests.auth_demo.conftest import open_sandbox


@pytest.fixture
def owner(db):
    return open_sandbox(Client(), scenario="opted-out-test")


def opt_in(caller):
    return caller.post(f"/sandboxes/{caller.id}/opt-in")


def test_who_has_opted_out_is_asked_for_nothing_more(owner):
    login = owner.login()
    assert (login["state"], login.get("challenge")) == ("accepted", None)


def test_who_has_opted_back_in_needs_the_card_for_every_login(owner):
    assert opt_in(owner).status_code == 200
    login = owner.login()
    assert login["state"] == "challenge"
    assert owner.respond(login, owner.compute(login)).status_code == 200
    assert "account.opted-in" in [each["type"] for each in owner.events()]


def test_one_opts_back_in_once(owner):
    opt_in(owner)
    refused = opt_in(owner)
    assert (refused.status_code, refused.json()["reason"]) == (409, "already-used")
