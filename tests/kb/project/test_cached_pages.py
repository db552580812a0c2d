"""Public pages as they come from the door: one copy, whatever else the address says, in the coding that is asked for."""

import asyncio
import gzip

import brotli
import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from kb.base.caching import names_read
from kb.project import asgi
from kb.project.middleware import cache
from tests.factories import make_article

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]
IN_A_LANGUAGE = [
    "",
    "kb/3422/{slug}/",
    "category/security-card/",
    "category/security-card/atom.xml",
    "tag/sls/",
    "recent/",
    "recent/atom.xml",
    "choose/",
    "about/",
    "opensearch.xml",
    "practice/",
    "practice/pair/",
    "practice/dsc-plus/",
    "practice/dsc-plus/data.json",
]
SLUGS = {"en": "login-3422", "fr": "connexion-3422"}
WITHOUT_LANGUAGE = [
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/favicon.ico",
    "/api/v1/openapi.json",
]
PAGES = [f"/{code}/{path.format(slug=SLUGS[code])}" for path in IN_A_LANGUAGE for code in CODES]
PAGES += WITHOUT_LANGUAGE
READ = {"page": "2", "q": "card", "platform": "tws", "variant": "none", "step": "one"}  # what some page reads
DECODED = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture(autouse=True)
def fresh_cache(monkeypatch):
    """An article to read, and the cache as a process begins with it."""
    make_article(3422, tags=["sls"], needed=1)
    monkeypatch.setattr(asgi.watch, "is_due", lambda: False)
    cache.renew(-1)
    yield
    cache.renew(-2)
    cache.stamp = None


def from_door(path: str, query: str = "", **headers: str) -> tuple[int, dict[str, str], bytes] | None:
    """Status, headers and body of a page that the door has ready; None if it would have to ask Django."""
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    async def no_django(*args):
        return None

    fields = {"host": settings.HOST, **headers}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asgi, "serve", no_django)
        asyncio.run(asgi.application(scope, None, send))
    if not sent:
        return None
    start, body = sent
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_kept_once_for_all_queries_that_it_does_not_read(path):
    first = Client().get(f"{path}?utm_source=news&x=%3Cscript%3E")
    assert first.status_code == 200
    assert b"utm_source" not in first.content and b"script%3E" not in first.content
    for query in ("", "x=1", "fbclid=abc", "page_=2"):
        assert from_door(path, query)[2] == first.content
    assert len(cache) == 1


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_reads_of_a_query_is_what_it_declares(path):
    plain = Client().get(path).content
    declared = names_read(resolve(path).func)
    for name, value in READ.items():
        if name not in declared:
            assert Client().get(path, {name: value}).content == plain, name
    assert len(cache) == 1


def test_the_link_to_the_other_language_goes_on_with_what_is_read_and_nothing_else():
    page = Client().get("/en/practice/dsc-plus/?utm_source=x&step=login&platform=tws").content.decode()
    assert 'href="/fr/practice/dsc-plus/?platform=tws&amp;step=login"' in page
    assert 'href="/fr/choose/?q=card"' in Client().get("/en/choose/?q=card&x=1").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_coding_of_a_kept_page_is_made_when_it_is_asked_for(path):
    plain = Client().get(path)
    page = cache.get(path)
    assert set(page.bodies) == {""}
    for coding in ("br", "gzip"):
        for _again in range(2):
            status, headers, body = from_door(path, accept_encoding=coding)
            used = headers.get("content-encoding", "")
            assert status == 200
            assert used in {coding, ""} and (used or len(plain.content) < 500)
            assert DECODED[used](body) == plain.content
            assert headers["content-length"] == str(len(body))
            assert from_door(path, accept_encoding=coding, if_none_match=headers["etag"])[0] == 304


def test_a_miss_is_encoded_for_who_asked_and_for_nobody_else():
    answer = Client().get("/en/", headers={"accept-encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert set(cache.get("/en/").bodies) == {"", "br"}


@pytest.mark.parametrize("path", WITHOUT_LANGUAGE)
def test_an_address_without_a_language_has_one_answer_for_readers_of_all(path):
    answers = [Client().get(path, headers={"accept-language": code}) for code in ("fr", "en", "de")]
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Content-Language" not in answer.headers
    assert from_door(path, accept_language="fr")[2] == answers[0].content


@pytest.mark.parametrize("path", ["/", "/3422", "/kb/3422"])
def test_an_address_that_leads_on_by_language_still_varies_by_it(path):
    answers = {code: Client().get(path, headers={"accept-language": code}) for code in CODES}
    for code, answer in answers.items():
        assert answer.headers["Location"].startswith(f"/{code}/")
        assert "Accept-Language" in answer.headers["Vary"]
    assert len(cache) == 0


API = [  # what is asked, and which of its words a person reads
    ("/api/v1/problems/wrong-response", "title"),
    ("/api/v1/problems/nothing", "detail"),
    ("/api/v1/scenarios/nothing", "detail"),
    ("/api/v1/nothing", "detail"),
    ("/api/v1/search?lang=xx", "detail"),
    ("/api/v1/search?limit=0", "title"),
    ("/api/v1/sandboxes/nothing", "detail"),
]


@pytest.mark.parametrize(("path", "word"), API)
def test_the_api_answers_in_the_language_of_who_asks_whoever_asked_before(path, word):
    said = [Client().get(path, headers={"accept-language": code}).json()[word] for code in ("en", "fr", "en", "fr")]
    assert said[0] == said[2] != said[1] == said[3]
    assert len(cache) == 0


def test_a_method_that_the_api_does_not_take_is_refused_in_the_language_of_who_asks():
    said = [Client().post("/api/v1/scenarios", headers={"accept-language": code}).json() for code in ("en", "fr")]
    assert [each["status"] for each in said] == [405, 405]
    assert said[0]["detail"] != said[1]["detail"]


@pytest.mark.parametrize("code", CODES)
def test_the_list_of_practices_has_all_languages_whoever_asks(code):
    answer = Client().get("/api/v1/scenarios", headers={"accept-language": code})
    assert set(answer.json()["scenarios"][0]["title"]) == set(CODES)


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize(
    "path", ["/en/search/?q=login", "/fr/search/?q=connexion", "/api/v1/search?q=login&limit=50"]
)
def test_what_is_found_is_sent_compressed_and_kept_by_no_shared_cache(path, coding):
    for number in range(3400, 3410):
        make_article(number)
    plain = Client().get(path)
    answer = Client().get(path, headers={"accept-encoding": coding})
    assert answer.headers["Content-Encoding"] == coding
    assert DECODED[coding](answer.content) == plain.content
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "private" in answer.headers["Cache-Control"]
    assert len(cache) == 0
