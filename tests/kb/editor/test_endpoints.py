"""What the editor's script asks the server for, and who may ask."""

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from kb import demos
from kb.admin import ArticleAdmin
from kb.admin.editor import turns
from kb.models import Article, Elsewhere
from kb.staff import sessions
from kb.workflow import checks
from tests.factories import make_article, text_of
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
EDITOR = "/en/admin/kb/article/editor/"
TEXT = {
    "language": "en",
    "number": "3422",
    "title": "The card",
    "summary": "",
    "body": "## Log in {#log-in}\n\nHello.\n",
}


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def member(*rights: str, name: str = "anna") -> Client:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)[0]


@pytest.fixture
def editor():
    return member("change_article", "view_article")


def preview(client, **values):
    return client.post(f"{EDITOR}preview/", TEXT | values)


def look(client, name, **query):
    return client.get(f"{EDITOR}{name}/", query).json()["results"]


@pytest.mark.parametrize("name", ["preview", "articles", "demos", "pictures"])
def test_only_who_may_change_articles_is_answered(name):
    def ask(client):
        return preview(client) if name == "preview" else client.get(f"{EDITOR}{name}/", {"language": "en"})

    assert ask(Client()).status_code == 302
    refused = ask(member("view_article", name="reader"))
    assert refused.status_code == 403
    assert refused.json()["detail"] == "You may not change articles."
    assert ask(member("change_article")).status_code == 200


