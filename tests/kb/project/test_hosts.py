"""Under which names the site answers, and what a wrong one costs: a line in the log, once."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured, TooManyFieldsSent
from django.test import Client

from kb.project import env, hosts
from kb.project.logs import RefusalsInOneLine
from tests.kb.project import https

pytestmark = pytest.mark.django_db

PROBES = ["/healthz", "/readyz"]


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch):
    monkeypatch.setattr(hosts, "_told", set())


@pytest.mark.parametrize("path", ["/", "/en/", "/en/admin/", "/api/v1/scenarios", "/nowhere", "/media/none.webp"])
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "testserver.evil.example", "a b", "testserver,testserver", "<b>", "é", ""],
)
def test_a_foreign_or_broken_host_is_refused_everywhere_in_plain_words(path, host):
    response = Client().get(path, HTTP_HOST=host)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_the_refusal_says_where_the_site_is_in_the_visitor_s_language(settings):
    settings.PUBLIC_URL = "https://help.example"
    told = {code: Client().get("/", HTTP_HOST="evil.example", HTTP_ACCEPT_LANGUAGE=code) for code in ("en", "fr")}
    for code, response in told.items():
        assert "https://help.example" in response.content.decode()
        assert response.headers["Content-Language"] == code
    assert told["en"].content != told["fr"].content


def test_a_foreign_host_is_one_quiet_line_however_often_it_comes(caplog):
    with caplog.at_level(logging.DEBUG):
        for _each in range(3):
            Client().get("/en/", HTTP_HOST="evil.example\r\nfake line")
    assert len(caplog.records) == 1
    assert caplog.records[0].levelno < logging.ERROR
    assert caplog.records[0].exc_info is None
    assert "\n" not in caplog.records[0].getMessage()


def test_a_scanner_with_many_names_does_not_fill_the_log(caplog, monkeypatch):
    monkeypatch.setattr(hosts, "MOST_TOLD", 5)
    for number in range(20):
        Client().get("/en/", HTTP_HOST=f"{number}.example" + "x" * 500)
    assert len(caplog.records) == 5
    assert max(len(record.getMessage()) for record in caplog.records) < 250


def test_any_other_request_that_django_refuses_is_one_line_too():
    error = TooManyFieldsSent("Too many fields")
    record = logging.LogRecord(
        "django.security.TooManyFieldsSent", logging.ERROR, "", 1, "x", (), (type(error), error, None)
    )
    assert RefusalsInOneLine().filter(record)
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    own = logging.LogRecord("kb", logging.ERROR, "", 1, "x", (), (type(error), error, None))
    assert RefusalsInOneLine().filter(own)
    assert own.levelname == "ERROR" and own.exc_info


def test_what_django_refuses_is_told_on_a_page_in_the_visitor_s_language():
    fields = {f"field{number}": "x" for number in range(1_001)}
    response = Client().post("/fr/admin/login/", fields)
    assert response.status_code == 400
    assert "Demande non comprise" in response.content.decode()


@pytest.mark.parametrize("path", PROBES)
@pytest.mark.parametrize("host", ["10.0.0.7:8119", "[fd00::7]", "anything", "a b"])
def test_probes_may_ask_by_any_name(settings, monkeypatch, path, host):
    assert Client().get(path, HTTP_HOST=host).status_code in {200, 503}
    https.use(settings, monkeypatch)
    assert Client().get(path, HTTP_HOST=host).status_code in {200, 503}


@pytest.mark.parametrize(
    ("fields", "ours"),
    [
        (["testserver"], True),
        (["TESTSERVER:8000"], True),
        (["testserver", "testserver"], False),
        (["testserver", "evil.example"], False),
        (["evil.example"], False),
        ([""], False),
        ([], False),
    ],
)
def test_the_door_takes_one_host_of_ours_and_no_second_one(fields, ours):
    assert hosts.is_ours(fields) is ours


def test_a_public_site_answers_by_its_public_name_alone(settings, monkeypatch):
    https.use(settings, monkeypatch)
    assert Client().get("/en/about/", HTTP_HOST=https.NAME, secure=True).status_code == 200
    for host in ("localhost", "127.0.0.1:8000", "[::1]"):
        for is_secure in (True, False):
            assert Client().get("/en/about/", HTTP_HOST=host, secure=is_secure).status_code == 400


def test_further_names_are_a_setting(settings, monkeypatch):
    https.use(settings, monkeypatch, ALLOWED_HOSTS="www.help.example, 10.0.0.7,[fd00::7]")
    for host in ("www.help.example", "10.0.0.7:8443", "[fd00::7]"):
        assert Client().get("/en/about/", HTTP_HOST=host, secure=True).status_code == 200


@pytest.mark.parametrize("raw", ["https://help.example", "help.example:8000", "*", "a b", "::1", "help.example/x"])
def test_a_name_that_is_none_is_refused_at_the_start(monkeypatch, raw):
    monkeypatch.setenv("ALLOWED_HOSTS", f"ok.example,{raw}")
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS must list names"):
        env.hosts("ALLOWED_HOSTS")


@pytest.mark.parametrize("public", ["https://help.example", "https://help.example:8443"])
def test_who_comes_by_http_is_led_to_the_public_address(settings, monkeypatch, public):
    https.use(settings, monkeypatch, PUBLIC_URL=public, ALLOWED_HOSTS="www.help.example")
    for host in ("help.example", "help.example:80", "www.help.example"):
        response = Client().get("/en/search/?q=card", HTTP_HOST=host)
        assert (response.status_code, response.headers["Location"]) == (301, f"{public}/en/search/?q=card")
