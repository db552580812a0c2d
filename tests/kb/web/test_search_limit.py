"""How much one client may search, and that no reader ever waits for the count."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.base.models import Counter
from tests.factories import make_article
from tests.parallel import another_writing

pytestmark = pytest.mark.usefixtures("counted_in_database")

PAGE, API = "/{language}/search/?q={q}", "/api/v1/search?lang={language}&q={q}"
SAID = {
    "en": "Too many searches came from your network within a minute. Please try again in 60 seconds.",
    "fr": "Un très grand nombre de recherches sont parties de votre réseau en une minute. Réessayez dans 60 secondes.",
}


def ask(address, language="en", q="card", at="127.0.0.1"):
    headers = {"Accept-Language": language}
    return Client(REMOTE_ADDR=at, headers=headers).get(address.format(language=language, q=q))


@pytest.fixture
def few(settings, monkeypatch):
    settings.SEARCHES_PER_MINUTE = 3
    monkeypatch.setattr("kb.base.limits.time.time", lambda: 1_800_000_000.0)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("address", [PAGE, API])
def test_one_search_too_many_is_refused_in_the_readers_language_and_says_when_it_goes_on(few, address, language):
    answers = [ask(address, language) for _each in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429]
    refused = answers[-1]
    assert refused["Retry-After"] == "60"
    assert refused["Cache-Control"] == "no-store"
    if address is PAGE:
        page = refused.content.decode()
        assert SAID[language] in page
        assert 'value="card"' in page
        assert f'<html lang="{language}"' in page
    else:
        body = refused.json()
        assert (body["status"], body["reason"], body["detail"]) == (429, "too-soon", SAID[language])
        assert refused["Content-Type"] == "application/problem+json"
        assert ask(body["type"].replace("{", "{{")).json()["status"] == 429


@pytest.mark.django_db
def test_the_page_and_the_api_share_a_limit_and_clients_do_not(few):
    assert [ask(each).status_code for each in (PAGE, API, PAGE, API, PAGE)] == [200, 200, 200, 429, 429]
    assert [ask(each, at="192.0.2.7").status_code for each in (PAGE, API)] == [200, 200]


@pytest.mark.django_db
def test_only_a_search_counts(few):
    assert [ask(address, q="").status_code for address in (PAGE, API) for _each in range(4)] == [200] * 8
    assert not Counter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [PAGE, API])
def test_a_refusal_asks_the_database_once_and_writes_nothing(few, address):
    for _each in range(3):
        ask(address)
    with CaptureQueriesContext(connection) as asked:
        assert ask(address).status_code == 429
    verbs = [query["sql"].split()[0] for query in asked.captured_queries]
    waiting = {"PRAGMA", "SAVEPOINT", "SET", "RELEASE"}  # how long it waits for a lock is set, and set back
    assert [verb for verb in verbs if verb not in waiting] == ["SELECT"]


@pytest.fixture
def article(real_database):
    """On a database in a file, one article that is found."""
    make_article(3422, title_en="Log in with the card")


def found(address):
    answer = ask(address)
    return answer.status_code == 200 and "KB3422" in answer.content.decode().replace('"number": 3422', "KB3422")


@pytest.mark.parametrize("address", [PAGE, API])
def test_a_search_goes_on_uncounted_while_another_process_writes(article, few, address):
    assert found(address)
    with another_writing("kb_base_counter"):
        assert all(found(address) for _each in range(6))
    assert set(Counter.objects.values_list("spent", flat=True)) == {1}  # of searches, and of words that are logged


@pytest.mark.sqlite
@pytest.mark.parametrize("address", [PAGE, API])
def test_a_search_goes_on_uncounted_where_nothing_can_be_written(article, few, address):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    assert all(found(address) for _each in range(6))
