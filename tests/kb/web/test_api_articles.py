"""Articles by the API: what readers see to everybody, drafts to who has a token, and only those that its owner may edit."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from kb.base import limits
from kb.models import AccessToken, Significance
from kb.web import api_articles
from kb.workflow import editions, releasing, tokens
from kb.workflow.groups import editors_of
from tests.factories import make_article
from tests.kb.workflow.desk import step, write

pytestmark = pytest.mark.django_db
LIST = "/api/v1/articles"


def get(address=LIST, secret="", **headers):
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return Client().get(address, headers=headers)


def read(number, secret=""):
    """The texts by language."""
    answer = get(f"{LIST}/{number}", secret)
    assert answer.status_code == 200, answer.content
    return {text["language"]: text for text in answer.json()["texts"]}


def secret_of(person) -> str:
    return tokens.make(person, "a script")[1]


def test_everybody_reads_what_readers_see_in_each_language(article):
    make_article(1, languages=["fr"], source="fr", tags=["sls"], history=True)
    answer = get().json()
    assert (answer["count"], answer["page"], answer["pages"]) == (2, 1, 1)
    first, second = answer["articles"]
    assert (first["number"], first["category"], first["tags"], first["source_language"]) == (
        1,
        "security-card",
        ["sls"],
        "fr",
    )
    assert [(text["language"], text["state"]) for text in first["texts"]] == [("en", "missing"), ("fr", "published")]
    shown = second["texts"][0]["published"]
    assert shown["title"] == "Login number 3422" and shown["url"].endswith("/en/kb/3422/login-3422/")
    text = read(3422)["fr"]["published"]
    assert text["markdown"].startswith("## Se connecter") and "<h2" in text["html"]


def test_drafts_are_told_to_nobody_without_a_token(article, anna):
    write(article, "en", by=anna, title="Secret title", body="Secret words.\n")
    new = make_article(12, published=False, history=True)
    for address in (LIST, f"{LIST}/3422"):
        answer = get(address).content.decode()
        assert "Secret" not in answer and '"draft": null' in answer and "anna" not in answer
    assert read(3422)["en"]["state"] == "published"
    assert get(f"{LIST}/{new.number}").status_code == 404


def test_a_token_opens_the_drafts_that_its_owner_may_edit_and_no_others(article, anna, fabien):
    for code in ("en", "fr"):
        write(article, code, title=f"Draft {code}", by=anna)
    releasing.submit(editions.find(article, "fr"))
    texts = read(3422, secret_of(fabien))
    assert texts["fr"]["state"] == "review" and texts["fr"]["draft"]["title"] == "Draft fr"
    assert texts["fr"]["draft"]["revision"] == 2 and texts["fr"]["draft"]["by"] == "anna"
    assert texts["en"]["draft"] is None and texts["en"]["state"] == "published"
    assert texts["fr"]["published"]["title"] == "Connexion numéro 3422"


def test_with_a_token_what_nobody_reads_yet_is_listed(fabien):
    make_article(12, published=False, history=True)
    (listed,) = get(LIST, secret_of(fabien)).json()["articles"]
    assert [text["state"] for text in listed["texts"]] == ["missing", "draft"]
    assert get().json()["count"] == 0


def test_staleness_is_told_with_its_weight_to_who_may_edit_and_as_readers_see_it_to_others(article, fabien):
    step(article, "en", "Confirm.", "Tap it.", Significance.MEDIUM)
    secret = secret_of(fabien)
    assert read(3422, secret)["fr"]["stale"] == "medium" and read(3422)["fr"]["stale"] is None
    step(article, "en", "Tap it.", "Press it.", Significance.MAJOR)
    assert read(3422, secret)["fr"]["stale"] == read(3422)["fr"]["stale"] == "major"


def test_what_is_archived_is_gone(article, fabien):
    releasing.archive(article)
    assert get(f"{LIST}/3422").status_code == get(f"{LIST}/3422", secret_of(fabien)).status_code == 404


def test_a_token_opens_what_its_owner_may_edit_now(article, fabien):
    secret = secret_of(fabien)
    write(article, "fr", title="Brouillon", by=fabien)
    fabien.groups.set(Group.objects.filter(name=editors_of("en")))
    assert read(3422, secret)["fr"]["draft"] is None and read(3422, secret)["en"]["draft"]


@pytest.mark.parametrize(
    "given",
    ["Bearer kb_nothing", "Bearer", "Basic YTpi", "kb_nothing", "Bearer " + "x" * 5000, ""],
)
def test_what_opens_nothing_is_a_401_as_problem_details(article, given):
    answer = get(f"{LIST}/3422", Authorization=given)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json" and answer.json()["reason"] == "bad-token"


def test_a_revoked_token_and_that_of_who_left_open_nothing(fabien):
    first, second = secret_of(fabien), secret_of(fabien)
    tokens.revoke(AccessToken.objects.order_by("pk")[0])
    assert get(LIST, first).status_code == 401 and get(LIST, second).status_code == 200
    User.objects.filter(pk=fabien.pk).update(is_active=False)
    assert get(LIST, second).status_code == 401


def test_who_guesses_is_stopped_and_who_has_one_is_not(fabien, monkeypatch):
    monkeypatch.setattr(api_articles, "WRONG_TOKENS", 3)
    secret = secret_of(fabien)
    for _ in range(5):
        assert get(LIST, secret).status_code == 200
    assert [get(LIST, "kb_no").status_code for _ in range(4)] == [401, 401, 401, 429]
    answer = get(LIST, secret)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 500
    assert get().status_code == 200, "without a token everything goes on"
    limits.purge()


def test_the_secret_is_not_kept_and_its_last_day_is(fabien):
    secret = secret_of(fabien)
    token = AccessToken.objects.get()
    assert secret not in str(token.__dict__) and token.used_on is None
    get(LIST, secret)
    token.refresh_from_db()
    assert token.used_on == timezone.now().date()
    AccessToken.objects.update(used_on=timezone.now().date() - timedelta(days=1))
    get(LIST, secret)
    token.refresh_from_db()
    assert token.used_on == timezone.now().date()


def test_pages_follow_each_other_and_what_is_no_page_is_refused(db):
    for number in range(1, 8):
        make_article(number)
    pages = [get(f"{LIST}?page={page}&limit=3").json() for page in (1, 2, 3, 4)]
    assert [[each["number"] for each in page["articles"]] for page in pages] == [[1, 2, 3], [4, 5, 6], [7], []]
    assert {(page["count"], page["pages"]) for page in pages} == {(7, 3)}
    for query in ("page=0", "page=x", "limit=0", "limit=101", "page=9999999999999999999999"):
        answer = get(f"{LIST}?{query}")
        assert answer.status_code == 422 and answer.json()["reason"] == "malformed"
    assert get(f"{LIST}/0").status_code == 422 and get(f"{LIST}/99").status_code == 404


def test_who_has_it_already_gets_a_304_and_no_cache_mixes_them_up(article, anna):
    secret = secret_of(anna)
    for address in (LIST, f"{LIST}/3422"):
        public, private = get(address), get(address, secret)
        assert "Authorization" in public.headers["Vary"] and "public" in public.headers["Cache-Control"]
        assert private.headers["Cache-Control"] == "private, no-cache"
        assert public.headers["ETag"] != private.headers["ETag"]
        for given, with_secret in ((public, ""), (private, secret)):
            headers = {"If-None-Match": given.headers["ETag"]}
            again = get(address, with_secret, **headers)
            assert again.status_code == 304 and not again.content
        write(article, "en", by=anna, title=f"New for {address}")
        assert get(address, secret, **{"If-None-Match": private.headers["ETag"]}).status_code == 200
        assert get(address, **{"If-None-Match": public.headers["ETag"]}).status_code == 304


@pytest.mark.usefixtures("counted_in_database")
@pytest.mark.parametrize("count", [3, 30])
def test_its_queries_are_as_many_for_any_number_of_articles(anna, count, django_assert_num_queries):
    for number in range(1, count + 1):
        step(make_article(number, tags=["sls"], history=True), "en", "Confirm.", "Tap it.", Significance.MEDIUM)
    secret = secret_of(anna)
    get(LIST, secret)
    with django_assert_num_queries(4):
        get(f"{LIST}?limit=100")
    with django_assert_num_queries(12):
        get(f"{LIST}?limit=100", secret)


def test_the_document_says_that_a_token_may_be_given():
    document = Client().get("/api/v1/openapi.json").json()
    for path in (LIST, f"{LIST}/{{number}}"):
        assert document["paths"][path]["get"]["security"] == [{}, {"token": []}]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
