"""A number in an address may have any length: what is beyond a database's integers names nothing, and is no fault."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from tests.auth_demo.conftest import open_sandbox
from tests.factories import make_article
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

BEYOND = str(2**63)
NUMBERS = [str(2**31), BEYOND, "9" * 40, "9" * 5000]  # Python reads 4,300 digits
PLACE = re.compile(r"<[^>]+>")
NUMBERED = re.compile(r"^api/|<int:|<path:object_id>|<n>")
READERS = ["/{}/kb/<number>/", "/{}/kb/<number>/slug/", "/kb<number>", "/kb/<number>/", "/<number>"]
LISTS = ["/en/category/security-card/", "/en/tag/sls/", "/en/search/", "/en/choose/"]


def routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    """Those that anything can be put into; a pattern of ours in regular expressions says itself how long a number is."""
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        found += [route] if isinstance(entry, URLPattern) else routes(entry, route)
    return list(
        dict.fromkeys(route for route in found if NUMBERED.search(route) and "<" in route and "(?P" not in route)
    )


@pytest.fixture(scope="module")
def every_route() -> list[str]:
    with override("en"):
        found = routes(get_resolver())
    assert {route.partition("/")[0] for route in found} >= {"en", "api"}
    assert any("admin/" in route for route in found)
    return found


def test_no_route_fails_over_a_number(every_route):
    editor = signed_in(get_user_model().objects.create_superuser("root", password=PASSWORD))[0]
    learner = open_sandbox(Client(), scenario="sms-login")
    for route in every_route:
        address = "/" + PLACE.sub(BEYOND, route.replace("<sandbox_id>", learner.id))
        headers = learner.headers() if route.startswith("api/") else {}
        for method in ("get", "post") if route.startswith("api/") or "vote" in route else ("get",):
            response = getattr(editor, method)(address, headers=headers)
            assert response.status_code < 500, f"{method} {route}"


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:19] + f"_{len(number)}")
@pytest.mark.parametrize("path", READERS)
def test_a_reader_is_told_that_there_is_no_such_article(client, path, number):
    make_article(1131)
    assert client.get(path.format("fr").replace("<number>", number), follow=True).status_code == 404


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:19] + f"_{len(number)}")
def test_a_number_in_a_query_is_taken_for_no_number(client, number):
    make_article(1131, tags=["sls"])
    for path in LISTS:
        for name in ("q", "page"):
            assert client.get(path, {name: number}).status_code == 200, (path, name)
    for name in ("q", "limit"):
        assert client.get("/api/v1/search", {name: number}).status_code in {200, 422}, name
