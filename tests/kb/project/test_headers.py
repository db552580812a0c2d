"""What every answer says of itself to the browser, no matter who gives it."""

import asyncio
from io import BytesIO

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from kb.project import headers, middleware
from kb.project.headers import ALWAYS, HEADERS, OF_DOCUMENTS, complete

pytestmark = pytest.mark.django_db


def fail(*_args, **_kwargs):
    raise RuntimeError("not meant to happen")


@pytest.fixture
def client():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("status", "method", "path"),
    [
        (200, "get", "/en/"),
        (200, "get", "/robots.txt"),
        (200, "get", "/healthz"),
        (302, "get", "/"),
        (302, "get", "/en/admin/"),
        (404, "get", "/nowhere"),
        (404, "get", "/media/none.webp"),
        (404, "get", "/api/v1/nowhere"),
        (405, "options", "/healthz"),
        (401, "get", "/api/v1/sandboxes/x"),
        (403, "post", "/en/admin/login/"),  # no token against forgery
    ],
)
def test_an_answer_of_any_kind_has_every_header(client, status, method, path):
    response = getattr(client, method)(path)
    assert response.status_code == status
    own = {"Content-Security-Policy": headers.OF_THE_DESK} if "/admin/" in path else {}
    assert {name: response.headers[name] for name in HEADERS} == HEADERS | own


def directives(response):
    return dict(part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";"))


def test_no_policy_has_an_unsafe_source_and_every_one_asks_for_trusted_types(client, admin_client):
    for response in (client.get("/en/about/"), client.get("/en/admin/login/"), admin_client.get("/en/admin/")):
        policy = directives(response)
        assert not any(word in str(policy) for word in ("unsafe", "*", "http:", "data:", "blob:"))
        assert policy["require-trusted-types-for"] == "'script'"
        assert policy["object-src"] == policy["base-uri"] == "'none'"


def test_only_the_desk_makes_html_of_strings(client, admin_client):
    assert directives(client.get("/en/about/"))["trusted-types"] == "own-worker"
    for page in ("/en/admin/", "/en/admin/kb/article/add/", "/fr/admin/login/"):
        assert (
            directives(admin_client.get(page, follow=True))["trusted-types"] == "own-worker default inspected preview"
        )


def test_pictures_alone_are_for_other_sites(client, monkeypatch):
    monkeypatch.setattr("kb.web.media.default_storage.exists", lambda name: True)
    monkeypatch.setattr("kb.web.media.default_storage.open", lambda name: BytesIO(b"RIFF"))
    assert client.get("/media/a.webp").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for path in ("/en/", "/api/v1/openapi.json", "/en/admin/login/", "/nowhere"):
        assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_that_failed_has_them_too(client, monkeypatch):
    monkeypatch.setattr("kb.web.about.render", fail)
    response = client.get("/en/about/")
    assert response.status_code == 500
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_a_page_from_the_cache_has_them_too(client, monkeypatch):
    monkeypatch.setattr(middleware.cache, "stamp", 1)
    client.get("/en/about/")
    kept = dict(middleware.cache.get("/en/about/").headers)
    assert {name: kept[name] for name, _value in ALWAYS} == dict(ALWAYS)


def test_an_answer_may_be_stricter(client, monkeypatch):
    monkeypatch.setattr("kb.web.media.default_storage.exists", lambda name: True)
    monkeypatch.setattr("kb.web.media.default_storage.open", lambda name: BytesIO(b"RIFF"))
    response = client.get("/media/a.webp")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Permissions-Policy"] == HEADERS["Permissions-Policy"]


def test_django_s_own_page_about_a_fault_keeps_its_styles(settings):
    settings.DEBUG = True
    answer = headers.HeadersMiddleware(lambda request: HttpResponse(status=404))(HttpRequest())
    assert set(HEADERS) - set(answer.headers) == {"Content-Security-Policy"}


def test_what_is_said_over_https_is_what_django_says(client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 3600, True
    assert headers.transport_security() == "max-age=3600; includeSubDomains"
    response = Client().get("/en/about/", secure=True)
    assert response.headers["Strict-Transport-Security"] == headers.transport_security()
    assert "Strict-Transport-Security" not in Client().get("/en/about/").headers


def test_our_own_passkeys_sound_and_copy_button_are_not_denied():
    policy = HEADERS["Permissions-Policy"]
    for used in ("publickey-credentials-get", "publickey-credentials-create", "autoplay", "clipboard-write"):
        assert used not in policy
    for unused in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{unused}=()" in policy


@pytest.mark.parametrize("is_secure", [True, False])
def test_an_application_that_knows_nothing_of_them_sends_them(monkeypatch, is_secure):
    transport = (b"strict-transport-security", b"max-age=1")
    monkeypatch.setattr(headers, "OVER_TLS", [transport])
    sent = []

    async def send(message):
        sent.append(message)

    async def walk():
        own = [(b"Content-Security-Policy", b"sandbox")]
        await complete(send, is_secure=is_secure)({"type": "http.response.start", "status": 200, "headers": own})
        await complete(send, is_secure=is_secure)({"type": "http.response.body", "body": b""})

    asyncio.run(walk())
    fields = sent[0]["headers"]
    names = [name.lower() for name, _value in fields]
    assert len(names) == len(set(names))
    assert fields[0] == (b"Content-Security-Policy", b"sandbox")
    assert {name for name, _value in ALWAYS} <= set(names)
    assert (transport in fields) is is_secure
    assert sent[1] == {"type": "http.response.body", "body": b""}


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (b'text/javascript; charset="utf-8"', OF_DOCUMENTS),
        (b'text/css; charset="utf-8"', OF_DOCUMENTS),
        (b"text/html; charset=utf-8", set()),
        (b"image/svg+xml", set()),  # opened by itself it is a document
        (b"application/json", set()),
    ],
)
def test_what_can_be_no_document_says_nothing_that_only_documents_heed(kind, missing):
    sent = []

    async def send(message):
        sent.append(message)

    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]}
    asyncio.run(complete(send, is_secure=False)(start))
    there = {name for name, _value in sent[0]["headers"]} - {b"content-type"}
    shared = dict(sent[0]["headers"])[b"cross-origin-resource-policy"]
    assert shared == (b"cross-origin" if kind.startswith(b"image/") else b"same-origin")
    assert there == {name.lower().encode() for name in HEADERS.keys() - missing}
