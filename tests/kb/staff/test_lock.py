"""Who is kept out after refusals, for how long, and who never is."""

import json
import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kb.base import clients
from kb.base.models import Counter
from kb.models import AppDevice, SignIn
from kb.staff import audit, factors
from tests.kb.staff.codes import PASSWORD, code_of, enrolled, password_given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_in_database")]
Kind = SignIn.Kind
DOOR, SECOND = "/en/admin/login/", "/en/admin/second-factor/"
HOME, ELSEWHERE = "127.0.0.1", "192.0.2.2"
SHUT = "Too many attempts"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def low_limits(monkeypatch):
    """Fewer guesses tell the same."""
    for name, value in {"NAME": 7, "ADDRESS": 9, "KNOWN": 3}.items():
        monkeypatch.setattr(audit, name, value)


def make_editor():
    return User.objects.create_superuser("anna", password=PASSWORD)


@pytest.fixture
def editor():
    return make_editor()


def guess(password="wrong", name="anna", at=HOME, language="en", **headers):
    fields = {"username": name, "password": password}
    return Client(REMOTE_ADDR=at, headers=headers).post(f"/{language}/admin/login/", fields)


def is_let_past(answer):
    return answer.status_code == 302


def is_shut(answer):
    return SHUT in answer.content.decode()


def come_in(user, at, kind=Kind.VERIFIED):
    """`user` has signed in from there before."""
    request = Client(REMOTE_ADDR=at).get(DOOR).wsgi_request
    audit.record(request, kind, user.username)


def guess_everywhere():
    for number in range(audit.NAME):
        guess(at=f"198.51.100.{number}")


def test_a_household_of_ipv6_is_one_client(editor):
    answers = [guess(at=f"2001:db8:1:2:{number:x}::1") for number in range(12)]
    assert [is_shut(answer) for answer in answers] == [False] * 5 + [True] * 7
    assert is_let_past(guess(PASSWORD, at="2001:db8:1:3::1"))


@pytest.mark.parametrize("kind", [Kind.VERIFIED, Kind.RECOVERED, Kind.PASSKEY, Kind.ENROLLED, Kind.PASSKEY_ADDED])
def test_nobody_shuts_an_editor_out_from_elsewhere(low_limits, editor, kind):
    come_in(editor, at=HOME, kind=kind)
    guess_everywhere()
    assert is_shut(guess(PASSWORD, at=ELSEWHERE))
    assert is_let_past(guess(PASSWORD, at=HOME))


@pytest.mark.parametrize("kind", [Kind.PASSWORD, Kind.REFUSED, Kind.CODE_REFUSED, Kind.LOCKED])
def test_a_password_alone_makes_no_address_a_known_one(low_limits, editor, kind):
    come_in(editor, at=HOME, kind=kind)
    guess_everywhere()
    assert is_shut(guess(PASSWORD, at=HOME))


def test_a_known_address_is_known_of_one_person_only(low_limits, editor):
    come_in(User.objects.create_superuser("bruno", password=PASSWORD), at=HOME)
    guess_everywhere()
    assert is_shut(guess(PASSWORD, at=HOME))


def test_guesses_from_a_known_address_are_still_counted(editor):
    come_in(editor, at=HOME)
    assert [is_shut(guess(at=HOME)) for _each in range(7)] == [False] * 5 + [True] * 2


def test_so_many_addresses_are_known_of_a_person_and_for_so_long(low_limits, editor):
    come_in(editor, at=HOME)
    for number in range(audit.KNOWN):
        come_in(editor, at=f"203.0.113.{number}")
    come_in(editor, at=ELSEWHERE)
    SignIn.objects.filter(pk=SignIn.objects.latest("pk").pk).update(at=timezone.now() - audit.KNOWN_FOR)
    guess_everywhere()
    assert is_shut(guess(PASSWORD, at=HOME))
    assert is_shut(guess(PASSWORD, at=ELSEWHERE))
    assert is_let_past(guess(PASSWORD, at="203.0.113.2"))


