"""“Was this helpful?”: who may vote, with what, and how often it counts."""

import json
from uuid import uuid4

import pytest
from django.db import connection

from kb.models import Vote
from kb.web import votes
from tests.factories import make_article, readers_see, text_of

pytestmark = pytest.mark.django_db
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def article():
    return make_article(3422)


def cast(client, path="/en/kb/3422/vote/", headers=OURS, **fields):
    language = path.split("/")[1]
    digest = text_of(3422, language).digest
    body = {"reader": str(uuid4()), "digest": digest, "helpful": True} | fields
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def test_a_vote_counts_and_sets_no_cookie(client, article):
    response = cast(client, helpful=False, reason="step-fails")
    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    vote = Vote.objects.get()
    assert (vote.article, vote.language, vote.helpful, vote.reason) == (article, "en", False, "step-fails")


def test_a_second_vote_of_the_same_reader_replaces_the_first(client):
    reader = str(uuid4())
    cast(client, reader=reader, helpful=False, reason="unclear")
    cast(client, reader=reader, helpful=True)
    vote = Vote.objects.get()
    assert (vote.helpful, vote.reason) == (True, "")


def test_each_language_and_each_published_text_has_votes_of_its_own(client, article):
    reader = str(uuid4())
    cast(client, reader=reader)
    cast(client, "/fr/kb/3422/vote/", reader=reader)
    readers_see(article, digest="1" * 64)
    cast(client, reader=reader)
    assert Vote.objects.count() == 3


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ],
)
def test_a_vote_from_elsewhere_is_refused(client, headers):
    assert cast(client, headers=headers).status_code == 403
    assert not Vote.objects.exists()


def test_an_older_browser_that_names_our_origin_may_vote(client):
    assert cast(client, headers={"origin": "http://testserver"}).status_code == 204


@pytest.mark.parametrize(
    "fields",
    [
        {"reader": "me"},
        {"reader": None},
        {"reader": 7},
        {"helpful": "yes"},
        {"helpful": None},
        {"digest": 1},
        {"digest": "1" * 64},
        {"helpful": False, "reason": "free text"},
        {"helpful": False, "reason": ["unclear"]},
        {"helpful": True, "reason": "unclear"},
    ],
)
def test_a_vote_that_makes_no_sense_is_refused_with_a_reason(client, fields):
    response = cast(client, **fields)
    assert response.status_code == 422
    assert response.json()["detail"]
    assert not Vote.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"null", b"{", b"\xff\xfe", b"x" * 2000])
def test_what_is_no_vote_at_all_is_refused(client, body):
    response = client.post("/fr/kb/3422/vote/", body, content_type="application/json", headers=OURS)
    assert response.status_code == 422
    assert "vote" in response.json()["detail"]


def test_there_is_nothing_to_vote_on_where_nothing_is_published(client):
    make_article(1131, languages=["en"])
    assert cast(client, "/fr/kb/1131/vote/").status_code == 404
    assert cast(client, "/en/kb/4711/vote/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Please try again in 60 minutes."), ("fr", "Réessayez dans 60 minutes.")],
)
def test_one_client_cannot_vote_without_end_and_is_told_how_long_to_wait(client, monkeypatch, language, words):
    monkeypatch.setattr(votes, "VOTES_AN_HOUR", 2)
    answers = [cast(client, f"/{language}/kb/3422/vote/") for _each in range(4)]
    assert [answer.status_code for answer in answers] == [204, 204, 429, 429]
    assert 3500 < int(answers[-1]["Retry-After"]) <= 3600
    assert words in answers[-1].json()["detail"]


def test_of_a_flood_of_votes_the_newest_stay_and_other_texts_keep_theirs(client, monkeypatch):
    monkeypatch.setattr(votes, "MOST_VOTES", 3)
    cast(client, "/fr/kb/3422/vote/")
    readers = [str(uuid4()) for _each in range(6)]
    for reader in readers:
        assert cast(client, reader=reader).status_code == 204
    assert list(Vote.objects.filter(language="en").order_by("pk").values_list("reader", flat=True)) == readers[-3:]
    assert Vote.objects.filter(language="fr").count() == 1


@pytest.mark.sqlite  # the size of its file
def test_a_flood_of_votes_leaves_the_database_as_large_as_the_votes_that_stay(client, monkeypatch):
    monkeypatch.setattr(votes, "MOST_VOTES", 20)
    monkeypatch.setattr(votes, "VOTES_AN_HOUR", 10_000)
    before = bytes_kept()
    for _each in range(500):
        assert cast(client, reader=str(uuid4())).status_code == 204
    assert Vote.objects.count() == 20
    assert bytes_kept() - before < 20 * 2_000  # 500 votes would take 100 kB and more


def bytes_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def test_behind_a_trusted_proxy_each_client_is_counted_on_its_own(client, monkeypatch, settings):
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr(votes, "VOTES_AN_HOUR", 1)
    faked = [cast(client, headers=OURS | {"x-forwarded-for": f"1.1.1.{i}, 9.9.9.9"}).status_code for i in range(2)]
    assert faked == [204, 429]  # what the client writes itself is not believed
    assert cast(client, headers=OURS | {"x-forwarded-for": "8.8.8.8"}).status_code == 204


def test_a_vote_is_posted(client):
    assert client.get("/en/kb/3422/vote/").status_code == 405
