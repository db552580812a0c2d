"""The search page and the search API."""

import pytest

from kb.models import AskedSearch, Elsewhere, FailedSearch, Tag
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles():
    return [
        make_article(
            3422, title_en="Log in with the security card", title_fr="Se connecter avec la carte de sécurité"
        ),
        make_article(9001, title_en="Log in without notifications", title_fr="Se connecter sans notifications"),
        make_article(2260, languages=["en"], title_en="Activate your smartphone"),
    ]


def text_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_what_it_found_with_the_words_marked(client):
    text = text_of(client, "/en/search/?q=card")
    assert "<mark>card</mark>" in text
    assert "/en/kb/3422/login-3422/" in text
    assert 'value="card"' in text


@pytest.mark.parametrize("typed", ["3422", "KB3422", "kb-3422", "KB 3422", " kb3422 "])
def test_a_number_leads_straight_to_its_article(client, typed):
    response = client.get("/fr/search/", {"q": typed})
    assert (response.status_code, response.headers["Location"]) == (302, "/fr/kb/3422/connexion-3422/")


def test_an_unknown_number_offers_those_near_it(client):
    text = text_of(client, "/en/search/?q=KB3424")
    assert "There is no article KB3424" in text
    assert "/en/kb/3422/login-3422/" in text


def test_what_only_another_language_has_stands_apart_with_its_language(client):
    text = text_of(client, "/fr/search/?q=smartphone")
    group = text[text.index('id="other-language"') :]
    assert "Trouvé en anglais" in group
    assert '<li lang="en">' in group


def test_nothing_found_is_said_and_leads_on(client):
    make_article(1131, needed=1)
    text = text_of(client, "/fr/search/?q=zzqqxx")
    assert "Aucun article ne contient «\u00a0zzqqxx\u00a0»" in text
    assert "/fr/choose/?q=card" in text
    assert "/fr/kb/1131/" in text
    assert FailedSearch.objects.get().terms == "zzqqxx"


def test_a_number_held_elsewhere_is_told_before_what_mentions_it(client):
    Elsewhere.objects.create(number=1018, title_en="Withdrawal limits", title_fr="Limites de retrait")
    text = text_of(client, "/en/search/?q=KB1018+card")
    assert text.index("KB1018 “Withdrawal limits” is an article of the broker’s") < text.index("/en/kb/3422/")


def test_poor_results_are_followed_by_the_choice_of_methods_and_by_help(client):
    make_article(9006, title_en="Getting help from Client Services")
    text = text_of(client, "/en/search/?q=card+xylophone+marimba")
    assert text.index("/en/kb/3422/") < text.index("/en/choose/?q=card") < text.index("Getting help")


def test_results_can_be_narrowed_down_to_a_device(client, articles):
    for article, tag in zip(articles[:2], ("ios", "android"), strict=True):
        article.tags.add(Tag.objects.create(key=tag))
    text = text_of(client, "/en/search/?q=log+in&device=ios")
    assert "/en/kb/3422/" in text
    assert "/en/kb/9001/" not in text
    assert 'href="/en/search/?q=log+in&amp;device=android"' in text
    every = text_of(client, "/en/search/?q=log+in").count('class="entry found"')
    assert text_of(client, "/en/search/?q=log+in&device=fridge").count('class="entry found"') == every > 1


@pytest.mark.parametrize("query", ["", " ", '"', "*", "a AND (", "\0", "%", "<script>", "x" * 10_000, "the of"])
def test_no_input_is_an_error(client, query):
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>x" not in response.content.decode()


def test_no_shared_cache_keeps_what_somebody_searched_for_and_no_engine_lists_it(client):
    response = client.get("/en/search/?q=card")
    assert "private" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_the_api_has_the_agreed_shape(client):
    answer = client.get("/api/v1/search?lang=fr&q=carte&limit=10").json()
    assert set(answer) >= {"query", "language", "results", "suggestion", "other_language"}
    assert (answer["query"], answer["language"], answer["suggestion"]) == ("carte", "fr", None)
    (result,) = answer["results"]
    assert set(result) >= {"number", "title", "summary", "url", "excerpt"}
    assert result["number"] == 3422
    assert result["url"].startswith("/fr/kb/3422/connexion-3422/")


def test_the_api_gives_the_other_language_where_there_is_little(client):
    answer = client.get("/api/v1/search?lang=fr&q=smartphone").json()
    assert [result["number"] for result in answer["other_language"]] == [2260]


def test_the_api_limits_what_it_gives(client):
    assert len(client.get("/api/v1/search?lang=en&q=login&limit=1").json()["results"]) <= 1


@pytest.mark.parametrize(
    "query", ["lang=xx&q=a", "lang=en&q=a&limit=0", "lang=en&q=a&limit=999", "lang=en&q=a&limit=x"]
)
def test_the_api_refuses_what_it_does_not_know(client, query):
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_search_and_what_is_opened_of_it_are_told_to_editors(client):
    text_of(client, "/en/search/?q=card")
    told = {"lang": "en", "q": "card", "number": 3422}
    assert client.post("/api/v1/search/opened", told, content_type="application/json").status_code == 204
    assert set(AskedSearch.objects.values_list("terms", "number", "count")) == {("card", 0, 1), ("card", 3422, 1)}


@pytest.mark.parametrize("wrong", [{"lang": "xx"}, {"number": 0}, {"number": 2**70}, {"q": "x" * 10_000}])
def test_what_nobody_can_have_opened_is_refused(client, wrong):
    told = {"lang": "en", "q": "card", "number": 3422} | wrong
    assert client.post("/api/v1/search/opened", told, content_type="application/json").status_code == 422
    assert not AskedSearch.objects.exists()
