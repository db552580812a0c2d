"""Starting a login."""

import pytest

from auth_demo.models import Device, Sandbox
from auth_demo.verifier import challenge, devices
from auth_demo.verifier.methods.card import SecurityCard


def test_a_device_is_never_asked_the_same_twice(learner, monkeypatch):
    drawn = iter(["000001", "000001", "000001", "000033"])
    monkeypatch.setattr(SecurityCard, "draw", lambda self, used: next(drawn))
    assert [learner.login()["challenge"] for _ in range(2)] == ["000001", "000033"]


def test_another_device_may_be_asked_the_same(learner, stranger, monkeypatch):
    monkeypatch.setattr(SecurityCard, "draw", lambda self, used: "000001")
    assert learner.login()["challenge"] == stranger.login()["challenge"] == "000001"


def test_a_device_that_has_seen_everything_does_not_hang_the_server(learner, monkeypatch):
    monkeypatch.setattr(SecurityCard, "draw", lambda self, used: "000001")
    learner.login()
    with pytest.raises(RuntimeError):
        challenge.draw_unseen(SecurityCard(), Device.objects.get(pk=learner.card["id"]))


def test_leading_zeros_are_kept_all_the_way(learner, monkeypatch):
    monkeypatch.setattr(SecurityCard, "draw", lambda self, used: "000417")
    login = learner.login()
    assert login["challenge"] == "000417"
    assert learner.respond(login, learner.compute(login)).status_code == 200


def test_a_login_names_its_method_device_and_platform(learner):
    login = learner.login(method="security-card", device=learner.card["id"], platform="tws")
    assert (login["method"], login["device"], login["platform"]) == ("security-card", learner.card["id"], "tws")


def test_with_two_cards_one_has_to_say_which(learner):
    sandbox = Sandbox.objects.get(pk=learner.id)
    second, _given = devices.enrol(sandbox, SecurityCard(), user=sandbox.user, position=9)
    refused = learner.post(f"/sandboxes/{learner.id}/logins")
    assert (refused.status_code, refused.json()["reason"]) == (422, "malformed")
    assert learner.login(device=second.pk)["device"] == second.pk


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"method": "sms"}, 422, "security-card"),
        ({"platform": "moon"}, 422, "client-portal, tws"),
        ({"device": "0" * 32}, 404, ""),
    ],
)
def test_what_this_practice_does_not_have_is_refused_with_what_it_has(learner, body, status, said):
    refused = learner.post(f"/sandboxes/{learner.id}/logins", body)
    assert refused.status_code == status
    assert said in refused.json()["detail"]


def test_another_users_device_answers_no_login_of_mine(learner):
    theirs = learner.sandbox["others"][0]["devices"][0]["id"]
    assert learner.post(f"/sandboxes/{learner.id}/logins", {"device": theirs}).status_code == 404


def test_the_events_of_a_login_are_in_order(learner):
    first = learner.login()
    second = learner.login()
    learner.respond(second, learner.compute(second))
    told = [(each["type"], each["data"].get("login")) for each in learner.events()]
    assert told == [
        ("sandbox.opened", None),
        ("challenge.issued", first["id"]),
        ("challenge.superseded", first["id"]),
        ("challenge.issued", second["id"]),
        ("response.accepted", second["id"]),
    ]
