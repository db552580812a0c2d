"""Whatever one practice is made to do, over and over, it takes no more of the disk than it may: bytes of a real file."""

from itertools import count

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from auth_demo.models import Sandbox
from auth_demo.verifier import pairing, quota
from auth_demo.web import limits
from tests.auth_demo.conftest import Caller, open_sandbox

ALLOWED = 1_000_000 / quota.MOST  # what is counted leaves room for what follows by itself
SMALL = 150_000  # bytes: the same rule, reached sooner
BIG = {"mode": "x" * (pairing.MOST - 100)}


def file_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def logins(caller: Caller, turn: int):
    return caller.post(f"/sandboxes/{caller.id}/logins", {"user": "nobody"} if turn % 3 else {})


def answers(caller: Caller, turn: int):
    """To a login that has had its answer: refused, and the refusal is logged."""
    if not caller.given:
        caller.given = caller.login()
        caller.respond(caller.given, caller.compute(caller.given))
    return caller.respond(caller.given, "12345678")


def moves(caller: Caller, turn: int):
    return caller.forward(1)


def faults(caller: Caller, turn: int):
    return caller.post(f"/sandboxes/{caller.id}/faults", {"card-locked": turn % 2 == 0})


def codes(caller: Caller, turn: int):
    """For one's own phone: replaced again and again, each handing over as much as it may."""
    return caller.post(f"/sandboxes/{caller.id}/pairings", {"device": "card", "keys": [], "state": BIG})


def phones(caller: Caller, turn: int):
    """Paired, placed, and taken back."""
    begun = codes(caller, turn)
    if begun.status_code != 201:
        return begun
    phone = Client()
    got = phone.post("/api/v1/pairings/exchange", {"code": begun.json()["code"]}, "application/json", headers=HERE)
    if got.status_code != 201:
        return got
    caller.post(f"/sandboxes/{caller.id}/pairings/{got.json()['id']}/state", {"state": BIG})
    for _ in range(2):
        acts = {"acts": ["card.on"] * 100, "placements": 1, "state": BIG}
        answer = phone.post(f"/api/v1/pairings/{got.json()['id']}/report", acts, "application/json", headers=HERE)
    caller.post(f"/sandboxes/{caller.id}/pairings/{got.json()['id']}/end", {"why": "taken-back"})
    return answer


def notifications(caller: Caller, turn: int):
    """The request arrives and runs out: what follows by itself is at its most."""
    caller.forward(601)
    caller.state()
    return caller.post(f"/sandboxes/{caller.id}/logins", {"method": "notification"})


def messages(caller: Caller, turn: int):
    caller.forward(86_400 / 10 + 1)
    caller.state()
    return caller.post(f"/sandboxes/{caller.id}/logins", {"method": "voice" if turn % 2 else "sms"})


def numbers(caller: Caller, turn: int):
    caller.forward(86_400 / 10 + 1)
    return caller.post(f"/sandboxes/{caller.id}/number/verification")


HERE = {"Sec-Fetch-Site": "same-origin"}
FLOODS = {
    logins: "card-test",
    answers: "card-test",
    moves: "card-test",
    faults: "card-test",
    codes: "card-test",
    phones: "card-test",
    notifications: "push-test",
    messages: "voice-test",
    numbers: "enrol-test",
}


@pytest.mark.sqlite  # how much a file grows
@pytest.mark.parametrize(("flood", "scenario"), FLOODS.items(), ids=[each.__name__ for each in FLOODS])
def test_a_flood_is_told_that_the_practice_is_used_up_before_the_file_has_grown_beyond_it(
    real_database, monkeypatch, flood, scenario
):
    monkeypatch.setattr(limits, "spend", lambda *_args, **_options: None)
    monkeypatch.setattr(quota, "MOST", SMALL)
    before = file_bytes()
    caller = open_sandbox(Client(), scenario=scenario)
    refused = 0
    for turn in count():
        assert turn < 1000
        refused += is_used_up(flood(caller, turn))
        if refused == 20:
            break
    caller.state()
    assert file_bytes() - before < ALLOWED * SMALL
    assert Sandbox.objects.get(pk=caller.id).taken > SMALL / 2, "and honest use gets that far"


def is_used_up(answer) -> bool:
    return answer.status_code == 409 and answer.json()["reason"] == "used-up"


@pytest.mark.sqlite
def test_practices_that_are_opened_and_left_all_day_long_take_the_room_of_those_that_may_be_there(
    real_database, settings
):
    settings.SANDBOXES_TOTAL = 10
    before = file_bytes()
    for _ in range(10):
        for _place in range(10):
            open_sandbox(Client())
        assert not is_open(Client().post("/api/v1/sandboxes", {"scenario": "card-test"}, "application/json"))
        Sandbox.objects.update(expires_at=F("created_at"))
    assert Sandbox.objects.count() == 10
    assert file_bytes() - before < settings.SANDBOXES_TOTAL * 30_000


def is_open(answer) -> bool:
    return answer.status_code == 201
