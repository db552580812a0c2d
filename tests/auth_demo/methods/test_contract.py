"""What every login method owes, no matter who wrote it: a method that joins the registry is tested here unasked."""

import logging
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.test import Client
from django.utils import translation

from auth_demo.scenarios.vocabulary import METHODS
from auth_demo.verifier import approval, messages, verify
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Question
from auth_demo.web import reasons
from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import open_sandbox
from tests.auth_demo.times import moment
from tests.parallel import in_parallel

MALFORMED = ["", " ", "1", "abcdefgh", "1234567x", "١٢٣٤٥٦٧٨", "12.34567", "-1234567", "9" * 60, "²²²²²²²²"]


@pytest.fixture(params=sorted(registry.METHODS))
def method(request):
    return registry.get(request.param)


@pytest.fixture
def way(method):
    return ANSWERS[method.name]


@pytest.fixture
def caller(db, way):
    return opened(way)


def opened(way):
    """A sandbox in which the method's device is there to be used."""
    caller = open_sandbox(Client(), scenario=way.scenario)
    way.prepare(caller)
    return caller


class Learner:
    """A caller who goes one way: logs in when the limits allow it, and answers as the device of the method does."""

    def __init__(self, caller, way):
        self.caller, self.way = caller, way
        self.logins = 0

    def login(self):
        if self.logins and self.way.pause:
            self.caller.forward(self.way.pause)
        self.logins += 1
        return self.caller.login(method=self.way.method)

    def right(self, login):
        return self.way.right(self.caller, login)

    def wrong(self, login):
        return self.way.wrong(self.caller, login)

    def send(self, login, answer):
        return self.way.send(self.caller, login, answer)

    def use_up(self):
        login = self.login()
        wrong = self.wrong(login)
        for _ in range(5):
            self.send(login, wrong)
        return login

    def disable(self):
        for _ in range(5):
            self.use_up()

    def start(self):
        """Another login, whatever comes of it."""
        self.caller.forward(self.way.pause)
        return self.caller.post(f"/sandboxes/{self.caller.id}/logins", {"method": self.way.method})


@pytest.fixture
def user(caller, way):
    return Learner(caller, way)


def reason(response) -> tuple[int, str]:
    return response.status_code, response.json().get("reason", "")


def test_a_method_is_named_as_scenarios_name_it(method):
    assert method.name in METHODS
    assert registry.of_kind(method.kind).kind == method.kind


def test_a_login_begins_with_a_challenge(user, method):
    login = user.login()
    assert (
        login["state"]
        == {"": "challenge", "sms": "code-sent", "call": "code-sent", "push": "waiting"}[method.channel]
    )
    assert login["method"] == method.name
    assert login["attempts_left"] == method.attempts


def test_the_right_response_is_accepted(caller, user):
    login = user.login()
    assert user.send(login, user.right(login)).json()["state"] == "accepted"
    assert caller.state()["logins"][0]["state"] == "accepted"


def test_a_right_response_is_taken_with_what_was_copied_around_and_within_it(user):
    login = user.login()
    right = user.right(login)
    copied = f"\u2068 {right[:2]}-{right[2:4]}\u00a0{right[4:5]}\u200b{right[5:]}\u2069\r\n"
    assert user.send(login, copied).status_code == 200


@pytest.mark.parametrize("typed", MALFORMED)
def test_a_malformed_response_spends_no_try(caller, user, method, typed):
    login = user.login()
    right = user.right(login)
    for _ in range(method.attempts + 1):
        assert reason(user.send(login, typed)) == (422, "malformed")
    assert caller.state()["logins"][0]["attempts_left"] == method.attempts
    assert user.send(login, right).status_code == 200


def test_a_response_is_accepted_once(user):
    login = user.login()
    right = user.right(login)
    user.send(login, right)
    again = user.send(login, right)
    assert reason(again) == (409, "already-used")
    assert again.json()["diagnosis"]["cause"] == "already-used"


@pytest.fixture
def many(real_database, way):
    """A learner whose requests may come from several threads."""
    return Learner(opened(way), way)


def test_of_fifty_parallel_right_responses_exactly_one_is_accepted(many):
    login = many.login()
    right = many.right(login)
    statuses = in_parallel(50, lambda: many.send(login, right).status_code)
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 409, 429}  # never a 500: no lock error
    events = many.caller.events()
    seqs = [event["seq"] for event in events]
    assert seqs == list(range(1, len(seqs) + 1))
    accepted = [event["data"]["login"] for event in events if event["type"] == "response.accepted"]
    assert accepted.count(login["id"]) == 1


