"""Addresses without a language, and wrong spellings of those with one."""

import pytest
from django.utils import timezone

from kb.models import OldSlug
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


HERE = "http://testserver"  # else the client takes //en for a host
NAMED = ["/EN/", "/En/", "/en-US/", "/en_us/", "/EN-GB/", "//en//", "/en/"]
NUMBERS = [
    "KB/1131",
    "kb//1131",
    "1131",
    "1131/",
    "KB1131",
    "kb 1131",
    "kb-1131/",
    "kb/kb1131/",
    "Kb/1131/any/",
    "article/1131",
]
NUMBERS += [
    "kb/1131.html",
    "kb/1131.",
    "kb/1131/login-1131/more/",
    "kb/%A01131/",
    "node/1131",
    "kb/1131)",
    "kb/\u200b1131",
    "ibkb/article/1131",
    "kb/1131/en",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("start", NAMED)
def test_a_number_below_any_spelling_of_a_language_leads_there_in_one_step(client, article, start, number):
    response = client.get(HERE + start + number.replace("%A0", "\u00a0") + "?a=1", headers=FRENCH)
    if (start, number.strip("/")) != ("/en/", "kb/1131"):
        assert (response.status_code, response.headers["Location"]) == (302, CANONICAL["en"] + "?a=1")
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.parametrize("start", ["/fr_CA/", "/FR/", "/fr-CH/", "/de/", "/de-AT/", "/", "//"])
@pytest.mark.parametrize("number", ["kb/1131/login-1131/", "KB/1131", "kb1131", "KB-1131 "])
def test_another_or_no_language_leads_to_the_readers_own(client, article, start, number):
    assert client.get(HERE + start + number, headers=FRENCH).headers["Location"] == CANONICAL["fr"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/EN", "/en/"),
        ("/en-US/", "/en/"),
        ("/fr_CA/search/?q=a%20b", "/fr/search/?q=a%20b"),
        ("/EN/Search", "/en/search/"),
        ("/en/search", "/en/search/"),
        ("/en//search//", "/en/search/"),
        ("/search", "/fr/search/"),
        ("/de/choose/", "/fr/choose/"),
        ("/en/kb/", "/en/"),
        ("/kb", "/fr/"),
        ("/index.html", "/fr/"),
        ("/en/index.php", "/en/"),
        ("/EN/Category/Security-Card/", "/en/category/security-card/"),
        ("/EN/recent/atom.xml", "/en/recent/atom.xml"),
        ("/PRACTICE/", "/fr/practice/"),
        ("/EN/preview/aBcD/", "/en/preview/aBcD/"),
        ("/en/category/Security-Card/", "/en/category/security-card/"),
        ("/fr/tag/SLS/", "/fr/tag/sls/"),
        ("/en/category/Security-Card/atom.xml", "/en/category/security-card/atom.xml"),
        ("/feed", "/fr/recent/atom.xml"),
        ("/en/RSS/", "/en/recent/atom.xml"),
        ("/rss.xml", "/fr/recent/atom.xml"),
        ("/en/recent/atom.xml/", "/en/recent/atom.xml"),
        ("/Sitemap.xml", "/sitemap.xml"),
        ("/sitemap.xml/", "/sitemap.xml"),
        ("/sitemap", "/sitemap.xml"),
        ("/ROBOTS.TXT", "/robots.txt"),
        ("/favicon.ico/", "/favicon.ico"),
        ("/fr/sitemap.xml", "/sitemap.xml"),
        ("/fr/accueil", "/fr/"),
        ("/recherche/?q=a", "/fr/search/?q=a"),
        ("/fr/Entra%C3%AEnement/", "/fr/practice/"),
        ("/en/practise/dsc-plus", "/en/practice/dsc-plus/"),
        ("/en/fr/search/", "/fr/search/"),
        ("/fr/en/", "/en/"),
        ("/zh-hans/kb/1131/", CANONICAL["fr"]),
        ("/en/kb/1131/fr", CANONICAL["fr"]),
        ("/en/login-1131", CANONICAL["en"]),
        ("/connexion-1131/", CANONICAL["fr"]),
        ("/en/kb/Connexion-1131.html", CANONICAL["en"]),
    ],
)
def test_another_spelling_of_a_page_leads_there_in_one_step(client, article, path, meant):
    response = client.get(HERE + path, headers=FRENCH)
    assert response.headers["Location"] == meant
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/EN/kb/4711/", "/en/4711", "/KB/4711", "/fr_CA/KB4711"])
def test_a_number_that_is_not_here_is_told_in_the_language_of_the_address(client, article, path):
    response = client.get(path, headers={"accept-language": "en"}, follow=True)
    assert response.status_code == 404
    assert ("Il n’y a pas d’article" if "fr" in path else "There is no article") in response.content.decode()


NOWHERE = [
    "/en/category/nowhere/",
    "/en/tag/nowhere/",
    "/en/sitemap.xml/x",
    "/sitemap-9223372036854775808.xml",
    "/en/kb/9223372036854775808/",
    "/en/kb/99999999999999999999999999/",
    "/9223372036854775808",
    "/nowhere",
    "/en/nowhere/",
    "/xx-yy/",
    "/api/v2/search",
    "/static/KB1131",
    "/\\example.org",
    "//example.org/a",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_like_nothing_here_stays_an_unknown_page(client, article, path):
    assert client.get(HERE + path).status_code == 404


def test_the_name_of_an_article_leads_there_also_after_it_was_renamed(client, article):
    OldSlug.objects.create(article=article, language="en", slug="sign-in")
    assert client.get("/en/sign-in", headers=FRENCH).headers["Location"] == CANONICAL["en"]
    assert client.get("/sign-in/", headers=FRENCH).headers["Location"] == CANONICAL["fr"]


def test_a_name_that_two_articles_have_is_that_of_the_address_s_language(client, article):
    other = make_article(3422)
    other.published_texts.filter(language="fr").update(slug="login-1131")
    assert client.get("/en/login-1131").headers["Location"] == CANONICAL["en"]
    assert client.get("/fr/login-1131").headers["Location"].startswith("/fr/kb/3422/")


def test_what_was_sent_to_a_wrong_address_is_not_led_on(client, article):
    assert client.post("/EN/1131").status_code == 404


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


def test_no_browser_keeps_a_redirect_or_a_retirement_for_ever(client, article):
    gone = make_article(1000)
    gone.retired_at = timezone.now()
    gone.save()
    expected = {
        "/en/kb/1131/": 301,
        "/en/kb/1000/": 410,
        "/KB1000": 410,
        "/en/kb/4711/": 404,
        "/nowhere": 404,
        "/en": 302,
    }
    for path, status in expected.items():
        response = client.get(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-cache"), path


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
