"""Tries at the same moment are counted before they are looked at."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp_webauthn.models import WebAuthnCredential

from kb.models import SignIn
from kb.staff import audit, factors
from tests.kb.staff.codes import PASSWORD, enrolled, password_given
from tests.parallel import in_parallel

Kind = SignIn.Kind
DOOR, SECOND = "/en/admin/login/", "/en/admin/second-factor/"
TRIES = 30


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(real_database):
    return User.objects.create_superuser("anna", password=PASSWORD)


def guess(password="wrong", name="anna", at="127.0.0.1"):
    return Client(REMOTE_ADDR=at).post(DOOR, {"username": name, "password": password})


def test_thirty_passwords_get_five_looks(editor):
    in_parallel(TRIES, guess)
    kinds = list(SignIn.objects.values_list("kind", flat=True))
    assert kinds.count(Kind.REFUSED) == audit.PAIR
    assert kinds.count(Kind.LOCKED) == 1
    assert "Too many attempts" in guess(PASSWORD).content.decode()


@pytest.mark.parametrize(
    ("limit", "given"),
    [("NAME", lambda number: {"at": f"198.51.100.{number}"}), ("ADDRESS", lambda number: {"name": f"name{number}"})],
)
def test_a_name_from_everywhere_and_an_address_with_every_name_get_no_look_too_many(
    editor, monkeypatch, limit, given
):
    monkeypatch.setattr(audit, limit, 7)
    numbers = iter(range(TRIES))
    in_parallel(TRIES, lambda: guess(**given(next(numbers))))
    assert SignIn.objects.filter(kind=Kind.REFUSED).count() == 7


def wrong_code(client):
    return client.post(SECOND, {"code": "000000"})


def wrong_recovery_code(client):
    return client.post(SECOND, {"code": "abcd2345"})


def wrong_passkey(client):
    return client.post(f"{SECOND}passkey/answer/", json.dumps({}), content_type="application/json")


def wrong_first_code(client):
    return client.post(f"{SECOND}set-up/", {"code": "000000"})


@pytest.mark.parametrize(
    ("wrong", "is_enrolled"),
    [(wrong_code, True), (wrong_recovery_code, True), (wrong_passkey, True), (wrong_first_code, False)],
)
def test_second_steps_get_five_looks(editor, monkeypatch, wrong, is_enrolled):
    """Here the device's own pause after a wrong code is away: the count alone must hold."""
    if is_enrolled:
        enrolled(editor)
    looked = []

    def look(*_given):
        looked.append(1)
        return False

    monkeypatch.setattr(factors, "_check", look)
    client = password_given(editor)
    in_parallel(TRIES, lambda: wrong(copy_of(client)))
    refused = SignIn.objects.filter(kind__in=audit.REFUSALS).count()
    assert refused == audit.PAIR
    assert len(looked) == (0 if wrong is wrong_passkey else audit.PAIR)


def copy_of(client):
    other = Client()
    other.cookies = client.cookies
    return other


def test_of_two_passkeys_one_stays_however_fast_both_are_removed(editor):
    for number in range(2):
        WebAuthnCredential.objects.create(
            user=editor, name=f"key {number}", credential_id=bytes([number]), public_key=b"key", transports=[]
        )
    keys = iter(WebAuthnCredential.objects.all())
    assert sorted(in_parallel(2, lambda: factors.remove_passkey(next(keys)))) == [False, True]
    assert WebAuthnCredential.objects.count() == 1