def test_even_if_all_are_found_right_at_one_moment(many, method, monkeypatch):
    """The worst of all timings, forced: every try is compared before any of them is written down."""
    login = many.login()
    right, compared = many.right(login), Barrier(method.attempts)
    module, name = (approval, "_is_genuine") if method.channel == "push" else (verify, "_match")
    found_right = getattr(module, name)

    def slow(*args):
        verdict = found_right(*args)
        compared.wait(timeout=30)
        return verdict

    monkeypatch.setattr(module, name, slow)
    statuses = in_parallel(method.attempts, lambda: many.send(login, right).status_code)
    assert sorted(statuses) == [200] + [409] * (method.attempts - 1)


def test_of_fifty_parallel_guesses_no_more_than_the_tries_are_compared(many, method):
    login = many.login()
    wrong = many.wrong(login)
    reasons = in_parallel(50, lambda: many.send(login, wrong).json()["reason"])
    assert reasons.count("wrong-response") == method.attempts
    assert set(reasons) == {"wrong-response", "too-many-attempts"}
    assert many.caller.device()["failures"] == 1


def test_a_newer_login_supersedes_the_challenge(caller, user, way, monkeypatch):
    monkeypatch.setattr(messages, "RESEND_AFTER", timedelta(0))
    old = caller.login(method=way.method)
    right = user.right(old)
    new = caller.login(method=way.method)
    assert reason(user.send(old, right)) == (409, "superseded")
    assert user.send(new, user.right(new)).status_code == 200


def test_a_response_at_the_last_moment_is_accepted(caller, user, way):
    caller.stop_clock()
    login = user.login()
    user.right(login)  # what is sent is read when it comes
    before_end = moment(login["expires_at"]) - moment(caller.state()["clock"]["now"]) - timedelta(milliseconds=5)
    caller.forward(before_end.total_seconds())
    late = way.late(caller, login, moment(caller.state()["clock"]["now"]))
    assert user.send(login, late).status_code == 200


def test_a_response_after_the_lifetime_is_expired(caller, user, method):
    caller.stop_clock()
    login = user.login()
    right = user.right(login)
    caller.forward(method.lifetime.total_seconds())
    late = user.send(login, right)
    assert reason(late) == (410, "expired")
    assert late.json()["diagnosis"]["cause"] == "expired"
    assert caller.state()["logins"][0]["state"] == "expired"
    assert [event["type"] for event in caller.events()].count("challenge.expired") == 1


def test_the_tries_of_a_challenge_are_counted_down_and_then_over(caller, user, method):
    login = user.login()
    right, wrong = user.right(login), user.wrong(login)
    left = [user.send(login, wrong).json()["attempts_left"] for _ in range(method.attempts)]
    assert left == list(range(method.attempts - 1, -1, -1))
    assert reason(user.send(login, right)) == (429, "too-many-attempts")
    assert caller.state()["logins"][0]["state"] == "refused"


def test_five_failed_challenges_in_a_row_disable_the_authenticator(caller, user):
    user.disable()
    refused = user.start()
    assert reason(refused) == (409, "locked")
    assert "retry_at" not in refused.json()
    assert caller.device()["disabled"] is True
    assert "authenticator.locked" in [event["type"] for event in caller.events()]


def test_a_disabled_authenticator_answers_no_challenge_that_is_still_open(user, method):
    """Nor does a right response get it going again."""
    for _ in range(4):
        user.use_up()
    login = user.login()
    right, wrong = user.right(login), user.wrong(login)
    for _ in range(method.attempts):
        user.send(login, wrong)
    assert reason(user.send(login, right)) == (409, "locked")


def test_a_restored_authenticator_works_again(caller, user):
    user.disable()
    assert caller.restore_card().json()["device"]["disabled"] is False
    login = user.login()
    assert user.send(login, user.right(login)).status_code == 200


def test_leaving_each_challenge_after_four_tries_is_no_way_around_the_count(user, method):
    most = 5 * method.attempts
    tries = 0
    while tries < most:
        login = user.login()
        wrong = user.wrong(login)
        for _ in range(min(method.attempts - 1, most - tries)):
            assert user.send(login, wrong).json()["reason"] == "wrong-response"
            tries += 1
    assert reason(user.start()) == (409, "locked")


def test_a_new_challenge_does_not_set_the_count_back_and_a_success_does(caller, user):
    for _ in range(4):
        user.use_up()
    login = user.login()
    assert caller.device()["failures"] == 4
    user.send(login, user.right(login))
    assert caller.device()["failures"] == 0


def test_another_sandbox_is_no_place_for_a_response(caller, user, way):
    other = opened(way)
    login = user.login()
    right = user.right(login)
    other.codes, other.requests = caller.codes, caller.requests
    assert reason(way.send(other, login, right)) == (404, "not-found")
    assert user.send(login, right).status_code == 200


