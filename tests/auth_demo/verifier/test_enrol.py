"""Opening a sandbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from auth_demo.models import Sandbox
from auth_demo.verifier import realtime
from tests.auth_demo.conftest import open_sandbox


def test_a_sandbox_has_a_training_user_and_a_card_with_its_secrets(learner):
    assert learner.sandbox["user"] == {"name": "amira-practice"}
    (card,) = learner.sandbox["devices"]
    assert card["kind"] == "security-card"
    assert card["suite"] == "OCRA-1:HOTP-SHA256-8:QN06-PSHA256"
    assert len(bytes.fromhex(card["key"])) == 32
    assert len(card["pin"]) == 4


def test_secrets_are_handed_out_once(learner):
    assert learner.card["key"] not in learner.get(f"/sandboxes/{learner.id}").content.decode()
    assert "key" not in learner.state()["devices"][0]


def test_the_token_is_kept_as_a_hash_only(learner):
    row = Sandbox.objects.values().get(pk=learner.id)
    assert learner.sandbox["token"] not in str(row)


def test_a_persona_may_be_chosen(db, client):
    caller = open_sandbox(client, persona="bruno")
    assert caller.sandbox["user"] == {"name": "bruno-practice"}
    assert caller.sandbox["others"][0]["user"] == {"name": "amira-practice"}
    assert caller.login()["user"] == "bruno-practice"


def test_a_step_behind_the_challenge_finds_the_login_under_way(db, client):
    caller = open_sandbox(client, step="pin")
    login = caller.sandbox["login"]
    assert (caller.sandbox["step"], login["state"]) == ("pin", "challenge")
    assert caller.respond(login, caller.compute(login)).status_code == 200


@pytest.mark.parametrize("step", ["login", None])
def test_a_step_before_the_challenge_does_not(db, client, step):
    caller = open_sandbox(client, **({"step": step} if step else {}))
    assert caller.sandbox["step"] == "login"
    assert "login" not in caller.sandbox


@pytest.mark.parametrize(
    "body",
    [
        {"scenario": "no-such"},
        {"platform": "moon"},
        {"language": "tlh"},
        {"step": "no-such"},
        {"persona": "nobody"},
        {"scenario": ""},
        {"surprise": 1},
    ],
)
def test_what_there_is_not_is_refused_and_opens_nothing(db, client, body):
    answer = client.post("/api/v1/sandboxes", {"scenario": "card-test"} | body, "application/json")
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")
    assert not Sandbox.objects.exists()


def test_it_is_gone_after_its_day(learner):
    later = datetime.now(UTC) + timedelta(hours=24, seconds=1)
    with realtime.reading(lambda: later):
        assert learner.get(f"/sandboxes/{learner.id}").status_code == 401


def test_two_sandboxes_share_nothing(learner, stranger):
    assert learner.id != stranger.id
    assert learner.card["key"] != stranger.card["key"]


def test_the_hourly_limit_counts_per_address(db, settings):
    settings.SANDBOXES_PER_HOUR = 2
    settings.TRUSTED_PROXIES = 0
    client = Client()
    for _ in range(2):
        open_sandbox(client)
    refused = client.post("/api/v1/sandboxes", {"scenario": "card-test"}, "application/json")
    assert (refused.status_code, refused.json()["reason"]) == (429, "too-soon")
    assert 3590 <= int(refused["Retry-After"]) <= 3600
    assert "60 minutes" in refused.json()["detail"]
    assert "retry_at" not in refused.json()  # it is no time of a practice clock, which could be moved
    open_sandbox(Client(REMOTE_ADDR="198.51.100.7"))


def test_joining_reads_nobody_elses_practice(learner, counted_in_database):
    with CaptureQueriesContext(connection) as asked:
        open_sandbox(Client())
    asked_of = [query["sql"] for query in asked.captured_queries if '"opened_from" =' in query["sql"]]
    counted = [query["sql"] for query in asked.captured_queries if "kb_base_counter" in query["sql"]]
    assert not asked_of
    assert len(counted) == 4  # is there room, for this client and for all; one more of each


def test_after_an_hour_the_address_may_open_again(db, settings):
    settings.SANDBOXES_PER_HOUR = 1
    open_sandbox(Client())
    later = datetime.now(UTC) + timedelta(hours=1, seconds=1)
    with realtime.reading(lambda: later):
        open_sandbox(Client())


def test_a_burst_gets_no_more_sandboxes_than_the_limit(real_database, settings):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    settings.SANDBOXES_PER_HOUR = 3

    def create(_number):
        try:
            return Client().post("/api/v1/sandboxes", {"scenario": "card-test"}, "application/json").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(create, range(12)))
    assert sorted(statuses) == [201] * 3 + [429] * 9
