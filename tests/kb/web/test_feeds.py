"""Atom feeds: valid, per language and category, and only for changes of meaning."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest

from tests.factories import PUBLISHED, make_article, readers_see

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def entries(root: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_it_has_what_the_standard_requires(client):
    make_article(3422)
    root = feed(client, "/fr/recent/atom.xml")
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == "fr"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}"), name
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith("/fr/recent/atom.xml")


def test_it_holds_the_articles_of_its_language_and_category(client):
    make_article(3422)
    make_article(1131, category="overview", languages=["fr"])
    assert entries(feed(client, "/fr/recent/atom.xml")) == [
        "KB1131 Connexion numéro 1131",
        "KB3422 Connexion numéro 3422",
    ]
    assert entries(feed(client, "/en/recent/atom.xml")) == ["KB3422 Login number 3422"]
    assert entries(feed(client, "/fr/category/overview/atom.xml")) == ["KB1131 Connexion numéro 1131"]


def test_a_corrected_typo_is_no_news_and_a_change_of_meaning_is(client):
    article = make_article(3422)
    before = client.get("/en/recent/atom.xml").content
    readers_see(article, body="Corrected.", html="<p>Corrected.</p>", digest="1" * 64)
    assert client.get("/en/recent/atom.xml").content == before

    readers_see(article, updated_at=PUBLISHED + timedelta(days=2), change="The code is valid for five minutes.")
    entry = feed(client, "/en/recent/atom.xml").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "The code is valid for five minutes."
    assert entry.findtext(f"{ATOM}updated") == "2026-11-26T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}id") not in before.decode()


def test_a_draft_is_no_news(client):
    make_article(3422, published=False)
    assert entries(feed(client, "/en/recent/atom.xml")) == []
