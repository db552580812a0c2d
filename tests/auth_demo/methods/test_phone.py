"""The phone without notifications: time in the computation, and how what goes wrong is named."""

from datetime import timedelta

import pytest
from django.test import Client

from auth_demo.models import Device
from auth_demo.verifier.methods.six_digits import near
from auth_demo.verifier.outcome import Cause
from tests.auth_demo.answers import phone_response
from tests.auth_demo.conftest import open_sandbox
from tests.auth_demo.times import moment

MINUTE = timedelta(minutes=1)


@pytest.fixture
def phone(db):
    caller = open_sandbox(Client(), scenario="offline-test")
    caller.stop_clock()
    return caller


def answer(caller, login, *, off=0, device=None, challenge=None):
    at = moment(login["issued_at"]) + off * MINUTE
    return caller.respond(login, phone_response(device or caller.card, login, at, challenge=challenge))


def test_the_phone_has_a_key_for_responses_and_one_for_notifications(phone):
    assert phone.card["suite"] == "OCRA-1:HOTP-SHA256-8:QN06-T1M"
    assert len(bytes.fromhex(phone.card["key"])) == len(bytes.fromhex(phone.card["push_key"])) == 32
    assert phone.card["key"] != phone.card["push_key"]
    assert "pin" not in phone.card
    assert (phone.card["phone"], phone.card["system"]) == ("phone", "ios")


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_clock_one_step_off_is_right_and_its_drift_is_kept(phone, off):
    assert answer(phone, phone.login(), off=off).status_code == 200
    assert phone.state()["devices"][0]["drift"] == off


@pytest.mark.parametrize(("off", "cause"), [(2, "clock-ahead"), (-2, "clock-behind"), (73, "clock-ahead")])
def test_a_clock_further_off_is_named_with_its_minutes(phone, off, cause):
    told = answer(phone, phone.login(), off=off).json()["diagnosis"]
    assert told["cause"] == cause
    assert told["facts"]["off"] == abs(off) * 60


def test_the_drift_never_refuses(phone):
    """Only the challenge, good once, stops a replay: a phone may be ahead, then right."""
    assert answer(phone, phone.login(), off=1).status_code == 200
    assert answer(phone, phone.login(), off=-1).status_code == 200


def test_digits_swapped_and_a_digit_wrong_are_named(phone):
    for wanted in (Cause.DIGITS_SWAPPED, Cause.DIGIT_WRONG):
        login = phone.login()
        typed = next(typed for cause, typed in near(login["challenge"]) if cause is wanted)
        assert answer(phone, login, challenge=typed).json()["diagnosis"]["cause"] == wanted


def test_another_users_phone_is_named(phone):
    other = phone.sandbox["others"][0]["devices"][0]
    told = answer(phone, phone.login(), device=other).json()["diagnosis"]
    assert (told["cause"], told["facts"]) == ("other-user", {"user": "bruno-practice"})


def test_looking_inside_shows_the_time_step_that_matched(phone):
    login = phone.login()
    answer(phone, login, off=-1)
    seen = phone.get(f"/sandboxes/{phone.id}/inside").json()
    assert [each["name"] for each in seen["fields"]] == ["suite", "Q", "T"]
    assert seen["response"] == phone_response(phone.card, login, moment(login["issued_at"]) - MINUTE)


def test_a_user_has_one_active_phone_says_the_database(phone):
    from django.db import IntegrityError

    row = Device.objects.get(pk=phone.card["id"])
    row.pk = "f" * 32
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)
