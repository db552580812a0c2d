"""Before anything that opens the desk is changed, the person there proves who they are: a session left open is not enough."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kb.models import AppDevice, SignIn
from kb.staff import factors, sessions
from tests.kb.staff.codes import PASSWORD, code_of, password_given, signed_in

pytestmark = pytest.mark.django_db

CODES = "/en/admin/security/codes/"
SET_UP = "/en/admin/second-factor/set-up/"
OPTIONS = "/en/admin/second-factor/set-up/passkey/options/"
ENROL = "/en/admin/second-factor/set-up/passkey/"
PROVE = "/en/admin/security/prove/"
BY_PASSWORD = {"proof": "POST", "proof_password": PASSWORD}


@pytest.fixture
def person():
    return User.objects.create_superuser("root", password=PASSWORD)


def later(client: Client, seconds: float = sessions.FRESH + 1) -> Client:
    """That long after the person last showed who they are."""
    session = client.session
    session[sessions.PROVED] -= seconds
    session.save()
    return client


@pytest.fixture
def left_open(person):
    client, codes = signed_in(person)
    return later(client), codes


def marks(person):
    device = factors.RecoveryDevice.objects.get(user=person)
    return set(device.token_set.values_list("token", flat=True))


def test_who_has_just_signed_in_is_not_asked_again(person):
    client = signed_in(person)[0]
    before = marks(person)
    assert client.post(CODES).status_code == 302
    assert marks(person).isdisjoint(before)
    assert client.get(SET_UP).status_code == 200


def test_the_first_second_step_is_set_up_right_after_the_password(person):
    client = password_given(person)
    assert "<svg" in client.get(SET_UP).content.decode()
    later(client)
    assert "proof_password" in client.get(SET_UP).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_session_left_open_gives_no_new_codes(person, left_open, language):
    client, _codes = left_open
    before = marks(person)
    asked = client.post(f"/{language}/admin/security/codes/")
    assert (asked.status_code, "proof_password" in asked.content.decode()) == (200, True)
    assert marks(person) == before


def test_a_session_left_open_shows_no_key_and_takes_no_other_app(person, left_open):
    client, _codes = left_open
    page = client.get(SET_UP).content.decode()
    assert "<svg class" not in page and "proof_password" in page
    device = factors.enrolment(person)
    client.post(SET_UP, {"code": code_of(device)})
    assert not AppDevice.objects.get(pk=device.pk).confirmed


@pytest.mark.parametrize("address", [OPTIONS, ENROL])
def test_a_session_left_open_adds_no_passkey_and_the_script_is_told_the_way(left_open, address):
    client, _codes = left_open
    answer = client.post(address, "{}", "application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "proof")
    assert client.get(answer.json()["way"]).status_code == 200


def test_a_session_left_open_removes_no_passkey(left_open):
    client, _codes = left_open
    assert "proof_password" in client.post("/en/admin/security/passkeys/1/remove/").content.decode()


@pytest.mark.parametrize("by", ["password", "recovery code"])
def test_who_shows_it_goes_on_at_once_and_for_a_few_minutes(person, left_open, by):
    client, codes = left_open
    before = marks(person)
    proof = BY_PASSWORD if by == "password" else {"proof": "POST", "proof_code": codes[0]}
    assert client.post(CODES, proof).status_code == 302
    assert marks(person).isdisjoint(before)
    assert client.get(SET_UP).status_code == 200
    assert "proof_password" in later(client).get(SET_UP).content.decode()


def test_who_wanted_a_page_is_led_to_it(left_open):
    client, _codes = left_open
    answer = client.post(f"{SET_UP}?next=/en/admin/kb/", {**BY_PASSWORD, "proof": "GET"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{SET_UP}?next=/en/admin/kb/")
    assert "<svg" in client.get(SET_UP).content.decode()


def test_what_was_sent_is_kept_meanwhile(left_open):
    client, _codes = left_open
    asked = client.post(SET_UP, {"code": "123456", "note": '<"kept">'}).content.decode()
    assert '<input type="hidden" name="note" value="&lt;&quot;kept&quot;&gt;">' in asked
    again = client.post(SET_UP, {"note": "kept", "proof": "POST", "proof_password": "wrong"}).content.decode()
    assert 'name="note" value="kept"' in again
    assert "wrong" not in again


def test_the_way_leads_nowhere_else(left_open):
    client, _codes = left_open
    address = f"{PROVE}?next=https://evil.example/"
    client.post(address, {**BY_PASSWORD, "proof": "GET"})
    assert client.get(address).headers["Location"] == "/en/admin/"


@pytest.mark.parametrize(
    "wrong", [{"proof_password": "wrong"}, {"proof_code": "000000"}, {"proof_code": "abcdefgh"}, {}]
)
def test_what_is_wrong_opens_nothing(person, left_open, wrong):
    client, _codes = left_open
    before = marks(person)
    assert "errorlist" in client.post(CODES, {"proof": "POST", **wrong}).content.decode()
    assert marks(person) == before


def test_wrong_tries_shut_the_door_as_they_do_at_the_sign_in(person, left_open):
    client, _codes = left_open
    before = marks(person)
    for _each in range(5):
        client.post(CODES, {"proof": "POST", "proof_password": "wrong"})
    assert client.post(CODES, BY_PASSWORD).status_code == 200
    assert marks(person) == before
    kinds = list(SignIn.objects.values_list("kind", flat=True))
    assert kinds.count(SignIn.Kind.REFUSED) == 5 and SignIn.Kind.LOCKED in kinds


def test_the_person_sees_what_was_changed(person):
    client = signed_in(person)[0]
    client.post(CODES)
    client.get("/en/admin/security/")
    page = client.get("/en/admin/security/").content.decode()
    assert "recovery codes renewed" in page
    assert "codes de secours" in client.get("/fr/admin/security/").content.decode()


def test_a_half_open_session_does_not_prove_its_way_past_the_second_step(person):
    signed_in(person)
    client = later(password_given(person))
    client.post(SET_UP, {**BY_PASSWORD, "proof": "GET"})
    assert client.get(SET_UP).headers["Location"].startswith("/en/admin/second-factor/")
    assert json.loads(client.post(OPTIONS, "{}", "application/json").content or "{}").get("challenge") is None


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("user/add/", {"username": "mallory", "usable_password": "false"}),
        ("user/{pk}/change/", {"username": "mallory", "is_superuser": "on"}),
        ("user/{pk}/password/", {"password1": "n" * 20, "password2": "n" * 20}),
        ("user/{pk}/delete/", {"post": "yes"}),
        ("user/", {"action": "delete_selected", "_selected_action": "{pk}", "post": "yes"}),
        ("group/add/", {"name": "Others"}),
    ],
)
def test_a_session_left_open_changes_nobody_s_account_and_goes_on_with_what_was_sent(left_open, address, sent):
    client, _codes = left_open
    other = User.objects.create_superuser("other", password=PASSWORD)

    def accounts():
        return list(User.objects.order_by("pk").values("username", "password")), Group.objects.count()

    before = accounts()
    sent = {name: value.format(pk=other.pk) for name, value in sent.items()}
    path = f"/en/admin/auth/{address.format(pk=other.pk)}"
    asked = client.post(path, sent).content.decode()
    assert "proof_password" in asked and all(f'name="{name}"' in asked for name in sent)
    assert accounts() == before
    client.post(path, {**sent, **BY_PASSWORD})
    assert accounts() != before
