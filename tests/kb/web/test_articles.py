"""An article's page: what it shows, in which language, with how many queries."""

import json
import re

import pytest
from django.utils import timezone

from kb.models import Elsewhere, Reference
from tests.factories import make_article, readers_see, text_of

pytestmark = pytest.mark.django_db


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def head_links(text: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))


def test_it_shows_title_number_summary_date_and_text(client):
    make_article(3422, tags=["sls"])
    text = page(client, "/en/kb/3422/login-3422/")
    assert "<h1>Login number 3422</h1>" in text
    assert '<span class="number">KB3422</span>' in text
    assert "What article 3422 says." in text
    assert '<time datetime="2026-11-24">24 November 2026</time>' in text
    assert "Secure Login System" in text


def test_dates_are_written_as_the_language_writes_them(client):
    article = make_article(3422)
    readers_see(article, "fr", updated_at=text_of(article, "fr").updated_at.replace(day=1))
    assert "1er novembre 2026" in page(client, "/fr/kb/3422/connexion-3422/")


@pytest.mark.parametrize("neighbours", [0, 1, 12])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_asks_the_database_at_most_three_times_however_much_it_shows(
    client, django_assert_max_num_queries, neighbours, language
):
    numbers = range(2000, 2000 + neighbours)
    article = make_article(3422, references=[*numbers, 1132], tags=["sls", "howto"][: neighbours + 1])
    Elsewhere.objects.create(number=1132, title_en="Login failures", title_fr="Échecs de connexion")
    for number in numbers:
        make_article(number, references=[3422])
    path = f"/{language}/kb/3422/{article.text('slug', language)}/"
    with django_assert_max_num_queries(3):
        text = page(client, path)
    around = text[text.index('id="related"') :]
    assert around.count('<span class="number">KB') == neighbours + 1  # each once, though they point here as well


def test_references_come_first_in_their_order_with_their_titles(client):
    make_article(3422, references=[2260, 1131, 1132, 4444])
    make_article(1131)
    make_article(2260)
    Elsewhere.objects.create(number=1132, title_en="Login failures", title_fr="Échecs de connexion")
    text = page(client, "/fr/kb/3422/connexion-3422/")
    part = text[text.index('id="related"') :]
    assert re.findall(r'<span class="number">KB(\d+)</span>', part) == ["2260", "1131", "1132"]
    assert '<a href="/fr/kb/2260/connexion-2260/">' in part
    assert "Échecs de connexion" in part
    assert "/kb/1132/" not in part


def test_it_names_the_articles_that_mention_it_in_this_language(client):
    make_article(3422)
    both, french_only = make_article(1131, references=[3422]), make_article(2260)
    Reference.objects.create(source=french_only, target=3422, language="fr")
    Reference.objects.create(source=both, target=3422, language="fr", step="step-1")
    french = page(client, "/fr/kb/3422/connexion-3422/").split('id="related"')[1].split("</section>")[0]
    english = page(client, "/en/kb/3422/login-3422/").split('id="related"')[1]
    assert re.findall(r"/fr/kb/(\d+)/", french) == ["1131", "2260"]
    assert "/en/kb/2260/" not in english


def test_drafts_and_retired_articles_are_no_neighbours(client):
    make_article(3422, references=[1131, 2260])
    make_article(1131, published=False, references=[3422])
    gone = make_article(2260, references=[3422])
    gone.retired_at = timezone.now()
    gone.save()
    text = page(client, "/en/kb/3422/login-3422/")
    assert "KB1131" not in text
    assert "KB2260" not in text


def test_it_points_to_itself_in_every_language(client):
    make_article(3422)
    text = page(client, "/fr/kb/3422/connexion-3422/")
    site = "http://127.0.0.1:8000"
    assert f'<link rel="canonical" href="{site}/fr/kb/3422/connexion-3422/">' in text
    assert head_links(text) == {
        "en": f"{site}/en/kb/3422/login-3422/",
        "fr": f"{site}/fr/kb/3422/connexion-3422/",
        "x-default": f"{site}/en/kb/3422/login-3422/",
    }
    assert "noindex" not in text


def test_a_source_in_another_language_is_the_default_for_everybody_else(client):
    make_article(3102, source="fr")
    assert head_links(page(client, "/en/kb/3102/login-3102/"))["x-default"].endswith("/fr/kb/3102/connexion-3102/")


def test_the_language_switch_stays_on_the_article(client):
    make_article(3422)
    assert 'href="/fr/kb/3422/connexion-3422/" lang="fr" hreflang="fr"' in page(client, "/en/kb/3422/login-3422/")


@pytest.mark.parametrize(("there", "missing", "slug"), [("en", "fr", "login-3422"), ("fr", "en", "connexion-3422")])
def test_a_missing_translation_shows_the_other_text_under_a_notice(client, there, missing, slug):
    article = make_article(3422, languages=[there])
    text = page(client, f"/{missing}/kb/3422/{slug}/")
    assert f'<html lang="{missing}">' in text
    assert f'<h1 lang="{there}">{article.text("title", there)}</h1>' in text
    assert f'<div class="body" lang="{there}"' in text
    assert 'class="notice fallback"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert head_links(text) == {}
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/{there}/kb/3422/{slug}/">' in text


def test_the_existing_language_names_no_version_that_is_not_there(client):
    make_article(3422, languages=["en"])
    links = head_links(page(client, "/en/kb/3422/login-3422/"))
    assert set(links) == {"en", "x-default"}


def test_an_empty_translation_is_none_whether_it_is_null_or_blank(client):
    article = make_article(3422, languages=["en"])
    article.title_fr = ""
    article.save()
    assert "Login number 3422" in page(client, "/fr/kb/3422/login-3422/")


def test_a_reference_without_translation_shows_its_title_with_its_language(client):
    make_article(3422, references=[1131])
    make_article(1131, languages=["en"])
    assert '<a href="/fr/kb/1131/login-1131/" lang="en">Login number 1131</a>' in page(
        client, "/fr/kb/3422/connexion-3422/"
    )


@pytest.mark.parametrize(
    ("language", "slug", "words"),
    [
        ("en", "login-9001", "local number, unknown to the broker"),
        ("fr", "connexion-9001", "numéro local, inconnu du courtier"),
    ],
)
def test_a_number_of_our_own_says_so(client, language, slug, words):
    make_article(9001)
    make_article(3422, references=[9001])
    assert words in page(client, f"/{language}/kb/9001/{slug}/")
    other = "login-3422" if language == "en" else "connexion-3422"
    assert words in page(client, f"/{language}/kb/3422/{other}/")


def test_it_tells_programs_what_it_is(client):
    make_article(3422, title_en="Cards </script> & keys")
    text = page(client, "/en/kb/3422/login-3422/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    article, trail = json.loads(found)["@graph"]
    assert article["headline"] == "Cards </script> & keys"
    assert (article["identifier"], article["inLanguage"]) == ("KB3422", "en")
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]


def test_it_asks_whether_it_helped_about_the_text_that_it_shows(client):
    article = make_article(3422, languages=["en"])
    text = page(client, "/fr/kb/3422/login-3422/")
    assert 'data-vote="/en/kb/3422/vote/"' in text
    assert f'data-digest="{text_of(article, "en").digest}"' in text
