"""With https every cookie belongs to this very host; signing out empties the cache and keeps what is not saved yet."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from auth_demo.web.auth import MOST_COOKIES
from tests.factories import make_article
from tests.kb.desk.test_form import Desk
from tests.kb.project import https
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def secure(settings, monkeypatch):
    https.use(settings, monkeypatch)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.SECURE_SSL_REDIRECT = False  # every request here is by https already


def cookies_of_a_day() -> dict[str, dict]:
    """Each cookie that the site sets: in the admin, for a message, for a saved text, for a practice."""
    root = User.objects.create_superuser("root", password=PASSWORD)
    client = signed_in(root)[0]
    seen = dict(client.cookies)
    desk = Desk(root, make_article(3422, history=True))
    answer = desk.client.post(desk.url, {**desk.shown(), "title_en": "Other"})
    seen |= dict(answer.cookies) | dict(desk.client.cookies)
    body = json.dumps({"scenario": "dsc-plus", "keep": "cookie"})
    practice = Client().post("/api/v1/sandboxes", body, "application/json", headers=SAME, secure=True)
    assert practice.status_code == 201
    return seen | dict(practice.cookies)


def test_with_https_every_cookie_has_the_prefix_and_what_it_asks_for(secure):
    seen = cookies_of_a_day()
    for kind in ("sessionid", "csrftoken", "messages", "desk-saved-", "sandbox_"):
        assert [name for name in seen if name.startswith(f"__Host-{kind}")], kind
    for name, cookie in seen.items():
        assert name.startswith("__Host-"), name
        assert (cookie["path"], bool(cookie["secure"]), cookie["domain"]) == ("/", True, ""), name


def test_without_https_no_cookie_has_it():
    seen = cookies_of_a_day()
    assert len(seen) >= 5
    assert not [name for name in seen if name.startswith("__")]


def test_a_practice_goes_on_by_its_cookie(secure):
    client = Client()
    body = json.dumps({"scenario": "dsc-plus", "keep": "cookie"})
    opened = client.post("/api/v1/sandboxes", body, "application/json", headers=SAME, secure=True).json()
    assert client.get(f"/api/v1/sandboxes/{opened['id']}", secure=True).status_code == 200
    plain = {name.removeprefix("__Host-"): cookie.value for name, cookie in client.cookies.items()}
    planted = Client()
    planted.cookies.load(plain)
    assert planted.get(f"/api/v1/sandboxes/{opened['id']}", secure=True).status_code == 401


def test_who_opens_one_practice_after_another_keeps_the_newest(secure):
    client = Client()
    client.cookies.load({f"__Host-sandbox_{number}": "x" for number in range(MOST_COOKIES)})
    body = json.dumps({"scenario": "dsc-plus", "keep": "cookie"})
    answer = client.post("/api/v1/sandboxes", body, "application/json", headers=SAME, secure=True)
    gone = [name for name, cookie in answer.cookies.items() if not cookie.value]
    assert gone == ["__Host-sandbox_0"]
    assert (answer.cookies[gone[0]]["path"], bool(answer.cookies[gone[0]]["secure"])) == ("/", True)


@pytest.mark.parametrize("address", ["/en/admin/logout/", "/en/admin/security/sign-out/"])
def test_who_signs_out_leaves_nothing_in_the_cache_and_loses_no_text(address):
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    answer = client.post(address)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/en/admin/login/").headers.get("Clear-Site-Data") is None


def test_a_session_that_is_over_leaves_nothing_either(settings):
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    settings.STAFF_HOURS = -1
    assert client.get("/en/admin/").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize("value", [r'"\000"', r'"12345678\000"', r'"\013"', r'"\\"'])
@pytest.mark.parametrize("name", ["sessionid", "csrftoken"])
def test_a_cookie_with_a_character_that_no_text_may_have_is_none(client, name, value):
    for path in ("/en/admin/login/", "/en/admin/"):
        assert client.get(path, headers={"cookie": f"{name}={value}"}).status_code in {200, 302}
