"""Addresses without a language, and wrong spellings of those with one."""

import pytest
from django.utils import timezone

from tests.factories import make_article

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr-CH, fr;q=0.9, en;q=0.8"}
CANONICAL = {"en": "/en/kb/1131/login-1131/", "fr": "/fr/kb/1131/connexion-1131/"}


@pytest.fixture
def article():
    return make_article(1131)


@pytest.mark.parametrize(
    "path",
    [
        "/1131",
        "/1131/",
        "/KB1131",
        "/kb1131",
        "/kb-1131",
        "/Kb_1131",
        "/KB%201131",
        "/IBKB1131",
        "/kb/1131",
        "/kb/1131/any/",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_number_in_any_spelling_leads_straight_to_the_article(client, article, path, language):
    response = client.get(path, headers={"accept-language": language})
    assert (response.status_code, response.headers["Location"]) == (302, CANONICAL[language])


def test_the_home_page_is_chosen_by_what_the_browser_asks_for(client):
    assert client.get("/", headers=FRENCH).headers["Location"] == "/fr/"
    assert client.get("/", headers={"accept-language": "de"}).headers["Location"] == "/en/"


@pytest.mark.parametrize("path", ["/", "/KB1131"])
def test_what_depends_on_the_reader_is_kept_by_no_cache(client, article, path):
    response = client.get(path, headers=FRENCH)
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/?a=1&b=%C3%A9", "/KB1131?a=1&b=%C3%A9", "/en/kb/1131/?a=1&b=%C3%A9"])
def test_the_query_is_kept(client, article, path):
    assert client.get(path).headers["Location"].endswith("/?a=1&b=%C3%A9")


@pytest.mark.parametrize("tail", ["", "wrong-slug/", "connexion-1131/"])
def test_any_other_slug_leads_to_the_canonical_address_in_one_step(client, article, tail):
    response = client.get(f"/en/kb/1131/{tail}")
    assert (response.status_code, response.headers["Location"]) == (301, CANONICAL["en"])
    assert client.get(CANONICAL["en"]).status_code == 200


def test_a_retired_article_leads_to_the_last_of_its_successors(client, article):
    middle = make_article(2000)
    old = make_article(1000)
    middle.retired_at = old.retired_at = timezone.now()
    middle.successor, old.successor = article, middle
    middle.save()
    old.save()
    response = client.get("/en/kb/1000/login-1000/?a=1")
    assert (response.status_code, response.headers["Location"]) == (301, CANONICAL["en"] + "?a=1")
    assert client.get("/KB1000").headers["Location"] == CANONICAL["en"]


def test_articles_that_succeed_each_other_in_a_circle_are_gone(client):
    one, other = make_article(1000), make_article(2000)
    one.retired_at = other.retired_at = timezone.now()
    one.successor, other.successor = other, one
    one.save()
    other.save()
    assert client.get("/en/kb/1000/").status_code == 410


def test_an_address_that_is_no_number_is_not_taken_for_one(client):
    assert client.get("/KB1234567").status_code == 404
    assert client.get("/en").headers["Location"] == "/en/"