def test_a_preview_is_asked_for_by_post_and_lookups_by_get(editor):
    assert editor.get(f"{EDITOR}preview/").status_code == 405
    assert editor.post(f"{EDITOR}articles/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert preview(strict).status_code == 403


def test_a_preview_is_the_article_as_publishing_renders_it_in_the_language_of_the_text(editor):
    article = make_article(9003, title_fr="Le cache", body_fr="## Vider {#empty}\n\n::: note\nKB3422\n:::\n")
    make_article(3422, title_fr="La carte")
    text = {"language": "fr", "number": "9003", "title": "Le cache", "body": article.body_fr}
    page = preview(editor, **text).json()["page"]
    article.refresh_from_db()
    before, link = text_of(article, "fr").html.split("KB3422", 1)[0], "La carte"
    assert before in page
    assert link in page
    assert '<html lang="fr">' in page
    assert "numéro local" in page
    assert "Remarque" in page


def test_a_preview_changes_nothing_and_says_what_is_wrong_on_which_line_in_the_editors_language():
    make_article(3422)
    client = member("change_article")
    body = "## Log in {#log-in}\n\n::: figure 1\nimage: nowhere\ncaption: A\n:::\n\nKB1\n\n::: demo nothing\n:::\n"
    answer = client.post("/fr/admin/kb/article/editor/preview/", TEXT | {"body": body}).json()
    assert [problem["line"] for problem in answer["problems"]] == [4, 8, 10]
    assert answer["problems"][0]["text"] == "Il n’y a pas d’image «\u00a0nowhere\u00a0»."
    assert answer["places"] == {"log-in": 1}
    assert "nowhere" not in Article.objects.get(number=3422).body_en


def test_a_preview_says_all_that_a_save_would_say_of_the_text(editor):
    make_article(3422, history=True)
    body = "## Se connecter {#other}\n\nAttention: voir KB1.\n"
    problems = preview(editor, language="fr", body=body).json()["problems"]
    saved = checks.check(Article.objects.get(number=3422), "fr", {"body": body})
    assert {each["text"] for each in problems} == {found.sentence for found in saved if found.field == "body"}
    told = " ".join(each["text"] for each in problems)
    for part in ("no-break space", "KB1", "“#other” is not in the other language"):
        assert part in told


def test_a_preview_holds_no_markup_of_the_writers(editor):
    page = preview(editor, title="<script>1</script>", body="<script>alert(1)</script> <b onclick='x'>b</b>").json()[
        "page"
    ]
    assert "<script" not in page
    assert "<b " not in page


@pytest.mark.parametrize("values", [{"language": "xx"}, {"language": ""}, {"number": "KB1"}, {"number": str(10**30)}])
def test_a_text_of_no_language_or_number_is_refused_in_words(editor, values):
    answer = preview(editor, **values)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_text_without_a_number_yet_or_without_words_has_a_preview(editor):
    assert preview(editor, number="", title="", body="").status_code == 200


def test_a_text_that_is_too_long_for_an_article_is_not_rendered_and_the_limit_is_told_in_the_editors_language(editor):
    text = TEXT | {"body": "a" * 40_001}
    for language, told in (("en", "40001 characters long; 40000 fit"), ("fr", "40001 caractères")):
        answer = editor.post(f"/{language}/admin/kb/article/editor/preview/", text)
        assert answer.status_code == 413
        assert told in answer.json()["detail"]
    assert preview(editor, body="a" * 40_000).status_code == 200


def test_a_text_with_too_much_markup_has_a_preview_that_tells_it(editor):
    answer = preview(editor, title="The card", body="*a* " * 5000).json()
    (problem,) = answer["problems"]
    assert problem["blocks"]
    assert "count 10001; 2500 fit" in problem["text"]
    assert "The card" in answer["page"]


def test_an_editor_has_one_preview_at_a_time_and_others_are_not_kept_waiting(editor):
    account = User.objects.get(username="anna")
    with turns.taken(account):
        refused = preview(editor)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
        assert refused.json()["detail"] == "The preview follows in a moment."
        assert preview(member("change_article", name="ben")).status_code == 200
    assert preview(editor).status_code == 200


def test_an_editor_has_no_more_previews_in_a_minute_than_somebody_types(editor, monkeypatch):
    monkeypatch.setattr(turns, "MOST", 2)
    answers = [preview(editor) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


def test_articles_are_found_by_number_and_by_words_of_the_title_in_either_language(editor):
    make_article(3422, title_en="Security card", title_fr="Carte sécurisée")
    make_article(342, title_en="Phone", title_fr="Téléphone", published=False)
    Elsewhere.objects.create(number=3421, title_en="Fees", title_fr="Frais")

    def numbers(query, language="en"):
        return [each["number"] for each in look(editor, "articles", q=query, language=language)]

    assert numbers("342") == [342, 3422, 3421]
    assert numbers("KB3422") == [3422]
    assert numbers("kb 3422") == [3422]
    assert numbers("carte securisee") == [3422]
    assert numbers("frais") == [3421]
    assert numbers("nobody") == []
    assert len(numbers("")) == 3


def test_an_article_is_offered_with_its_title_in_the_language_of_the_text_and_whether_a_link_to_it_works(editor):
    make_article(3422, title_fr="La carte")
    make_article(1131, languages=["en"], title_en="Overview", published=False)
    Elsewhere.objects.create(number=69, title_en="Fees")
    found = {each["number"]: each for each in look(editor, "articles", q="", language="fr")}
    assert (found[3422]["title"], found[3422]["language"], found[3422]["state"]) == ("La carte", "fr", "published")
    assert found[3422]["places"] == ["log-in", "step-1", "step-2"]
    assert (found[1131]["title"], found[1131]["language"], found[1131]["state"]) == ("Overview", "en", "draft")
    assert found[69]["state"] == "elsewhere"


def test_every_practice_scenario_is_offered_with_its_steps_in_the_language_of_the_text(editor):
    offered = {each["id"]: each for each in look(editor, "demos", language="fr")}
    assert set(offered) == {demo.id for demo in demos.all_demos()}
    demo = demos.get("dsc-plus")
    assert offered["dsc-plus"]["title"] == demo.title["fr"]
    assert [step["id"] for step in offered["dsc-plus"]["steps"]] == [step.id for step in demo.steps]
    assert offered["dsc-plus"]["places"] == [*demo.platforms, *demo.variants]


@pytest.mark.parametrize("name", ["articles", "demos", "pictures"])
def test_an_unknown_language_is_taken_as_the_sites_own(editor, name):
    assert look(editor, name, language="xx") == look(editor, name, language="en")


def test_asking_whether_the_session_lives_does_not_keep_it_alive(editor, settings):
    answer = editor.get(f"{EDITOR}session/")
    assert answer.json()["alive"] is True
    assert answer.json()["token"]
    session = editor.session
    session[sessions.SEEN] -= settings.STAFF_IDLE_MINUTES * 60 - 120
    session.save()
    assert editor.get(f"{EDITOR}session/").json()["alive"] is True
    assert editor.session[sessions.SEEN] == session[sessions.SEEN]
    session[sessions.SEEN] -= 121
    session.save()
    assert editor.get(f"{EDITOR}session/").json() == {"alive": False}
    assert Client().get(f"{EDITOR}session/").json() == {"alive": False}


def desk_of(page: str) -> dict:
    start = page.index('<script id="desk" type="application/json">')
    return json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])


