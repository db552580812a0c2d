"""Access tokens at the desk: made after a proof, shown once, revoked by their owner."""

import re

import pytest
from django.test import Client

from kb.models import AccessToken
from kb.workflow import tokens
from tests.kb.conftest import member

pytestmark = pytest.mark.django_db
PAGE, MAKE = "/en/admin/kb/article/board/preferences/", "/en/admin/kb/article/board/tokens/"


def at_the_desk(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_it_is_shown_once_and_opens_what_its_owner_may_edit(anna):
    client = at_the_desk(anna)
    html = client.post(MAKE, {"name": "The <script>"}).content.decode()
    (secret,) = re.findall(r"<code>(kb_[\w-]{43})</code>", html)
    again = client.get(PAGE).content.decode()
    assert tokens.opened_by(secret) == {"en"}
    assert secret not in again and "The &lt;script&gt;" in again and "never used" in again


def test_whoever_did_not_show_just_now_that_it_is_they_is_asked(anna, monkeypatch):
    monkeypatch.setattr("kb.staff.sessions.is_proven", lambda _request: False)
    html = at_the_desk(anna).post(MAKE, {"name": "A script"}).content.decode()
    assert "proof_password" in html and not AccessToken.objects.exists()


def test_its_owner_revokes_it_and_nobody_else(anna, rita):
    token, secret = tokens.make(anna, "A script")
    assert at_the_desk(rita).post(f"{MAKE}{token.pk}/revoke/").status_code == 404
    assert at_the_desk(anna).post(f"{MAKE}{token.pk}/revoke/").status_code == 302
    assert tokens.opened_by(secret) is None
    assert "revoked" in at_the_desk(anna).get(PAGE).content.decode()


def test_who_writes_no_language_has_none(rita):
    tom = member("tom", "Trainers")
    client = at_the_desk(tom)
    assert client.post(MAKE, {"name": "A script"}).status_code == 403
    assert "Access tokens" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["", " ", "n" * 61])
def test_it_needs_a_name(anna, name):
    assert at_the_desk(anna).post(MAKE, {"name": name}).status_code == 422
    assert not AccessToken.objects.exists()


def test_nobody_has_more_than_fit(anna, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    token, _secret = tokens.make(anna, "One")
    answer = at_the_desk(anna).post(MAKE, {"name": "Two"})
    assert answer.status_code == 422 and "Revoke one first." in answer.content.decode()
    tokens.revoke(token)
    assert at_the_desk(anna).post(MAKE, {"name": "Two"}).status_code == 200
