"""What one sandbox may keep, and how many sandboxes there may be."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client

from auth_demo import models
from auth_demo.models import Pairing, Sandbox
from auth_demo.verifier import enrol, expiry, pairing, quota
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.verifier.realtime import reading
from kb.base import limits as counters
from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import open_sandbox

CODE = site.BASE_DIR / "auth_demo"
# Made elsewhere than by quota.keep: the sandbox itself, and the event, which is counted with its number in one write.
MAKERS = {"verifier/quota.py", "verifier/enrol.py", "verifier/events.py"}
MAKING = {"create", "bulk_create", "get_or_create", "update_or_create", "acreate"}


def makes_rows(path: Path) -> bool:
    calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
    named = {each.func.attr for each in calls if isinstance(each.func, ast.Attribute)}
    return bool(named & MAKING) or any(word.arg == "force_insert" for each in calls for word in each.keywords)


OF_A_CLASS = {
    "Classroom",
    "ClassEvent",
    "Participant",
    "Plan",
    "Run",
    "Tally",
    "TrainerKey",
}  # bounded by its size and by limits of their own
OF_A_COURSE = {"Attempt", "Handshake", "LearningPlatform", "ToolKey"}  # likewise, or made by operators


def test_every_row_of_a_sandbox_is_made_where_it_is_counted():
    makers = {str(path.relative_to(CODE)) for path in CODE.rglob("*.py") if makes_rows(path)}
    assert {each for each in makers if not each.startswith(("classroom/", "lms/"))} == MAKERS


def rows(sandbox: Sandbox) -> int:
    """All that hang off it, whatever they are."""
    kinds = {
        models.Account: {"sandbox": sandbox},
        models.Challenge: {"login__sandbox": sandbox},
        models.Confirmation: {"sandbox": sandbox},
        models.Device: {"sandbox": sandbox},
        models.Event: {"sandbox": sandbox},
        models.Login: {"sandbox": sandbox},
        models.Message: {"sandbox": sandbox},
        models.Pairing: {"sandbox": sandbox},
        models.Share: {"device__sandbox": sandbox},
    }
    assert {each.__name__ for each in kinds} == set(models.__all__) - {
        "Sandbox",
        "OneTime",
    } - OF_A_CLASS - OF_A_COURSE
    return sum(model.objects.filter(**mine).count() for model, mine in kinds.items())


@pytest.mark.parametrize("way", ANSWERS.values(), ids=ANSWERS)
def test_each_row_is_counted_whatever_the_learner_does(db, client, way):
    caller = open_sandbox(client, scenario=way.scenario)
    way.prepare(caller)
    login = caller.login(**({"method": way.method} if way.method else {}))
    right = way.right(caller, login)
    way.send(caller, login, way.wrong(caller, login))
    way.send(caller, login, right)
    caller.forward(3600)
    caller.state()
    sandbox = Sandbox.objects.get(pk=caller.id)
    assert quota.ROW * rows(sandbox) <= sandbox.taken < (quota.ROW + 200) * rows(sandbox)


def use_up(caller) -> Sandbox:
    Sandbox.objects.filter(pk=caller.id).update(taken=quota.MOST)
    return Sandbox.objects.get(pk=caller.id)


def test_who_has_used_a_practice_up_is_told_to_begin_a_new_one(learner):
    learner.language = "fr"
    use_up(learner)
    answer = learner.post(f"/sandboxes/{learner.id}/logins")
    assert (answer.status_code, answer.json()["reason"]) == (409, "used-up")
    assert "Commencez-en un nouveau" in answer.json()["detail"]
    assert "Start a new one" in answer.json()["texts"]["en"]["detail"]


def test_a_practice_that_is_used_up_can_still_be_looked_at_while_its_time_goes_on(db, client):
    caller = open_sandbox(client, scenario="push-test")
    caller.login()
    before = use_up(caller)
    with reading(lambda: before.created_at + timedelta(minutes=5)):
        assert caller.get(f"/sandboxes/{caller.id}").json()["logins"][0]["state"] == "expired"
        assert caller.messages()
        assert [each["type"] for each in caller.events()][-2:] == ["challenge.expired", "push.lapsed"]


def test_an_answer_that_can_no_longer_be_kept_is_not_accepted_and_tells_nothing(learner):
    login = learner.login()
    right, wrong = learner.compute(login), learner.wrong(login)
    use_up(learner)
    for response in (wrong, right):
        assert learner.respond(login, response).json()["reason"] == "used-up"
    assert learner.get(f"/logins/{login['id']}").json()["state"] == "challenge"


def test_a_phone_is_taken_back_from_a_practice_that_is_used_up(learner):
    sandbox = Sandbox.objects.get(pk=learner.id)
    got = pairing.exchange(pairing.begin(sandbox, "card", keys=[], state={"mode": "on"}).code)
    use_up(learner)
    assert pairing.end(got.pairing, Pairing.Why.STARTED_OVER).state == {"mode": "on"}


def test_thirty_logins_are_far_from_the_end(learner):
    for _ in range(30):
        login = learner.login()
        assert learner.respond(login, learner.compute(login)).status_code == 200
    assert Sandbox.objects.get(pk=learner.id).taken < quota.MOST / 5


BIG = {"mode": "x" * (pairing.MOST - 100)}


def kept(sandbox: Sandbox) -> int:
    return sum(len(bytes(each.state)) + len(bytes(each.keys)) for each in sandbox.pairings.all())


@pytest.fixture
def sandbox(learner) -> Sandbox:
    return Sandbox.objects.get(pk=learner.id)


def test_a_code_that_was_replaced_or_never_used_keeps_nothing(sandbox):
    replaced = pairing.begin(sandbox, "card", keys=[], state=BIG)
    last = pairing.begin(sandbox, "card", keys=[], state=BIG)
    assert kept(sandbox) < pairing.MOST + 100, "that of the last one alone"
    pairing.end(last.pairing, Pairing.Why.TAKEN_BACK)
    assert kept(sandbox) == 0
    assert pairing.end(replaced.pairing, Pairing.Why.TAKEN_BACK) == pairing.Returned(None, None)


def test_a_code_that_nobody_used_in_time_is_emptied_by_the_next_purge(sandbox):
    pairing.begin(sandbox, "card", keys=[], state=BIG)
    with reading(lambda: sandbox.created_at + pairing.LASTS + timedelta(minutes=1)):
        expiry.purge()
    assert kept(sandbox) == 0


def test_what_a_phone_showed_is_kept_until_the_next_code_for_the_same_device(sandbox):
    got = pairing.exchange(pairing.begin(sandbox, "card", keys=[], state=BIG).code)
    pairing.end(got.pairing, Pairing.Why.TAKEN_BACK)
    assert pairing.end(got.pairing, Pairing.Why.TAKEN_BACK).state == BIG, "asked twice"
    pairing.begin(sandbox, "card", keys=[], state=None)
    assert kept(sandbox) < 200


def test_bytes_that_are_deleted_are_given_back(sandbox):
    for _ in range(40):
        got = pairing.exchange(pairing.begin(sandbox, "card", keys=[], state=BIG).code)
        pairing.report(got.pairing, [], state={"mode": "off"}, placements=0)
        pairing.place(got.pairing, BIG)
        pairing.end(got.pairing, Pairing.Why.TAKEN_BACK)
    sandbox.refresh_from_db()
    assert sandbox.taken < quota.ROW * (rows(sandbox) + sandbox.pairings.count()) + pairing.MOST + 1000


def test_what_a_phone_reports_and_a_computer_places_is_counted(sandbox):
    got = pairing.exchange(pairing.begin(sandbox, "card", keys=[], state=None).code)
    Sandbox.objects.filter(pk=sandbox.pk).update(taken=quota.MOST - pairing.MOST // 2)
    for call, also in ((pairing.place, {}), (pairing.report, {"acts": [], "placements": 0})):
        with pytest.raises(Refused) as refused:
            call(got.pairing, state=BIG, **also)
        assert refused.value.reason is Reason.USED_UP
    assert kept(sandbox) < 200


def test_ten_codes_a_minute_are_given(learner):
    ask = {"device": "card", "keys": [], "state": None}
    answers = [learner.post(f"/sandboxes/{learner.id}/pairings", ask) for _ in range(11)]
    assert [each.status_code for each in answers] == [201] * 10 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


# How many sandboxes there may be.


def opened():
    return enrol.open_sandbox("card-test", address="a", language="en").sandbox


@pytest.fixture
def three_places(db, settings):
    settings.SANDBOXES_TOTAL = 3


def test_no_more_are_opened_than_there_are_places(three_places, client):
    for _ in range(3):
        open_sandbox(Client())
    answer = client.post("/api/v1/sandboxes", '{"scenario": "card-test", "language": "fr"}', "application/json")
    assert (answer.status_code, answer.json()["reason"]) == (503, "full")
    assert 23 * 3600 < int(answer["Retry-After"]) <= 24 * 3600
    assert (
        "24 hours" in answer.json()["texts"]["en"]["detail"] and "24 heures" in answer.json()["texts"]["fr"]["detail"]
    )
    assert Sandbox.objects.count() == 3


def test_expired_ones_make_room_first(three_places):
    old = [opened() for _ in range(3)]
    Sandbox.objects.filter(pk=old[0].pk).update(expires_at=old[0].created_at)
    opened()
    assert not Sandbox.objects.filter(pk=old[0].pk).exists()
    with pytest.raises(Refused):
        opened()


def test_a_place_taken_in_vain_comes_back(three_places):
    for _ in range(3):
        counters.spend("practices", "all", most=3, seconds=3600)
    assert opened()
