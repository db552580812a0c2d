"""A card reported lost: refused with the reason, and replaced by one that gets in."""

import dataclasses

import pytest
from django.test import Client

from auth_demo.scenarios import load
from tests.auth_demo.conftest import open_sandbox


@pytest.fixture
def owner(db):
    caller = open_sandbox(Client(), scenario="card-test")
    caller.stop_clock()
    return caller


def told(answer):
    return answer.status_code, answer.json()["reason"]


def report(caller):
    return caller.post(f"/sandboxes/{caller.id}/card/loss")


def replace(caller):
    return caller.post(f"/sandboxes/{caller.id}/card/replacement")


def start(caller):
    return caller.post(f"/sandboxes/{caller.id}/logins", {"method": "security-card"})


@pytest.mark.parametrize(("language", "reason"), [("en", "was reported lost"), ("fr", "a été déclarée perdue")])
def test_a_login_with_a_lost_card_is_refused_and_told_why(owner, language, reason):
    assert report(owner).status_code == 200
    owner.language = language
    answer = start(owner)
    assert told(answer) == (409, "revoked")
    assert reason in answer.json()["detail"]


def test_a_login_under_way_ends_when_the_card_is_reported_lost(owner):
    login = owner.login()
    response = owner.compute(login)
    report(owner)
    assert told(owner.respond(login, response)) == (409, "superseded")


def test_the_new_card_gets_in_and_the_old_ones_response_is_named_as_such(owner):
    old = owner.card
    report(owner)
    made = replace(owner)
    assert made.status_code == 201
    new = made.json()["device"]
    assert new["key"] != old["key"]
    login = owner.login()
    refused = owner.respond(login, owner.compute(login, card=old))
    assert told(refused) == (422, "wrong-response")
    assert refused.json()["diagnosis"]["cause"] == "lost-card"
    assert owner.respond(login, owner.compute(login, card=new)).status_code == 200
    happened = [each["type"] for each in owner.events()]
    assert [each for each in happened if each.startswith("device.")] == ["device.lost", "device.replaced"]


def test_only_a_lost_card_is_replaced_and_only_once(owner):
    assert told(replace(owner)) == (409, "not-offered")
    report(owner)
    assert told(report(owner)) == (409, "not-enrolled")
    assert replace(owner).status_code == 201
    assert told(replace(owner)) == (409, "not-offered")


def test_a_link_behind_the_report_opens_no_login_for_the_card_that_is_about_to_be_lost(db, monkeypatch):
    scenario = load.get("card-test")
    reported = dataclasses.replace(scenario.step("login"), id="report", done_on="device.lost")
    lost = dataclasses.replace(scenario, steps=(reported, *scenario.steps))
    monkeypatch.setattr(load, "get", lambda _id: lost)
    assert "login" not in open_sandbox(Client(), scenario="card-test", step="submit").sandbox
