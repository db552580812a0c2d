"""Passkeys as a second step: set up, asked for, renamed, removed; and what is refused."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django_otp_webauthn.models import WebAuthnCredential

from kb.models import AppDevice, SignIn
from kb.staff import factors
from tests.kb.staff.authenticator import Authenticator
from tests.kb.staff.codes import PASSWORD, code_of, enrolled, password_given, signed_in

pytestmark = pytest.mark.django_db
Kind = SignIn.Kind
SITE = "http://localhost:8000"
SECOND = "/en/admin/second-factor/"
SECURITY = "/en/admin/security/"
OPTIONS, ENROLMENT = f"{SECOND}set-up/passkey/options/", f"{SECOND}set-up/passkey/"
QUESTION, ANSWER = f"{SECOND}passkey/question/", f"{SECOND}passkey/answer/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS, settings.OTP_WEBAUTHN_RP_ID = [SITE], "localhost"


@pytest.fixture
def editor():
    return User.objects.create_superuser("anna", password=PASSWORD)


def post(client: Client, address: str, body=None):
    return client.post(address, json.dumps(body if body is not None else {}), content_type="application/json")


def add(client: Client, name: str = "", origin: str = SITE) -> Authenticator:
    passkey = Authenticator(origin)
    options = post(client, OPTIONS).json()
    assert post(client, ENROLMENT, passkey.create(options) | {"name": name}).status_code == 200
    return passkey


def with_passkey(user: User) -> Authenticator:
    """`user` has an app and a passkey, and is signed in nowhere."""
    client, _codes = signed_in(user)
    return add(client)


def ask(client: Client) -> dict:
    return post(client, QUESTION).json()


def kinds():
    return list(SignIn.objects.order_by("id").values_list("kind", flat=True))


def test_a_passkey_lets_in_after_the_password_and_leads_where_one_wanted_to_go(editor):
    passkey, client = with_passkey(editor), password_given(editor)
    assert client.get("/en/admin/").status_code == 302
    said = post(client, f"{ANSWER}?next=/en/admin/kb/pinnedanswer/", passkey.get(ask(client))).json()
    assert said["redirect_url"] == "/en/admin/kb/pinnedanswer/"
    assert client.get("/en/admin/").status_code == 200
    assert kinds()[-2:] == [Kind.PASSWORD, Kind.PASSKEY]


def test_the_way_on_never_leaves_the_site(editor):
    passkey, client = with_passkey(editor), password_given(editor)
    said = post(client, f"{ANSWER}?next=https://evil.example/", passkey.get(ask(client))).json()
    assert said["redirect_url"] == "/en/admin/"


def test_a_passkey_can_be_the_first_second_factor_and_recovery_codes_go_with_it(editor):
    client = password_given(editor)
    options = post(client, OPTIONS).json()
    answer = post(client, f"{ENROLMENT}?next=/en/admin/kb/pinnedanswer/", Authenticator(SITE).create(options)).json()
    shown = client.get(answer["redirect_url"]).content.decode()
    assert len(set(re.findall(r"<li><code>(\w{8})</code>", shown))) == 10
    assert 'href="/en/admin/kb/pinnedanswer/"' in shown
    assert password_given(editor).get(f"{SECOND}set-up/").url == SECOND


def test_another_passkey_leaves_the_recovery_codes_as_they_are(editor):
    client, codes = signed_in(editor)
    add(client)
    assert factors.verify(editor, codes[0])


def test_who_has_a_second_factor_cannot_add_a_passkey_with_the_password_alone(editor):
    enrolled(editor)
    client = password_given(editor)
    assert post(client, OPTIONS).status_code == 403
    assert post(client, ENROLMENT, {}).status_code == 403
    assert not WebAuthnCredential.objects.exists()


@pytest.mark.parametrize("address", [OPTIONS, ENROLMENT, QUESTION, ANSWER])
def test_nobody_without_the_password_is_asked_anything(editor, address):
    assert post(Client(), address).url == "/en/admin/login/"
    reader = Client()
    reader.force_login(User.objects.create_user("reader"))
    assert post(reader, address).url == "/en/admin/login/"


@pytest.mark.parametrize("address", [OPTIONS, ENROLMENT, QUESTION, ANSWER])
def test_another_site_cannot_ask_through_the_editors_browser(editor, address):
    enrolled(editor)
    client = Client(enforce_csrf_checks=True)
    client.cookies = password_given(editor).cookies
    assert post(client, address).status_code == 403
    assert kinds() == [Kind.PASSWORD]


def test_an_answer_is_taken_once(editor):
    passkey, client = with_passkey(editor), password_given(editor)
    answer = passkey.get(ask(client))
    assert post(client, ANSWER, answer).status_code == 200
    again = password_given(editor)
    ask(again)
    assert post(again, ANSWER, answer).status_code == 422
    assert post(again, ANSWER, answer).status_code == 400
    assert again.get("/en/admin/").status_code == 302


def test_a_passkey_of_somebody_else_does_not_let_in(editor):
    theirs = with_passkey(User.objects.create_superuser("bruno", password=PASSWORD))
    with_passkey(editor)
    client = password_given(editor)
    assert post(client, ANSWER, theirs.get(ask(client))).status_code == 403
    assert client.get("/en/admin/").status_code == 302
    assert kinds()[-1] == Kind.PASSKEY_REFUSED


def test_an_answer_given_to_another_site_is_refused(editor):
    passkey, client = with_passkey(editor), password_given(editor)
    passkey.origin = "https://evil.example"
    assert post(client, ANSWER, passkey.get(ask(client))).status_code == 422
    options = post(signed_in(User.objects.create_superuser("bruno", password=PASSWORD))[0], OPTIONS).json()
    assert options["rp"]["id"] == "localhost"


@pytest.mark.parametrize("body", [[], "text", 7, None, {}, {"id": 1}, {"id": "x", "rawId": "x", "response": "no"}])
def test_nonsense_is_refused_and_counted(editor, body):
    with_passkey(editor)
    client = password_given(editor)
    ask(client)
    assert post(client, ANSWER, body).status_code in {400, 422}
    assert kinds()[-1] == Kind.PASSKEY_REFUSED


def test_passkeys_are_counted_at_the_door_which_says_when_it_opens(editor):
    with_passkey(editor)
    client = password_given(editor)
    for _each in range(5):
        post(client, ANSWER, {})
    refused = post(client, QUESTION)
    assert refused.status_code == 429
    assert refused.json() == {"code": "locked", "detail": "Too many attempts. Try again in 15 minutes."}
    assert (
        post(client, ANSWER.replace("/en/", "/fr/")).json()["detail"]
        == "Trop de tentatives. Réessayez dans 15 minutes."
    )


def test_a_passkey_has_the_name_that_its_owner_gives_it(editor):
    client, _codes = signed_in(editor)
    add(client)
    add(client, f"  {'Long' * 40} ")
    first, second = WebAuthnCredential.objects.order_by("pk")
    assert (first.name, second.name) == ("Passkey", "Long" * 16)
    client.post(f"{SECURITY}passkeys/{first.pk}/name/", {"name": "<Key> in the drawer"})
    assert "<strong>&lt;Key&gt; in the drawer</strong>" in client.get(SECURITY).content.decode()


def test_a_removed_passkey_ends_what_it_opened_and_lets_in_no_more(editor):
    client, _codes = signed_in(editor)
    passkey, thief = add(client), password_given(editor)
    post(thief, ANSWER, passkey.get(ask(thief)))
    assert thief.get("/en/admin/").status_code == 200
    client.post(f"{SECURITY}passkeys/{WebAuthnCredential.objects.get().pk}/remove/")
    assert thief.get("/en/admin/").status_code == 302
    assert post(thief, ANSWER, passkey.get(ask(thief))).status_code == 404
    assert client.get("/en/admin/").status_code == 200
    assert kinds()[-2] == Kind.PASSKEY_REMOVED


def test_the_only_second_step_cannot_be_removed(editor):
    client = password_given(editor)
    add(client)
    remove = f"{SECURITY}passkeys/{WebAuthnCredential.objects.get().pk}/remove/"
    assert "your only second step" in client.post(remove, follow=True).content.decode()
    AppDevice.make(editor)
    client.post(remove)
    assert not WebAuthnCredential.objects.exists()


@pytest.mark.parametrize("action", ["name", "remove"])
def test_nobody_changes_the_passkeys_of_another(editor, action):
    with_passkey(editor)
    client, _codes = signed_in(User.objects.create_superuser("bruno", password=PASSWORD))
    address = f"{SECURITY}passkeys/{WebAuthnCredential.objects.get().pk}/{action}/"
    assert client.get(address).status_code == 405
    assert client.post(address, {"name": "mine"}).status_code == 404
    assert WebAuthnCredential.objects.get().name == "Passkey"


def test_forgetting_a_second_factor_forgets_the_passkeys(editor):
    with_passkey(editor)
    call_command("reset_second_factor", "anna")
    assert not WebAuthnCredential.objects.exists()
    assert password_given(editor).get(SECOND).url.startswith(f"{SECOND}set-up/")


def test_a_passkey_is_offered_where_one_can_work_and_elsewhere_the_page_says_where(editor):
    passkey_user = with_passkey(editor)
    client = password_given(editor)
    here = client.get(SECOND, headers={"host": "localhost:8000"}).content.decode()
    assert "Use a passkey" in here and "work at" not in here
    elsewhere = client.get(SECOND).content.decode()
    assert "Use a passkey" not in elsewhere and f'work at <a href="{SITE}">' in elsewhere
    assert passkey_user


def test_an_app_goes_on_working_beside_a_passkey(editor):
    with_passkey(editor)
    AppDevice.objects.update(last_t=-1)
    assert password_given(editor).post(SECOND, {"code": code_of(AppDevice.objects.get())}).status_code == 302
