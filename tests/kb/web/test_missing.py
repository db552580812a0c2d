"""What is not there: each page says what is wrong, in the right language, and where to go on."""

import pytest
from django.db.models import query
from django.utils import timezone

from kb.models import Article, Elsewhere, PublishedText, Reference
from kb.web.finding import LARGEST_NUMBER, near, slipped, unlikeness
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_unknown_number_offers_those_that_a_slip_of_the_finger_explains_first(client):
    for number in (2748, 2784, 1131, 2780, 9001):
        make_article(number)
    response = client.get("/en/kb/2874/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "There is no article KB2874" in text
    assert 'role="search"' in text
    shown = [text.index(f">KB{number}<") for number in (2784, 2748, 2780)]
    assert shown == sorted(shown)


@pytest.mark.parametrize(("typed", "meant"), [(1311, 1131), (1132, 1131), (131, 1131), (11311, 1131), (3242, 3422)])
def test_one_slip_is_nearer_than_a_number_close_by(typed, meant):
    assert unlikeness(typed, meant) < unlikeness(typed, typed + 33)


def make_many(numbers) -> None:
    """Articles that need no more than a number and readers."""
    category = make_article(3422).category
    made = Article.objects.bulk_create(Article(number=number, category=category) for number in numbers)
    values = {
        "language": "en",
        "slug": "a",
        "title": "A",
        "published_at": timezone.now(),
        "updated_at": timezone.now(),
    }
    PublishedText.objects.bulk_create(PublishedText(article=article, **values) for article in made)


def rows_fetched(monkeypatch) -> list[int]:
    """Grows by the number of articles, whole or in part, that each query brings from the database."""
    fetched = []
    for kind in ("ModelIterable", "ValuesListIterable", "FlatValuesListIterable"):
        found = getattr(query, kind)
        plain = found.__iter__

        def counted(self, plain=plain):
            rows = list(plain(self))
            fetched.append(len(rows))
            return iter(rows)

        monkeypatch.setattr(found, "__iter__", counted)
    return fetched


@pytest.mark.parametrize(
    "path", ["/en/kb/99998/", "/en/kb/4711/", "/KB4711", "/en/search/?q=KB4711", "/fr/kb/999999999/"]
)
def test_an_unknown_number_loads_a_few_articles_and_never_all(
    client, monkeypatch, django_assert_max_num_queries, path
):
    make_many([*range(5000, 5400), *range(90_000, 90_400)])
    fetched = rows_fetched(monkeypatch)
    with django_assert_max_num_queries(40 if "search" in path else 8):
        text = client.get(path).content.decode()
    assert "KB" in text
    assert 0 < sum(fetched) < 100


def test_a_retired_article_shows_some_of_its_category_and_leads_to_the_others(client, monkeypatch):
    make_many(range(5000, 5400))
    Article.objects.filter(number=5200).update(retired_at=timezone.now())
    fetched = rows_fetched(monkeypatch)
    text = client.get("/en/kb/5200/").content.decode()
    assert 0 < sum(fetched) < 100
    assert '<a href="/en/category/security-card/">Security card</a>' in text


def test_what_is_near_is_the_same_as_if_all_were_compared():
    numbers = [1, 7, 10, 12, 101, 131, 1131, 1311, 1132, 1133, 3422, 3242, 9001, 90_001, 113_111, LARGEST_NUMBER]
    make_many(set(numbers) - {3422})
    for typed in (2, 11, 21, 121, 1113, 3424, 9010, 10_900, 999_998, 9_999_999, 10**12):
        every = sorted(numbers, key=lambda number: (unlikeness(typed, number), number))
        assert near(typed) == every[:5], typed


@pytest.mark.parametrize("typed", [0, 1, 22, 1131, 654_321, 6_543_210, 10**9])
def test_the_slips_of_a_number_are_few(typed):
    assert len(slipped(typed)) <= 840
    assert all(0 < number <= LARGEST_NUMBER for number in slipped(typed))


@pytest.mark.parametrize(
    "path", ["/fr/kb/4711/", "/fr/kb/4711/slug/", "/fr/rien/", "/fr/category/rien/", "/fr/tag/rien/"]
)
def test_it_answers_in_the_language_of_the_address(client, path):
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "fr"
    assert '<html lang="fr">' in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_a_draft_is_unknown(client):
    make_article(1131, published=False)
    assert client.get("/en/kb/1131/").status_code == 404


@pytest.mark.parametrize("path", ["/fr/kb/1132/", "/KB1132"])
def test_an_article_held_elsewhere_is_named_with_those_that_mention_it(client, path):
    Elsewhere.objects.create(number=1132, title_en="Login failures", title_fr="Échecs de connexion")
    source = make_article(3422)
    Reference.objects.create(source=source, target=1132, position=0)
    response = client.get(path, headers={"accept-language": "fr"})
    text = response.content.decode()
    assert response.status_code == 404
    assert "Échecs de connexion" in text
    assert "absent de ce site" in text
    assert "/fr/kb/3422/connexion-3422/" in text


@pytest.mark.parametrize("path", ["/en/kb/1000/", "/en/kb/1000/login-1000/", "/KB1000"])
def test_a_retired_article_without_successor_is_gone_and_says_since_when(client, path):
    article = make_article(1000)
    make_article(1131)
    article.retired_at = timezone.now().replace(2026, 12, 3)
    article.save()
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == 410
    assert "3 December 2026" in text
    assert "Login number 1000" in text
    assert "/en/kb/1131/login-1131/" in text


def test_a_fault_of_ours_asks_nothing_of_the_database(rf, django_assert_num_queries):
    from kb.web.errors import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/en/kb/1131/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_being_refused_is_explained(rf):
    from kb.web.errors import forbidden

    response = forbidden(rf.get("/en/"))
    assert response.status_code == 403
    assert "Not allowed" in response.content.decode()
