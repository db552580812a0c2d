"""Why was I rejected? Each mistake is named, and nothing more is given away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from auth_demo.models import Device, Sandbox
from auth_demo.protocols import ocra
from auth_demo.verifier import devices, explain
from auth_demo.verifier.methods.base import Question
from auth_demo.verifier.methods.card import SecurityCard
from auth_demo.verifier.methods.six_digits import near
from auth_demo.verifier.outcome import Cause, Diagnosis
from auth_demo.verifier.pin_search import Busy, PinSearch
from auth_demo.web import reasons
from tests.auth_demo.conftest import open_sandbox


def diagnosis(answer) -> dict:
    assert answer.json()["reason"] == "wrong-response"
    return answer.json()["diagnosis"]


def swapped(challenge: str) -> str:
    return next(typed for cause, typed in near(challenge) if cause is Cause.DIGITS_SWAPPED)


def test_the_pin_typed_at_challng(learner):
    login = learner.login()
    told = diagnosis(learner.respond(login, learner.compute(login, challenge=learner.card["pin"])))
    assert told["cause"] == "pin-as-challenge"
    assert "CHALLNG>" in told["advice"]


def test_two_neighbouring_digits_swapped(learner):
    login = learner.login()
    typed = swapped(login["challenge"])
    told = diagnosis(learner.respond(login, learner.compute(login, challenge=typed)))
    assert told["cause"] == "digits-swapped"
    assert told["facts"] == {"shown": login["challenge"], "typed": typed}
    assert login["challenge"] in told["advice"] and typed in told["advice"]


def test_one_digit_wrong(learner):
    login = learner.login()
    typed = next(typed for cause, typed in near(login["challenge"]) if cause is Cause.DIGIT_WRONG)
    told = diagnosis(learner.respond(login, learner.compute(login, challenge=typed)))
    assert told["cause"] == "digit-wrong"


def test_a_wrong_pin(learner):
    login = learner.login()
    pin = f"{(int(learner.card['pin']) + 5003) % 10_000:04d}"
    if pin == login["challenge"][:4]:
        pin = f"{(int(pin) + 1) % 10_000:04d}"
    told = diagnosis(learner.respond(login, learner.compute(login, pin=pin)))
    assert told["cause"] == "wrong-pin"
    assert pin not in str(told) and learner.card["pin"] not in str(told)


def test_the_beginning_of_the_challenge_typed_as_the_pin(learner):
    login = learner.login()
    while login["challenge"][:4] == learner.card["pin"]:
        login = learner.login()
    told = diagnosis(learner.respond(login, learner.compute(login, pin=login["challenge"][:4])))
    assert told["cause"] == "challenge-as-pin"


def test_the_response_to_the_previous_challenge(learner):
    old = learner.login()
    told = diagnosis(learner.respond(learner.login(), learner.compute(old)))
    assert told["cause"] == "previous-challenge"


def test_the_response_to_an_earlier_login(learner):
    old = learner.login()
    learner.login()
    told = diagnosis(learner.respond(learner.login(), learner.compute(old)))
    assert told["cause"] == "other-login"


def test_a_response_that_already_served(learner):
    old = learner.login()
    right = learner.compute(old)
    learner.respond(old, right)
    learner.stop_clock()
    learner.forward(60)
    told = diagnosis(learner.respond(learner.login(), right))
    assert told["cause"] == "already-used"
    assert 60 <= told["facts"]["ago"] < 120


def test_the_card_of_another_user(learner):
    login = learner.login()
    other = learner.sandbox["others"][0]
    told = diagnosis(learner.respond(login, learner.compute(login, card=other["devices"][0])))
    assert told["cause"] == "other-user"
    assert other["user"]["name"] in told["advice"]


def test_another_card_of_ones_own(learner):
    sandbox = Sandbox.objects.get(pk=learner.id)
    second, given = devices.enrol(sandbox, SecurityCard(), user=sandbox.user, position=9)
    login = learner.login(device=learner.card["id"])
    response = learner.compute(login, card={"suite": second.suite, **given})
    assert diagnosis(learner.respond(login, response))["cause"] == "wrong-device"


def test_what_no_device_could_have_shown(learner):
    login = learner.login()
    method, device = SecurityCard(), Device.objects.get(pk=learner.card["id"])
    question = Question(id=login["id"], text=login["challenge"], now=datetime.now(UTC))
    shared = devices.secrets_of(device)
    possible = {
        ocra.respond(device.suite, shared.key, challenge=login["challenge"], pin=f"{pin:04d}")
        for pin in range(10_000)
    } | {
        ocra.respond(device.suite, shared.key, challenge=suspect.question.text, pin=suspect.secrets.pin)
        for suspect in method.suspects(shared, question)
    }
    nobodys = next(f"{value:08d}" for value in range(12_345_678, 12_400_000) if f"{value:08d}" not in possible)
    assert diagnosis(learner.respond(login, nobodys))["cause"] == "unknown"


def test_how_late_an_expired_response_came(learner):
    learner.stop_clock()
    login = learner.login()
    learner.forward(120 + 45)
    told = learner.respond(login, learner.compute(login)).json()["diagnosis"]
    assert told["facts"] == {"late": 45.0}
    assert "45 seconds too late" in told["advice"]


def test_the_search_itself_is_limited(learner, monkeypatch):
    monkeypatch.setattr(explain, "PER_MINUTE", 2)
    login = learner.login()
    causes = [diagnosis(learner.respond(login, learner.wrong(login)))["cause"] for _ in range(3)]
    assert causes[2] == "not-searched"
    assert "not-searched" not in causes[:2]


def test_the_search_is_limited_for_all_practices_of_one_address(learner, monkeypatch):
    monkeypatch.setattr(explain, "PER_MINUTE_FROM_ONE_ADDRESS", 2)
    neighbour = open_sandbox(Client())
    causes = []
    for person in (learner, neighbour, learner):
        login = person.login()
        causes.append(diagnosis(person.respond(login, person.wrong(login)))["cause"])
    assert [cause == "not-searched" for cause in causes] == [False, False, True]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_search_that_others_keep_busy_is_done_without(learner, monkeypatch, language):
    def find(self, **asked):
        raise Busy

    monkeypatch.setattr(PinSearch, "find", find)
    learner.language = language
    login = learner.login()
    told = learner.respond(login, learner.wrong(login)).json()
    assert (told["reason"], told["attempts_left"]) == ("wrong-response", 4)
    assert told["diagnosis"]["cause"] == "not-searched"
    assert told["diagnosis"]["advice"] == told["texts"][language]["advice"]
    assert "response.explained" not in [each["type"] for each in learner.events()]


def test_mistakes_that_take_no_search_are_named_while_it_is_busy(learner, monkeypatch):
    monkeypatch.setattr(PinSearch, "find", None)
    login = learner.login()
    told = diagnosis(learner.respond(login, learner.compute(login, challenge=swapped(login["challenge"]))))
    assert told["cause"] == "digits-swapped"


def test_the_explanation_is_an_event_of_its_own(learner):
    login = learner.login()
    learner.respond(login, learner.compute(login, challenge=learner.card["pin"]))
    told = learner.events()[-1]
    assert (told["type"], told["data"]) == (
        "response.explained",
        {"login": login["id"], "cause": "pin-as-challenge"},
    )


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_sentence_in_every_language(settings, cause):
    span = timedelta(seconds=30)
    facts = {"late": span, "ago": span, "shown": "123456", "typed": "132456", "user": "bruno-practice", "off": span}
    said = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.add(reasons.advice(Diagnosis(cause, facts)))
    assert len(said) == len(settings.LANGUAGES)
