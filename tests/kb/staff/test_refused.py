"""Who tries a door that is not theirs leaves a line in the log, without a name or an address."""

import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.base import trouble
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
LOGGER = "kb.staff.refused"


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(trouble, "_told", {})


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def somebody():
    """On the staff, without any right."""
    return User.objects.create_user("anna", password=PASSWORD, is_staff=True)


def lines(caplog):
    return [each.getMessage() for each in caplog.records if each.name == LOGGER]


def test_a_page_that_is_refused_to_an_account_is_told_each_time(somebody, caplog):
    client = signed_in(somebody)[0]
    with caplog.at_level(logging.INFO):
        for _each in range(2):
            assert client.get("/en/admin/system/").status_code == 403
            assert client.get("/en/admin/auth/user/").status_code == 403
    told = lines(caplog)
    assert len(told) == 4
    assert told[0] == told[2] == f"refused to account {somebody.pk}: GET en/admin/system/: 403, no right"
    assert "auth/user" in told[1] and "anna" not in "".join(told)


def test_what_is_given_to_them_is_not_told(somebody, caplog):
    client = signed_in(somebody)[0]
    with caplog.at_level(logging.INFO):
        assert client.get("/en/admin/security/").status_code == 200
        assert client.get("/en/").status_code == 200
    assert lines(caplog) == []


def test_a_stranger_s_refusals_are_told_once_a_minute(caplog):
    with caplog.at_level(logging.INFO):
        for number in range(5):
            path = f"/api/v1/sandboxes/{'0' * 31}{number}"
            assert Client().get(path, headers={"authorization": "Bearer no"}).status_code == 401
    (line,) = lines(caplog)
    assert line.startswith("refused to somebody: GET api/v1/sandboxes/<")
    assert "0000" not in line


def test_a_form_from_elsewhere_is_told(caplog):
    with caplog.at_level(logging.INFO):
        answer = Client(enforce_csrf_checks=True).post("/en/admin/login/", {"username": "anna"})
    assert answer.status_code == 403
    assert len(lines(caplog)) == 1


def test_too_many_requests_are_told(caplog, settings):
    settings.SEARCHES_PER_MINUTE = 1
    with caplog.at_level(logging.INFO):
        assert [Client().get("/en/search/?q=card").status_code for _each in range(3)] == [200, 429, 429]
    (line,) = lines(caplog)
    assert "429, too many requests" in line
