"""Limits against abuse."""

import pytest
from django.test import RequestFactory

from auth_demo.web import limits


def request(peer="10.0.0.1", forwarded=None):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, None, "10.0.0.1"),
        (0, "1.1.1.1", "10.0.0.1"),  # anybody can write that header
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "1.1.1.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(settings, proxies, forwarded, client):
    settings.TRUSTED_PROXIES = proxies
    assert limits.client_address(request(forwarded=forwarded)) == client


def test_addresses_of_one_ipv6_network_count_as_one():
    one, same, other = (
        limits.address_key(request(peer=each))
        for each in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert one == same != other


@pytest.mark.parametrize("peer", ["192.0.2.44", "", "not an address"])
def test_the_key_of_an_address_does_not_show_it(peer):
    key = limits.address_key(request(peer=peer))
    assert len(key) == 64
    assert not peer or peer not in key


@pytest.fixture
def one_minute(monkeypatch):
    """No test straddles the turn of a minute."""
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_010.0)


def test_a_program_in_a_loop_is_told_to_wait(learner, monkeypatch, one_minute):
    monkeypatch.setattr(limits.spend, "__kwdefaults__", {"what": "requests", "most": 3})
    answers = [learner.get(f"/sandboxes/{learner.id}") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["reason"] == "too-soon"
    assert answers[-1]["Retry-After"] == "50"


def test_one_sandboxs_requests_do_not_count_against_another(learner, stranger, monkeypatch):
    monkeypatch.setattr(limits.spend, "__kwdefaults__", {"what": "requests", "most": 1})
    assert learner.get(f"/sandboxes/{learner.id}").status_code == 200
    assert stranger.get(f"/sandboxes/{stranger.id}").status_code == 200


def test_responses_have_a_limit_of_their_own_that_spends_no_try(learner, monkeypatch, one_minute):
    monkeypatch.setattr(limits, "RESPONSES_PER_MINUTE", 1)
    login = learner.login()
    learner.respond(login, learner.wrong(login))
    answer = learner.respond(login, learner.compute(login))
    assert (answer.status_code, answer.json()["reason"]) == (429, "too-soon")
    assert learner.state()["logins"][0]["attempts_left"] == 4
