"""A lost password is chosen again by a letter, a new person is invited by one; strangers learn and gain nothing."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from kb.models import SignIn
from kb.staff import letters, passwords
from tests.kb.staff.codes import PASSWORD, enrolled, password_given

pytestmark = pytest.mark.django_db
FORGOTTEN = "/en/admin/password/forgotten/"
NEW = "another battery of horses"


class AtOnce:
    """In place of a thread."""

    def __init__(self, target, args, name):
        self.start = lambda: target(*args)


@pytest.fixture(autouse=True)
def mailed(settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setattr(letters.threading, "Thread", AtOnce)
    monkeypatch.setattr(letters, "close_old_connections", lambda: None)  # it is the test's own


@pytest.fixture
def person():
    return User.objects.create_user("anna", "anna@example.com", PASSWORD, is_staff=True)


def ask(email, client=None):
    return (client or Client()).post(FORGOTTEN, {"email": email}, follow=True)


def link():
    (letter,) = mail.outbox
    return re.search(r"https?://[^/]+(/\S+)", letter.body.replace("\n", " "))[1]


def choose(path, password=NEW):
    return Client().post(path, {"new_password1": password, "new_password2": password}, follow=True)


def test_a_lost_password_is_chosen_again(person):
    ask("ANNA@example.com")
    assert mail.outbox[0].to == ["anna@example.com"] and "anna" in mail.outbox[0].body
    assert "Your password is set" in choose(link()).content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert SignIn.objects.get().kind == SignIn.Kind.PASSWORD_CHANGED


def test_the_second_step_is_asked_as_before(person):
    enrolled(person)
    ask(person.email)
    choose(link(), PASSWORD)
    client = password_given(person)
    assert client.get("/en/admin/").status_code == 302


def test_a_link_works_once(person):
    ask(person.email)
    path = link()
    choose(path)
    answer = choose(path, "yet another battery")
    assert "This link has been used" in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_a_link_ends(person, monkeypatch, settings):
    ask(person.email)
    path = link()
    later = letters.tokens._now() + letters.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)
    monkeypatch.setattr(letters.Tokens, "_now", lambda self: later)
    assert "This link has been used" in Client().get(path, follow=True).content.decode()


def test_what_was_open_is_ended_by_a_new_password(person):
    client = password_given(person)
    ask(person.email)
    choose(link())
    assert client.get("/en/admin/second-factor/").headers["Location"].startswith("/en/admin/login/")


@pytest.mark.parametrize("email", ["nobody@example.com", "reader@example.com", "gone@example.com", "sso@example.com"])
def test_who_has_no_password_here_gets_no_letter_and_nobody_can_tell(person, email):
    User.objects.create_user("reader", "reader@example.com", PASSWORD)
    User.objects.create_user("gone", "gone@example.com", PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("sso", "sso@example.com", None, is_staff=True)
    known, unknown = ask(person.email), ask(email)
    assert len(mail.outbox) == 1
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    told = re.compile(r"If an account has this address[^<]*")
    assert told.search(known.content.decode())[0] == told.search(unknown.content.decode())[0]


def test_nobody_can_fill_a_mailbox(person):
    for _each in range(passwords.TO_ADDRESS + 3):
        ask(person.email)
    assert len(mail.outbox) == passwords.TO_ADDRESS


def test_one_client_asks_for_some_and_no_more(monkeypatch):
    monkeypatch.setattr(passwords, "BY_CLIENT", 2)
    answers = [ask(f"{number}@example.com").content.decode() for number in range(3)]
    assert ["Too many attempts" in each for each in answers] == [False, False, True]


@pytest.mark.parametrize("path", ["x/y/", "MQ/abc-def/", "TVE/x/"])
def test_a_made_up_link_opens_nothing(person, path):
    assert "This link has been used" in Client().get(f"/en/admin/password/{path}", follow=True).content.decode()


def test_the_page_of_a_link_tells_its_address_nowhere(person):
    ask(person.email)
    answer = Client().get(link())
    assert answer.headers["Referrer-Policy"] == "no-referrer" and "no-store" in answer.headers["Cache-Control"]


def test_a_weak_password_is_refused(person):
    ask(person.email)
    assert "too short" in choose(link(), "short").content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_without_a_mail_server_there_is_no_such_page(settings, person):
    settings.EMAIL_HOST = ""
    assert Client().get(FORGOTTEN).status_code == 404
    assert FORGOTTEN not in Client().get("/en/admin/login/").content.decode()
    settings.EMAIL_HOST = "mail.example"
    assert FORGOTTEN in Client().get("/en/admin/login/").content.decode()


def test_an_invited_person_chooses_a_password_within_three_days(settings, monkeypatch):
    invited = User.objects.create_user("ines", "ines@example.com", None, is_staff=True)
    settings.EMAIL_HOST = "mail.example"
    administrator = Client()
    administrator.force_login(User.objects.create_superuser("root", "root@example.com", PASSWORD))
    known = User.objects.create_user("anna", "", PASSWORD, is_staff=True)
    asked = {"action": "invite", "_selected_action": [invited.pk, known.pk]}
    told = administrator.post("/en/admin/auth/user/", asked, follow=True).content.decode()
    assert "1 person is invited" in told and "1 person was left out" in told
    assert mail.outbox[0].to == ["ines@example.com"]
    path = link()
    later = letters.tokens._now() + letters.INVITED - letters.timedelta(minutes=1)
    monkeypatch.setattr(letters.Tokens, "_now", lambda self: later)
    choose(path)
    invited.refresh_from_db()
    assert invited.check_password(NEW)


def test_an_invitation_ends_after_three_days(monkeypatch):
    invited = User.objects.create_user("ines", "ines@example.com", None, is_staff=True)
    token = letters.tokens.for_invitation(invited)
    later = letters.tokens._now() + letters.INVITED + letters.timedelta(seconds=2)
    monkeypatch.setattr(letters.Tokens, "_now", lambda self: later)
    assert not letters.tokens.check_token(invited, token)


def test_letters_are_in_the_person_s_language(person):
    from kb.models import Preference

    Preference.objects.create(person=person, language="fr")
    ask(person.email)
    assert mail.outbox[0].subject == "Choisissez un nouveau mot de passe"
    assert "/fr/admin/password/" in mail.outbox[0].body