def test_the_form_names_each_texts_language_and_says_which_is_the_source():
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    article = make_article(3422, source="fr")
    page = client.get(f"/en/admin/kb/article/{article.pk}/change/").content.decode()
    assert desk_of(page)["source"] == "fr"
    for label in ("Body (English)", "Body (French)", "Title (French)"):
        assert label in page
    for name, language in (("body_en", "en"), ("body_fr", "fr"), ("title_fr", "fr")):
        field = page[page.index(f'name="{name}"') :].partition(">")[0]
        assert f'lang="{language}"' in field
        assert 'spellcheck="true"' in field


def test_saving_an_unchanged_form_changes_no_letter_though_browsers_send_crlf():
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    article = make_article(3422)
    before = {code: article.text("body", code) for code in ("en", "fr")}
    address = f"/en/admin/kb/article/{article.pk}/change/"
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in values.items()}
    sent |= {f"body_{code}": text.replace("\n", "\r\n") for code, text in before.items()}
    answer = client.post(address, sent | {"summary_en": "Two\r\nlines."})
    assert answer.status_code == 302
    assert answer.cookies[f"desk-saved-{article.pk}"].value == "1"
    article.refresh_from_db()
    assert {code: article.text("body", code) for code in before} == before
    assert article.summary_en == "Two lines."


def test_a_save_that_is_refused_sets_no_mark_that_the_text_is_safe():
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    article = make_article(3422)
    answer = client.post(f"/en/admin/kb/article/{article.pk}/change/", {"number": "x"})
    assert answer.status_code == 200
    assert not [name for name in answer.cookies if name.startswith("desk-saved")]
    assert desk_of(answer.content.decode())["failed"] is True


def test_a_text_that_one_may_not_change_is_there_to_be_read_and_what_is_sent_for_it_is_not_taken(monkeypatch):
    monkeypatch.setattr(ArticleAdmin, "may_write", lambda _admin, _request, language: language == "fr")
    client = signed_in(User.objects.create_superuser("root", password=PASSWORD))[0]
    article = make_article(3422)
    address = f"/en/admin/kb/article/{article.pk}/change/"
    response = client.get(address)
    english, french = (
        response.content.decode().partition(f'name="body_{code}"')[2].partition(">")[0] for code in ("en", "fr")
    )
    assert "readonly" in english and "disabled" not in english
    assert "readonly" not in french
    form = response.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert (
        client.post(address, sent | {"body_en": "Mine.", "title_en": "Mine.", "body_fr": "À moi.\n"}).status_code
        == 302
    )
    before = (article.body_en, article.title_en)
    article.refresh_from_db()
    assert (article.body_en, article.title_en, article.body_fr) == (*before, "À moi.\n")
