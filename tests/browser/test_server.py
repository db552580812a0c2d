"""The served site: its doors, its headers, its files."""

import json
import re
import urllib.error
import urllib.request

import pytest

from kb.project.headers import HEADERS


def fetch(address: str, **headers: str):
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        return urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as error:
        return error


def test_it_says_that_it_is_alive_and_ready(site):
    assert json.load(fetch(f"{site}/healthz")) == {"status": "alive"}
    assert json.load(fetch(f"{site}/readyz")) == {"status": "ready"}


def test_a_public_page_is_answered_alike_before_and_from_the_cache(site):
    first, second = (fetch(f"{site}/en/kb/3422/digital-security-card-plus/") for _ in range(2))
    assert first.read() == second.read()
    unlike = {"Date", "Server"}
    assert {k.lower(): v for k, v in first.headers.items() if k not in unlike} == {
        k.lower(): v for k, v in second.headers.items() if k not in unlike
    }


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_cached_page_is_not_sent_again_to_a_client_that_has_it(site, coding):
    first = fetch(f"{site}/en/", Accept_Encoding=coding)
    assert first.headers.get("Content-Encoding", "") == coding
    again = fetch(f"{site}/en/", Accept_Encoding=coding, If_None_Match=first.headers["ETag"])
    assert again.status == 304
    assert again.headers["ETag"] == first.headers["ETag"]


def test_public_pages_set_no_cookie_and_vary_by_their_address_alone(site):
    for path in (
        "/en/",
        "/fr/",
        "/en/kb/3422/digital-security-card-plus/",
        "/fr/practice/dsc-plus/",
        "/en/search/?q=card",
    ):
        answer = fetch(site + path)
        assert answer.status == 200, path
        assert "Set-Cookie" not in answer.headers, path
        assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding", path


def test_a_foreign_host_is_refused_even_for_a_page_that_the_cache_holds(site):
    fetch(f"{site}/en/")
    assert fetch(f"{site}/en/", Host="evil.example").status == 400


@pytest.mark.parametrize(
    "path", ["/en/", "/static/img/mark.svg", "/healthz", "/nowhere", "/api/v1/sandboxes/x/events"]
)
def test_every_door_sends_the_headers_that_every_answer_has(site, path):
    for accept in ("*/*", "text/event-stream"):
        answer = fetch(site + path, Accept=accept)
        own = (
            {"Cross-Origin-Resource-Policy": "cross-origin"} if path.endswith(".svg") else {}
        )  # pictures are for all
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS | own, answer.status


def test_static_files_are_hashed_compressed_and_kept_for_ever(site):
    html = fetch(f"{site}/en/").read().decode()
    stylesheet = re.search(r'href="(/static/css/[^"]+\.css)"', html)[1]
    assert re.search(r"\.[0-9a-f]{12}\.css$", stylesheet)
    answer = fetch(site + stylesheet, Accept_Encoding="br")
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
