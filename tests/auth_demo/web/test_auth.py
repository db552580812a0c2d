"""Who may enter a sandbox."""

import pytest
from django.test import Client

from auth_demo.web import auth
from tests.auth_demo.conftest import Caller

SAME = {"Sec-Fetch-Site": "same-origin"}


def open_with_cookie(client, **headers):
    return client.post(
        "/api/v1/sandboxes", {"scenario": "card-test", "keep": "cookie"}, "application/json", headers=headers
    )


@pytest.fixture
def page(db):
    """One of the site's own pages: the token is in a cookie that it cannot read."""
    client = Client()
    answer = open_with_cookie(client, **SAME)
    assert answer.status_code == 201
    return Caller(client, answer.json())


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic abc", "bearer\tx"])
def test_no_or_a_wrong_token_is_unauthorized(learner, header):
    answer = Client().get(f"/api/v1/sandboxes/{learner.id}", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["reason"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/sandboxes/{id}"),
        ("get", "/sandboxes/{id}/events"),
        ("get", "/sandboxes/{id}/inside"),
        ("post", "/sandboxes/{id}/logins"),
        ("post", "/sandboxes/{id}/clock"),
        ("get", "/logins/{login}"),
        ("post", "/sandboxes/{id}/devices/{device}/restore"),
    ],
)
def test_with_another_sandboxs_token_there_is_nothing_here(learner, stranger, method, path):
    login = learner.login()
    address = path.format(id=learner.id, login=login["id"], device=learner.card["id"])
    answer = getattr(stranger, method)(address)
    assert (answer.status_code, answer.json()["reason"]) == (404, "not-found")
    assert getattr(learner, method)(address).status_code in (200, 201, 409)


def test_a_device_of_another_sandbox_cannot_be_restored(learner, stranger):
    answer = stranger.post(f"/sandboxes/{stranger.id}/devices/{learner.card['id']}/restore")
    assert answer.status_code == 404


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(db, client):
    answer = open_with_cookie(client, **SAME)
    assert "token" not in answer.json()
    cookie = answer.cookies[f"sandbox_{answer.json()['id']}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/api/v1/")
    assert cookie["max-age"] == 24 * 3600


def oldest_first(client):
    """The cookies in the order in which a browser sends them; Django's client sorts them by name."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items() if cookie.value)


def test_who_opens_practices_all_day_keeps_the_key_to_the_newest(db, client, settings):
    settings.SANDBOXES_PER_HOUR = 1000
    for _ in range(auth.MOST_COOKIES + 5):
        newest = open_with_cookie(client, **SAME, Cookie=oldest_first(client)).json()
        read = client.get(f"/api/v1/sandboxes/{newest['id']}", HTTP_COOKIE=oldest_first(client))
        assert read.status_code == 200
    assert len([cookie for cookie in client.cookies.values() if cookie.value]) == auth.MOST_COOKIES


def test_the_page_logs_in_with_its_cookie(page):
    answer = page.post(f"/sandboxes/{page.id}/logins", **SAME)
    login = answer.json()
    assert page.get(f"/logins/{login['id']}").status_code == 200
    answer = page.post(f"/logins/{login['id']}/response", {"response": page.compute(login)}, **SAME)
    assert answer.json()["state"] == "accepted"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_with_the_cookie_nothing_is_changed_from_elsewhere(page, headers):
    answer = page.post(f"/sandboxes/{page.id}/logins", **headers)
    assert (answer.status_code, answer.json()["reason"]) == (403, "cross-site")
    assert page.state()["logins"] == []


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, SAME])
def test_a_browser_without_fetch_metadata_proves_itself_by_its_origin(page, headers):
    assert page.post(f"/sandboxes/{page.id}/logins", **headers).status_code == 201


def test_another_site_cannot_plant_a_cookie(db, client):
    answer = open_with_cookie(client, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_several_practices_in_one_browser_do_not_mix(page):
    second = Caller(page.client, open_with_cookie(page.client, **SAME).json())
    login = page.post(f"/sandboxes/{page.id}/logins", **SAME).json()
    answer = page.post(f"/logins/{login['id']}/response", {"response": page.compute(login)}, **SAME)
    assert answer.status_code == 200
    assert second.state()["logins"] == []


def test_a_token_needs_no_origin(learner):
    assert learner.post(f"/sandboxes/{learner.id}/logins", Origin="https://elsewhere.example").status_code == 201
