"""Signing in to the admin: two steps, a door that shuts, sessions that end."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken

from kb.base.models import Counter
from kb.models import AppDevice, RecoveryDevice, SignIn
from kb.staff import audit, sessions
from tests.kb.staff.codes import PASSWORD, code_of, enrolled, password_given, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_in_database")]
Kind = SignIn.Kind
SECOND = "/en/admin/second-factor/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor():
    return User.objects.create_superuser("anna", password=PASSWORD)


def kinds():
    return list(SignIn.objects.order_by("id").values_list("kind", flat=True))


def test_a_password_alone_opens_nothing_and_leads_to_setting_up_a_second_factor(editor):
    client = password_given(editor)
    there = client.get("/en/admin/kb/article/", follow=True)
    assert there.redirect_chain[-1][0].startswith("/en/admin/second-factor/set-up/")
    assert "<svg" in there.content.decode()
    assert client.post("/en/admin/kb/article/add/", {}).status_code == 302


def test_setting_up_takes_a_code_of_the_app_and_shows_ten_recovery_codes_once(editor):
    client = password_given(editor)
    client.get("/en/admin/second-factor/set-up/")
    device = AppDevice.objects.get(user=editor)
    assert client.post("/en/admin/second-factor/set-up/", {"code": "000000"}).status_code == 200
    AppDevice.objects.update(throttling_failure_count=0)
    shown = client.post("/en/admin/second-factor/set-up/", {"code": code_of(device)}, follow=True).content.decode()
    codes = re.findall(r"<li><code>(\w{8})</code>", shown)
    assert len(set(codes)) == StaticToken.objects.count() == 10
    assert not any(code in client.get("/en/admin/security/").content.decode() for code in codes)
    assert client.get("/en/admin/").status_code == 200


def test_who_has_a_second_factor_cannot_set_up_another_with_the_password_alone(editor):
    device, _codes = enrolled(editor)
    client = password_given(editor)
    assert client.get("/en/admin/second-factor/set-up/").url == SECOND
    assert client.post("/en/admin/second-factor/set-up/", {"code": code_of(device)}).url == SECOND
    assert client.get("/en/admin/").status_code == 302


def test_a_code_lets_in_and_leads_where_one_wanted_to_go(editor):
    device, _codes = enrolled(editor)
    client = password_given(editor)
    answer = client.post(f"{SECOND}?next=/en/admin/kb/pinnedanswer/", {"code": code_of(device)})
    assert answer.url == "/en/admin/kb/pinnedanswer/"
    assert client.get(answer.url).status_code == 200
    assert kinds() == [Kind.PASSWORD, Kind.VERIFIED]


def test_a_code_that_was_used_is_not_taken_again(editor):
    device, _codes = enrolled(editor)
    code = code_of(device)
    password_given(editor).post(SECOND, {"code": code})
    second = password_given(editor)
    assert "This code is wrong" in second.post(SECOND, {"code": code}).content.decode()
    assert second.get("/en/admin/").status_code == 302


def test_a_recovery_code_lets_in_once(editor):
    _device, codes = enrolled(editor)
    assert password_given(editor).post(SECOND, {"code": f" {codes[0].upper()} "}).url == "/en/admin/"
    again = password_given(editor).post(SECOND, {"code": codes[0]}).content.decode()
    assert "This recovery code is wrong, or it has been used." in again
    assert Kind.RECOVERED in kinds()


def test_new_recovery_codes_void_those_before(editor):
    client, codes = signed_in(editor)
    client.post("/en/admin/security/codes/")
    assert StaticToken.objects.count() == 10
    assert password_given(editor).post(SECOND, {"code": codes[0]}).status_code == 200


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_on_never_leaves_the_site(editor, address):
    device, _codes = enrolled(editor)
    client = password_given(editor)
    assert client.post(SECOND, {"code": code_of(device)}, query_params={"next": address}).url == "/en/admin/"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Try again in 15 minutes"), ("fr", "Réessayez dans 15 minutes")]
)
def test_five_refusals_shut_the_door_even_to_the_right_password_and_it_opens_again(editor, language, words):
    client = Client()
    wrong = {"username": "anna", "password": "wrong"}
    for _each in range(5):
        assert client.post(f"/{language}/admin/login/", wrong).status_code == 200
    answer = client.post(f"/{language}/admin/login/", {"username": "anna", "password": PASSWORD})
    assert words in answer.content.decode()
    assert kinds() == [Kind.REFUSED] * 5 + [Kind.LOCKED]
    Counter.objects.update(ends=0)
    assert client.post(f"/{language}/admin/login/", {"username": "anna", "password": PASSWORD}).status_code == 302


def test_the_door_does_not_tell_who_has_an_account(editor):
    """Refused, then shut, in the same words; only the name that was typed is in the field."""

    def answers(name):
        client = Client(REMOTE_ADDR=f"192.0.2.{len(name)}")
        pages = [client.post("/en/admin/login/", {"username": name, "password": "wrong"}) for _each in range(6)]
        token = r'name="csrfmiddlewaretoken" value="\w+"'
        return [re.sub(token, "", page.content.decode()).replace(name, "NAME") for page in pages]

    known, unknown = answers("anna"), answers("nobody")
    assert "Too many attempts" in known[-1]
    assert known == unknown


def test_codes_are_counted_too_and_a_password_does_not_start_the_count_anew(editor):
    device, _codes = enrolled(editor)
    for _each in range(5):
        password_given(editor).post(SECOND, {"code": "000000"})
        AppDevice.objects.update(throttling_failure_count=0)
    client = Client()
    answer = client.post("/en/admin/login/", {"username": "anna", "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()
    assert device.user == editor


@pytest.mark.parametrize("wrong", ["000000", "abcd2345"])
def test_a_right_code_that_comes_too_soon_after_wrong_ones_is_not_called_wrong(editor, wrong):
    device, codes = enrolled(editor)
    client = password_given(editor)
    client.post(SECOND, {"code": wrong})
    for model in (AppDevice, RecoveryDevice):
        model.objects.update(throttling_failure_timestamp=timezone.now() + timedelta(seconds=210))
    right = code_of(device) if wrong.isdigit() else codes[0]
    assert "Too many attempts. Try again in 4 minutes." in client.post(SECOND, {"code": right}).content.decode()
    assert kinds().count(Kind.CODE_REFUSED) == 1
    for model in (AppDevice, RecoveryDevice):
        model.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=3))
    assert client.post(SECOND, {"code": right}).status_code == 302


def test_another_address_is_not_shut_out_with_the_first(editor):
    for _each in range(5):
        Client(REMOTE_ADDR="192.0.2.1").post("/en/admin/login/", {"username": "anna", "password": "wrong"})
    answer = Client(REMOTE_ADDR="192.0.2.2").post("/en/admin/login/", {"username": "anna", "password": PASSWORD})
    assert answer.status_code == 302


def test_an_address_that_tries_many_names_is_shut_out(editor, monkeypatch):
    monkeypatch.setattr(audit, "ADDRESS", 9)
    client = Client()
    for number in range(audit.ADDRESS):
        client.post("/en/admin/login/", {"username": f"name{number}", "password": "wrong"})
    answer = client.post("/en/admin/login/", {"username": "anna", "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()


def test_the_log_keeps_no_password_and_no_name_that_is_no_account(editor):
    Client().post("/en/admin/login/", {"username": "hunter2-typed-here", "password": "secret-typed-here"})
    row = SignIn.objects.get()
    assert (row.kind, row.username, row.user) == (Kind.REFUSED, "", None)
    assert "typed-here" not in str(SignIn.objects.values())


def test_the_log_is_shown_and_cannot_be_changed(editor):
    client, _codes = signed_in(editor)
    row = SignIn.objects.first()
    assert "anna" in client.get("/en/admin/kb/signin/").content.decode()
    assert client.get(f"/en/admin/kb/signin/{row.pk}/change/").status_code == 200
    assert client.post(f"/en/admin/kb/signin/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(TypeError):
        row.save()


@pytest.mark.parametrize("mark", [sessions.BEGUN, sessions.SEEN])
def test_a_session_ends_after_its_hours_and_after_idling(editor, mark):
    client, _codes = signed_in(editor)
    limit = {sessions.BEGUN: settings.STAFF_HOURS * 3600, sessions.SEEN: settings.STAFF_IDLE_MINUTES * 60}[mark]
    session = client.session
    session[mark] -= limit + 1
    session.save()
    assert client.get("/en/admin/").url.startswith("/en/admin/login/")
    assert "_auth_user_id" not in client.session


def test_signing_out_everywhere_ends_the_other_sessions_and_nobody_elses(editor):
    here, _codes = signed_in(editor)
    there = Client()
    there.cookies = here.cookies
    elsewhere, _codes = signed_in(User.objects.create_superuser("bruno", password=PASSWORD))
    other = Client()
    other.force_login(editor)
    here.post("/en/admin/security/sign-out/")
    assert other.get("/en/admin/").status_code == 302
    assert there.get("/en/admin/").status_code == 302
    assert elsewhere.get("/en/admin/").status_code == 200


def changed(client, new):
    words = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    return client.post("/en/admin/password_change/", words)


@pytest.mark.parametrize(("language", "words"), [("en", "You are signed out."), ("fr", "Votre session est fermée.")])
def test_signing_out_leads_back_to_the_door_and_says_so(editor, language, words):
    client, _device = signed_in(editor)
    assert client.get(f"/{language}/admin/logout/").status_code == 405
    door = client.post(f"/{language}/admin/logout/", follow=True)
    assert door.redirect_chain[-1][0].startswith(f"/{language}/admin/login/")
    assert words in door.content.decode()
    assert client.get(f"/{language}/admin/").status_code == 302


def test_a_new_password_is_written_down_and_ends_the_other_sessions(editor):
    client, _codes = signed_in(editor)
    other = Client()
    other.force_login(editor)
    assert other.get("/en/admin/").status_code == 200
    assert changed(client, "a quite different sentence").status_code == 302
    assert kinds()[-1] == Kind.PASSWORD_CHANGED
    assert client.get("/en/admin/").status_code == 200
    assert other.get("/en/admin/").status_code == 302


@pytest.mark.parametrize("weak", ["short-one", "password1234", "annabelle.fontaine"])
def test_a_password_that_is_easily_guessed_is_refused(editor, weak):
    client, _codes = signed_in(editor)
    User.objects.update(email="annabelle.fontaine@help.example")
    assert "errorlist" in changed(client, weak).content.decode()
    assert User.objects.get().check_password(PASSWORD)
    assert kinds()[-1] == Kind.VERIFIED


def test_an_account_that_is_not_staff_does_not_get_past_the_password():
    User.objects.create_user("reader", password=PASSWORD)
    Client().post("/en/admin/login/", {"username": "reader", "password": PASSWORD})
    assert kinds() == [Kind.REFUSED]


def test_the_pages_between_the_steps_want_the_password_first():
    for path in ("second-factor/", "second-factor/set-up/", "security/"):
        assert Client().get(f"/en/admin/{path}").url.startswith("/en/admin/login/")


def test_an_administrator_lets_a_person_set_up_anew(editor):
    from django.core.management import call_command

    client, _codes = signed_in(editor)
    call_command("reset_second_factor", "anna")
    assert client.get("/en/admin/").status_code == 302
    assert password_given(editor).get(SECOND).url.startswith("/en/admin/second-factor/set-up/")


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Set up the second step"), ("fr", "Configurer la seconde vérification")]
)
def test_the_pages_speak_the_readers_language_and_have_no_inline_script_or_style(editor, language, title):
    page = password_given(editor).get(f"/{language}/admin/second-factor/set-up/").content.decode()
    assert title in page
    assert not re.search(r"<style|style=|<script(?![^>]*src)", page)