def test_who_guesses_other_names_does_not_shut_out_who_works_there(low_limits, editor):
    come_in(editor, at=HOME)
    for number in range(audit.ADDRESS):
        guess(name=f"name{number}", at=HOME)
    assert is_shut(guess(PASSWORD, name="bruno", at=HOME))
    assert is_let_past(guess(PASSWORD, at=HOME))


def test_behind_a_proxy_that_is_not_counted_a_visitor_locks_nobody_out_and_the_log_says_what_to_set(
    editor, settings, caplog, monkeypatch
):
    settings.TRUSTED_PROXIES = 0
    monkeypatch.setattr(clients, "_said", set())
    with caplog.at_level(logging.WARNING):
        for number in range(21):
            guess(name=f"name{number}", at="127.0.0.1", **{"X-Forwarded-For": "203.0.113.5"})
    assert is_let_past(guess(PASSWORD, at="127.0.0.1", **{"X-Forwarded-For": "203.0.113.6"}))
    assert [message for message in caplog.messages if "TRUSTED_PROXIES" in message] == [clients.NOBODY_TRUSTED]


def test_what_is_right_does_not_count(editor):
    for _each in range(audit.PAIR + 1):
        assert is_let_past(guess(PASSWORD))
    device, _codes = enrolled(editor)
    client = password_given(editor)
    for _each in range(audit.PAIR - 1):
        client.post(SECOND, {"code": "000000"})
        AppDevice.objects.update(throttling_failure_count=0)
    assert client.post(SECOND, {"code": code_of(device)}).status_code == 302
    assert not Counter.objects.filter(name__startswith="sign-in:").exists()  # who is in begins with all tries again


def test_a_code_that_was_not_looked_at_does_not_count(editor):
    enrolled(editor)
    client = password_given(editor)
    for _each in range(audit.PAIR + 3):  # the first is wrong; for a second the device then looks at none
        AppDevice.objects.filter(throttling_failure_count=1).update(throttling_failure_timestamp=timezone.now())
        client.post(SECOND, {"code": "000000"})
    assert SignIn.objects.filter(kind=Kind.CODE_REFUSED).count() == 1
    assert list(Counter.objects.filter(name__startswith="sign-in:").values_list("spent", flat=True)) == [1]


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (0.4, "Try again in 1 second.", "Réessayez dans 1 seconde."),
        (1.5, "Try again in 2 seconds.", "Réessayez dans 2 secondes."),
        (61, "Try again in 61 seconds.", "Réessayez dans 61 secondes."),
        (121, "Try again in 3 minutes.", "Réessayez dans 3 minutes."),
    ],
)
def test_the_wait_that_is_told_is_the_true_one(editor, monkeypatch, seconds, english, french):
    enrolled(editor)
    client = password_given(editor)

    def pause(_user, _code):
        raise factors.Paused(timedelta(seconds=seconds))

    monkeypatch.setattr(factors, "verify", pause)
    assert english in client.post(SECOND, {"code": "000000"}).content.decode()
    assert french in client.post("/fr/admin/second-factor/", {"code": "000000"}).content.decode()


@pytest.mark.parametrize(
    ("left", "english", "french"),
    [(0.4, "in 1 second.", "dans 1 seconde."), (100, "in 100 seconds.", "dans 100 secondes.")],
)
def test_a_door_about_to_open_says_so(editor, monkeypatch, left, english, french):
    for _each in range(audit.PAIR):
        guess()
    now = Counter.objects.get(name__startswith="sign-in:").ends - left
    monkeypatch.setattr("kb.base.limits.time.time", lambda: now)
    assert english in guess(PASSWORD).content.decode()
    assert french in guess(PASSWORD, language="fr").content.decode()


def test_a_passkey_at_a_shut_door_is_told_how_long_to_wait(editor):
    enrolled(editor)
    client = password_given(editor)
    address, body = f"{SECOND}passkey/answer/", json.dumps({})
    answers = [client.post(address, body, content_type="application/json") for _each in range(audit.PAIR + 1)]
    assert [answer.status_code for answer in answers] == [400] * audit.PAIR + [429]
    assert 800 < int(answers[-1]["Retry-After"]) <= 900
    assert answers[-1].json()["detail"] == "Too many attempts. Try again in 15 minutes."
