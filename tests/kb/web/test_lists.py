"""Home, categories, tags, what changed."""

import re
from datetime import timedelta

import pytest

from kb.web import listing
from tests.factories import PUBLISHED, make_article, make_category, readers_see

pytestmark = pytest.mark.django_db


def text_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_home_page_has_search_methods_needed_articles_and_categories(client):
    make_article(3422, needed=2)
    make_article(1131, needed=1)
    make_article(2260)
    text = text_of(client, "/en/")
    assert 'id="hero-q"' in text
    assert "/en/choose/?q=card" in text
    needed = text[text.index('id="needed"') : text.index('id="categories"')]
    assert re.findall(r'<span class="number">KB(\d+)', needed) == ["3422"]
    assert text.index('href="/en/kb/1131/') < text.index('id="hero-q"')  # the most needed one leads
    assert "3 articles" in text


def test_the_home_page_asks_the_database_as_often_with_one_article_as_with_many(
    client, django_assert_max_num_queries
):
    for number in range(2000, 2020):
        make_article(number, needed=number - 1999, category=f"category-{number % 4}")
    with django_assert_max_num_queries(4):
        text_of(client, "/fr/")


def test_a_category_without_articles_is_not_on_the_home_page(client):
    make_category("empty", name_en="Nothing here")
    make_article(1131)
    assert "Nothing here" not in text_of(client, "/en/")


@pytest.mark.parametrize("path", ["/fr/category/security-card/", "/fr/tag/sls/"])
def test_a_list_also_holds_what_stands_in_another_language_alone_and_says_so(client, path):
    make_article(1131, languages=["en"], tags=["sls"])
    make_article(2260, published=False, tags=["sls"])
    text = text_of(client, path)
    assert '<a href="/fr/kb/1131/login-1131/" lang="en">Login number 1131</a>' in text
    assert "(anglais)" in text
    assert "KB2260" not in text


def test_a_long_list_has_pages_and_takes_any_page_number(client, monkeypatch):
    monkeypatch.setattr(listing, "A_PAGE", 2)
    for number in range(2000, 2005):
        make_article(number)
    assert "KB2000" in text_of(client, "/en/category/security-card/")
    last = text_of(client, "/en/category/security-card/?page=3")
    assert "KB2004" in last
    assert "KB2000" not in last
    assert "KB2000" in text_of(client, "/en/category/security-card/?page=x")


def test_recent_changes_are_those_of_the_language_latest_first(client):
    for number, days in ((1131, 1), (2260, 3), (3422, 2)):
        article = make_article(number)
        updated_at = PUBLISHED + timedelta(days=days)
        readers_see(article, "fr", updated_at=updated_at, change=f"Étape {number} corrigée.")
    make_article(9001, languages=["en"])
    text = text_of(client, "/fr/recent/")
    assert re.findall(r"/fr/kb/(\d+)/", text) == ["2260", "3422", "1131"]
    assert "Étape 2260 corrigée." in text
    assert "27 novembre 2026" in text
