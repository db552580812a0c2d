"""A person sees where they are signed in, and ends one session without the others."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from kb.models import SignIn
from kb.staff import browsers, sessions
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/admin/security/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"  # fmt: skip


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna():
    return User.objects.create_superuser("anna", password=PASSWORD)


def also(client, browser):
    """Signed in a second time as the person of `client`, by another browser."""
    other = type(client)()
    other.force_login(User.objects.get(pk=client.session["_auth_user_id"]))
    session = other.session
    for name in ("otp_device_id", sessions.BEGUN, sessions.SEEN):
        session[name] = client.session[name]
    session[sessions.BROWSER] = browsers.called(browser)
    session.save()
    return other


def ends(client):
    """The addresses that the page offers to end sessions."""
    return re.findall(r'action="(/en/admin/security/sessions/\w+/end/)"', client.get(PAGE).content.decode())


def test_each_session_is_told_and_one_s_own_is_named(anna):
    here = signed_in(anna)[0]
    also(here, FIREFOX)
    page = here.get(PAGE).content.decode()
    assert "Firefox, Windows" in page
    assert page.count("This is the one that you are using.") == 1
    assert len(ends(here)) == 1


def test_one_is_ended_and_the_others_go_on(anna):
    here = signed_in(anna)[0]
    phone, computer = also(here, PHONE), also(here, FIREFOX)
    assert phone.get(PAGE).status_code == computer.get(PAGE).status_code == 200
    handle = next(each.handle for each in listed(phone) if each.browser == "Firefox, Windows")
    answer = here.post(f"/en/admin/security/sessions/{handle}/end/", follow=True)
    assert "The session has ended." in answer.content.decode()
    assert (phone.get(PAGE).status_code, computer.get(PAGE).status_code) == (200, 302)
    assert SignIn.objects.first().kind == SignIn.Kind.SESSION_ENDED


def listed(client):
    return client.get(PAGE).context["running"]


def test_nobody_ends_the_session_of_somebody_else(anna):
    here = signed_in(anna)[0]
    other = signed_in(User.objects.create_superuser("bruno", password=PASSWORD))[0]
    also(other, FIREFOX)
    (address,) = ends(other)
    answer = here.post(address, follow=True)
    assert "had already ended" in answer.content.decode()
    assert ends(other) == [address]


def test_a_session_left_open_ends_no_other_without_proof(anna):
    here = signed_in(anna)[0]
    also(here, FIREFOX)
    (address,) = ends(here)
    session = here.session
    session[sessions.PROVED] -= sessions.FRESH + 1
    session.save()
    assert "Is it you?" in here.post(address).content.decode()
    assert Session.objects.count() == 2


def test_a_session_s_key_is_not_on_the_page(anna):
    here = signed_in(anna)[0]
    other = also(here, FIREFOX)
    page = here.get(PAGE).content.decode()
    assert here.session.session_key not in page and other.session.session_key not in page


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36 EdgA/131.0", "Edge, Android"),
        ("curl/8.1", ""),
        ("", ""),
        ("x" * 100_000 + "Firefox", ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_two_words(agent, name):
    assert browsers.called(agent) == name
