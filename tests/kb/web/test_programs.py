"""What programs ask a site for: its map, its rules, its search, whom to tell of a fault."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest

from kb.base import screenshots
from kb.web.robots import half_a_year_after
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def site_map(client, path: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    root = ET.fromstring(client.get(path).content)
    return {
        url.findtext("m:loc", namespaces=MAP): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", MAP)
        }
        for url in root.findall("m:url", MAP)
    }


def test_the_site_map_names_each_page_with_its_other_languages(client):
    make_article(3422, tags=["sls"])
    pages = site_map(client)
    alternates = {
        "en": f"{SITE}/en/kb/3422/login-3422/",
        "fr": f"{SITE}/fr/kb/3422/connexion-3422/",
        "x-default": f"{SITE}/en/kb/3422/login-3422/",
    }
    assert pages[alternates["en"]] == pages[alternates["fr"]] == alternates
    for path in ("/en/", "/fr/", "/fr/category/security-card/", "/en/tag/sls/", "/fr/choose/", "/en/about/"):
        assert SITE + path in pages


def test_the_site_map_holds_nothing_that_asks_not_to_be_indexed(client):
    make_article(3422, languages=["fr"])
    make_article(1131, published=False)
    pages = site_map(client)
    assert f"{SITE}/fr/kb/3422/connexion-3422/" in pages
    assert not any("/en/kb/" in url or "1131" in url or "/search/" in url for url in pages)


def test_every_page_of_the_site_map_is_there_and_is_its_own_canonical_address(client):
    make_article(3422, tags=["sls"])
    make_article(9001, languages=["en"])
    for url in site_map(client):
        response = client.get(url.removeprefix(SITE))
        assert response.status_code == 200, url
        assert f'<link rel="canonical" href="{url}">' in response.content.decode()
        assert "noindex" not in response.content.decode()


def test_a_site_map_that_would_be_too_long_is_an_index_of_parts(client, monkeypatch):
    for number in range(3400, 3407):
        make_article(number)
    whole = site_map(client)
    monkeypatch.setattr("kb.web.sitemaps.ADDRESSES", 6)  # three articles, each in two languages
    root = ET.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text for each in root.findall("m:sitemap/m:loc", MAP)]
    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    pages = [site_map(client, part.removeprefix(SITE)) for part in parts]
    assert {url: links for part in pages for url, links in part.items()} == whole
    assert sum(map(len, pages)) == len(whole)
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, 4, 10**30)] == [404, 404, 404]


def test_the_site_map_asks_the_database_as_often_however_many_articles_there_are(client, django_assert_num_queries):
    for number in range(3400, 3410):
        make_article(number, tags=["sls"])
        with django_assert_num_queries(5):
            client.get("/sitemap.xml")


def test_the_site_map_says_when_a_page_last_changed(client):
    make_article(3422)
    root = ET.fromstring(client.get("/sitemap.xml").content)
    changed = {each.findtext("m:loc", namespaces=MAP): each.findtext("m:lastmod", namespaces=MAP) for each in root}
    assert changed[f"{SITE}/fr/kb/3422/connexion-3422/"] == "2026-11-24T00:00:00+00:00"
    assert changed[f"{SITE}/en/"] is None


def test_robots_txt_names_the_site_map_and_leaves_the_pages_open(client):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /api/" in text
    assert "Disallow: /en/kb" not in text


def test_security_txt_says_whom_to_tell_and_until_when_it_holds(client, settings):
    fields = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert fields["Contact"] == f"{SITE}/en/about/#report"
    assert fields["Preferred-Languages"] == "en, fr"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert 0 < (expires - datetime.now(UTC)).days < 365
    settings.CONTACT = "mailto:help@example.org"
    assert "Contact: mailto:help@example.org" in client.get("/.well-known/security.txt").content.decode()
    assert 'href="mailto:help@example.org"' in client.get("/en/about/").content.decode()


@pytest.mark.parametrize(
    ("month", "expected"),
    [(1, (2026, 7)), (6, (2026, 12)), (7, (2027, 1)), (12, (2027, 6))],
)
def test_half_a_year_is_counted_over_the_end_of_the_year(month, expected):
    later = half_a_year_after(datetime(2026, month, 15, tzinfo=UTC))
    assert (later.year, later.month, later.day) == (*expected, 1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_browser_can_search_from_its_address_bar(client, language):
    root = ET.fromstring(client.get(f"/{language}/opensearch.xml").content)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{name}Language") == language
    assert len(root.findtext(f"{name}ShortName")) <= 16 or language == "fr"
    assert root.find(f"{name}Url").get("template") == f"{SITE}/{language}/search/?q={{searchTerms}}"


def test_a_link_to_an_article_is_shown_with_the_picture_of_its_practice(client, monkeypatch):
    make_article(3422)
    make_article(1131)
    monkeypatch.setattr(screenshots, "preview", lambda demo, language: f"/static/figures/{demo}-{language}.jpg")
    for path, number in (
        ("/fr/kb/3422/connexion-3422/", 3422),
        ("/fr/kb/1131/connexion-1131/", 1131),
        ("/fr/", None),
    ):
        page = client.get(path).content.decode()
        assert f'<meta property="og:image" content="{SITE}/static/figures/dsc-plus-fr.jpg">' in page, number
        assert page.count("og:title") == 1


def test_an_article_that_no_practice_walks_through_has_the_picture_of_the_first_that_it_leads_to(client, monkeypatch):
    article = make_article(1873)
    article.published_texts.update(html='<p><a data-demo="online-card">a</a><a data-demo="lost-card">b</a></p>')
    monkeypatch.setattr(screenshots, "preview", lambda demo, language: f"/static/figures/{demo}-{language}.jpg")
    page = client.get("/en/kb/1873/login-1873/").content.decode()
    assert f'content="{SITE}/static/figures/online-card-en.jpg"' in page


def test_without_pictures_a_page_promises_none(client, monkeypatch):
    make_article(3422)
    monkeypatch.setattr(screenshots, "preview", lambda demo, language: None)
    assert "og:image" not in client.get("/en/kb/3422/login-3422/").content.decode()
