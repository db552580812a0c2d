"""What every login method owes, whoever wrote it: a method that joins the registry is tested here unasked."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import METHODS
from auth_demo.verifier import verify
from auth_demo.verifier.methods import registry
from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import open_sandbox

MALFORMED = ["", " ", "1", "abcdefgh", "1234567x", "١٢٣٤٥٦٧٨", "12.34567", "-1234567", "9" * 60, "²²²²²²²²"]


@pytest.fixture(params=sorted(registry.METHODS))
def method(request):
    return registry.get(request.param)


@pytest.fixture
def scenario(method):
    return next(each.id for each in load.every() if each.method == method.name)


@pytest.fixture
def caller(db, scenario):
    return open_sandbox(Client(), scenario=scenario)


@pytest.fixture
def answer(method):
    return ANSWERS[method.name]


def reason(response) -> tuple[int, str]:
    return response.status_code, response.json().get("reason", "")


def test_a_method_is_named_as_scenarios_name_it(method):
    assert method.name in METHODS
    assert registry.of_kind(method.kind).kind == method.kind


def test_a_login_begins_with_a_challenge(caller, method):
    login = caller.login()
    assert login["state"] == "challenge"
    assert login["method"] == method.name
    assert login["attempts_left"] == method.attempts


def test_the_right_response_is_accepted(caller, answer):
    login = caller.login()
    assert caller.respond(login, answer(caller, login)).json()["state"] == "accepted"
    assert caller.state()["logins"][0]["state"] == "accepted"


def test_spaces_and_no_break_spaces_do_not_count(caller, answer):
    login = caller.login()
    right = answer(caller, login)
    spaced = f" {right[:2]} {right[2:4]}\u00a0{right[4:5]}\u202f{right[5:]} "
    assert caller.respond(login, spaced).status_code == 200


@pytest.mark.parametrize("typed", MALFORMED)
def test_a_malformed_response_spends_no_try(caller, answer, method, typed):
    login = caller.login()
    for _ in range(method.attempts + 1):
        assert reason(caller.respond(login, typed)) == (422, "malformed")
    assert caller.state()["logins"][0]["attempts_left"] == method.attempts
    assert caller.respond(login, answer(caller, login)).status_code == 200


def test_a_response_is_accepted_once(caller, answer):
    login = caller.login()
    right = answer(caller, login)
    caller.respond(login, right)
    again = caller.respond(login, right)
    assert reason(again) == (409, "already-used")
    assert again.json()["diagnosis"]["cause"] == "already-used"


def in_parallel(count, call):
    """What COUNT threads got that made the call at the same moment."""
    start = Barrier(count)

    def run(_number):
        try:
            start.wait(timeout=30)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_fifty_parallel_right_responses_exactly_one_is_accepted(real_database, scenario, answer):
    caller = open_sandbox(Client(), scenario=scenario)
    login = caller.login()
    right = answer(caller, login)
    statuses = in_parallel(50, lambda: caller.respond(login, right).status_code)
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 409, 429}  # never a 500: no lock error
    seqs = [event["seq"] for event in caller.events()]
    assert seqs == list(range(1, len(seqs) + 1))
    assert [event["type"] for event in caller.events()].count("response.accepted") == 1


def test_even_if_all_are_found_right_at_one_moment(real_database, scenario, answer, method, monkeypatch):
    """The worst of all timings, forced: every try is compared before any of them is written down."""
    caller = open_sandbox(Client(), scenario=scenario)
    login = caller.login()
    right, compared, found_right = answer(caller, login), Barrier(method.attempts), verify._is_right

    def slow(*args):
        verdict = found_right(*args)
        compared.wait(timeout=30)
        return verdict

    monkeypatch.setattr(verify, "_is_right", slow)
    statuses = in_parallel(method.attempts, lambda: caller.respond(login, right).status_code)
    assert sorted(statuses) == [200] + [409] * (method.attempts - 1)


def test_of_fifty_parallel_guesses_no_more_than_the_tries_are_compared(real_database, scenario, method):
    caller = open_sandbox(Client(), scenario=scenario)
    login = caller.login()
    wrong = caller.wrong(login)
    reasons = in_parallel(50, lambda: caller.respond(login, wrong).json()["reason"])
    assert reasons.count("wrong-response") == method.attempts
    assert set(reasons) == {"wrong-response", "too-many-attempts"}
    assert caller.state()["devices"][0]["failures"] == 1


def test_a_newer_login_supersedes_the_challenge(caller, answer):
    old = caller.login()
    new = caller.login()
    assert reason(caller.respond(old, answer(caller, old))) == (409, "superseded")
    assert caller.respond(new, answer(caller, new)).status_code == 200


def test_a_response_at_the_last_moment_is_accepted(caller, answer, method):
    caller.stop_clock()
    login = caller.login()
    caller.forward(method.lifetime.total_seconds() - 0.001)
    assert caller.respond(login, answer(caller, login)).status_code == 200


def test_a_response_after_the_lifetime_is_expired(caller, answer, method):
    caller.stop_clock()
    login = caller.login()
    caller.forward(method.lifetime.total_seconds())
    late = caller.respond(login, answer(caller, login))
    assert reason(late) == (410, "expired")
    assert late.json()["diagnosis"]["cause"] == "expired"
    assert caller.state()["logins"][0]["state"] == "expired"
    assert [event["type"] for event in caller.events()].count("challenge.expired") == 1


def test_the_tries_of_a_challenge_are_counted_down_and_then_over(caller, answer, method):
    login = caller.login()
    left = [caller.respond(login, caller.wrong(login)).json()["attempts_left"] for _ in range(method.attempts)]
    assert left == list(range(method.attempts - 1, -1, -1))
    assert reason(caller.respond(login, answer(caller, login))) == (429, "too-many-attempts")
    assert caller.state()["logins"][0]["state"] == "refused"


def test_five_failed_challenges_in_a_row_disable_the_authenticator(caller):
    caller.disable_card()
    refused = caller.post(f"/sandboxes/{caller.id}/logins")
    assert reason(refused) == (409, "locked")
    assert "retry_at" not in refused.json()
    assert caller.state()["devices"][0]["disabled"] is True
    assert "authenticator.locked" in [event["type"] for event in caller.events()]


def test_a_disabled_authenticator_answers_no_challenge_that_is_still_open(caller, answer, method):
    """Nor does a right response get it going again."""
    for _ in range(4):
        caller.use_up()
    login = caller.login()
    for _ in range(method.attempts):
        caller.respond(login, caller.wrong(login))
    assert reason(caller.respond(login, answer(caller, login))) == (409, "locked")


def test_a_restored_authenticator_works_again(caller, answer):
    caller.disable_card()
    assert caller.restore_card().json()["device"]["disabled"] is False
    login = caller.login()
    assert caller.respond(login, answer(caller, login)).status_code == 200


def test_leaving_each_challenge_after_four_tries_is_no_way_around_the_count(caller, method):
    most = 5 * method.attempts
    tries = 0
    while tries < most:
        login = caller.login()
        for _ in range(min(method.attempts - 1, most - tries)):
            assert caller.respond(login, caller.wrong(login)).json()["reason"] == "wrong-response"
            tries += 1
    assert reason(caller.post(f"/sandboxes/{caller.id}/logins")) == (409, "locked")


def test_a_new_challenge_does_not_set_the_count_back_and_a_success_does(caller, answer):
    for _ in range(4):
        caller.use_up()
    login = caller.login()
    assert caller.state()["devices"][0]["failures"] == 4
    caller.respond(login, answer(caller, login))
    assert caller.state()["devices"][0]["failures"] == 0


def test_another_sandbox_is_no_place_for_a_response(caller, answer, scenario):
    other = open_sandbox(Client(), scenario=scenario)
    login = caller.login()
    assert reason(other.respond(login, answer(caller, login))) == (404, "not-found")
    assert caller.respond(login, answer(caller, login)).status_code == 200


def test_without_a_token_nothing_is_said(caller, answer):
    login = caller.login()
    nobody = Client().post(f"/api/v1/logins/{login['id']}/response", {}, "application/json")
    assert reason(nobody) == (401, "unauthorized")


def test_every_refusal_is_an_event_with_its_reason(caller, answer, method):
    caller.stop_clock()
    login = caller.login()
    caller.respond(login, caller.wrong(login))
    caller.respond(login, answer(caller, login))
    caller.respond(login, answer(caller, login))
    late = caller.login()
    caller.forward(method.lifetime.total_seconds())
    caller.respond(late, "12345678")
    reasons = [each["data"]["reason"] for each in caller.events() if each["type"] == "response.rejected"]
    assert reasons == ["wrong-response", "already-used", "expired"]


def test_no_secret_appears_in_events_logs_or_answers(caller, answer, method, caplog):
    caplog.set_level(logging.DEBUG)
    login = caller.login()
    wrong, right = caller.wrong(login), answer(caller, login)
    said = [caller.respond(login, wrong), caller.respond(login, right), caller.respond(login, right)]
    said += [caller.get(f"/sandboxes/{caller.id}"), caller.get(f"/sandboxes/{caller.id}/events")]
    text = " ".join(each.content.decode() for each in said)
    logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert wrong not in text + logged
    assert right not in text + logged
    assert caller.card["key"] not in text + logged
    assert caller.sandbox["token"] not in text + logged
    assert f'"{caller.card["pin"]}"' not in text
    assert login["challenge"] not in str(caller.events())


def test_secrets_lie_sealed_in_the_database(caller):
    from auth_demo.models import Device

    device = Device.objects.get(pk=caller.card["id"])
    assert bytes.fromhex(caller.card["key"]) not in bytes(device.key)
    assert caller.card["pin"].encode() not in bytes(device.pin)


def test_the_work_of_an_explanation_is_bounded(method):
    shared = method.enrol()
    assert sum(1 for _ in method.suspects(shared, method.draw())) <= 10_100