def test_what_answers_one_login_answers_no_other(caller, user, way, method):
    """Not even of the same device: a foreign challenge."""
    if method.name == "temporary-passcode":
        pytest.skip("a passcode is good for every login")
    old = user.login()
    foreign = user.right(old)
    new = user.login()
    caller.codes.clear()
    assert reason(user.send(new, foreign)) == (422, "wrong-response")
    assert user.send(new, user.right(new)).status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_refusal_is_a_problem_in_the_callers_language(caller, user, way, method, language):
    stranger = opened(way)
    caller.stop_clock()
    caller.language = stranger.language = language
    refusals = {}
    asks_challenge = method.suite and not method.channel

    def refused(answer):
        refusals[answer.json()["reason"]] = answer

    login = user.login()
    right, wrong = user.right(login), user.wrong(login)
    stranger.codes, stranger.requests = caller.codes, caller.requests
    refused(way.send(stranger, login, right))
    refused(user.send(login, "nonsense"))
    refused(user.send(login, wrong))
    user.send(login, right)
    refused(user.send(login, right))
    if method.channel:
        started = [caller.post(f"/sandboxes/{caller.id}/logins", {"method": way.method}) for _ in range(4)]
        refused(started[-1])
        caller.forward(601)
    late = user.login()
    right = user.right(late)
    caller.forward(method.lifetime.total_seconds())
    refused(user.send(late, right))
    refused(user.send(user.use_up(), wrong))
    for _ in range(4):
        user.use_up()
    refused(user.start())
    refused(Client().post(f"/api/v1/logins/{login['id']}/response", headers={"Accept-Language": language}))
    expected = {"not-found", "malformed", "wrong-response", "already-used", "expired", "too-many-attempts", "locked"}
    assert set(refusals) == expected | {"unauthorized"} | ({"too-soon"} if method.channel else set())
    with translation.override(language):
        for name, answer in refusals.items():
            body = answer.json()
            assert answer["Content-Type"] == "application/problem+json"
            assert answer["Content-Language"] == language
            assert (body["type"], body["status"]) == (f"/api/v1/problems/{name}", answer.status_code)
            assert body["title"] == str(reasons.TITLES[name]) and body["detail"]
            said = body["detail"] + body.get("diagnosis", {}).get("advice", "")
            assert asks_challenge or name == "too-soon" or "hallenge" not in said, said


def test_without_a_token_nothing_is_said(user):
    login = user.login()
    for action in ("response", "approval", "resend", "fallback"):
        nobody = Client().post(f"/api/v1/logins/{login['id']}/{action}", {}, "application/json")
        assert reason(nobody) == (401, "unauthorized")


def test_every_refusal_is_an_event_with_its_reason(caller, user, method):
    caller.stop_clock()
    login = user.login()
    right, wrong = user.right(login), user.wrong(login)
    user.send(login, wrong)
    user.send(login, right)
    user.send(login, right)
    late = user.login()
    right = user.right(late)
    caller.forward(method.lifetime.total_seconds())
    user.send(late, right)
    reasons = [each["data"]["reason"] for each in caller.events() if each["type"] == "response.rejected"]
    assert reasons == ["wrong-response", "already-used", "expired"]


def test_no_secret_appears_in_events_logs_or_answers(caller, user, way, caplog):
    login = user.login()
    wrong, right = user.wrong(login), user.right(login)
    caplog.set_level(logging.DEBUG)
    said = [user.send(login, wrong), user.send(login, right), user.send(login, right)]
    said += [caller.get(f"/sandboxes/{caller.id}"), caller.get(f"/sandboxes/{caller.id}/events")]
    said += [caller.get(f"/sandboxes/{caller.id}/messages")]
    text = " ".join(each.content.decode() for each in said)
    logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in (wrong, right, caller.sandbox["token"], caller.card.get("key"), caller.card.get("push_key")):
        assert not secret or secret not in text + logged
    assert f'"{caller.card.get("pin", "-")}"' not in text
    assert not login.get("challenge") or str(login["challenge"]) not in str(caller.events())


def test_secrets_lie_sealed_in_the_database(caller, user):
    from auth_demo.models import Challenge, Device, Message

    login = user.login()
    device = Device.objects.get(pk=caller.card["id"])
    for column, given in (("key", "key"), ("push_key", "push_key")):
        secret = bytes.fromhex(caller.card.get(given, ""))
        assert not secret or secret not in bytes(getattr(device, column))
    assert not caller.card.get("pin") or caller.card["pin"].encode() not in bytes(device.pin)
    right = user.right(login).encode()
    for row in (*Message.objects.all(), *Challenge.objects.all()):
        assert right not in bytes(getattr(row, "sealed", b"")) + bytes(getattr(row, "mark", b""))


def test_the_work_of_an_explanation_is_bounded(method):
    shared = method.enrol()
    question = Question(id="x", text=method.draw(), now=datetime.now(UTC))
    assert sum(1 for _ in method.suspects(shared, question)) <= 400
