"""The page about one language of an article: what it shows, and what can be done from it by whom."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.models import Article, Origin, PreviewLink, Significance, State
from kb.workflow import agencies, editions, staleness
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db


class Page:
    def __init__(self, person, article, language, interface="en"):
        self.client = Client(headers={"accept-language": interface})
        self.client.force_login(person)
        self.client.cookies["django_language"] = interface
        self.article, self.language = article, language
        self.base = reverse("admin:kb_text", args=[article.pk, language]).replace("/en/", f"/{interface}/", 1)

    def get(self, query=""):
        response = self.client.get(self.base + query)
        assert response.status_code == 200
        return response.content.decode()

    def post(self, action, **sent):
        edition = editions.find(self.article, self.language)
        return self.client.post(f"{self.base}{action}/", {"head": edition.head_id, **sent}, follow=True)

    def told(self, action, **sent):
        response = self.post(action, **sent)
        assert response.status_code == 200
        return " ".join(str(message) for message in response.context["messages"])


def state(article, language="en"):
    return editions.find(article, language).state


def test_it_shows_the_history_and_what_changed_last_word_by_word(article, anna):
    step(article, "en", "Confirm", "Press OK", by=anna, comment="The button is called OK.")
    page = Page(anna, article, "en").get()
    assert "The button is called OK." in page
    assert "<del>Confirm</del>" in page and "<ins>Press OK</ins>" in page


def test_any_two_revisions_can_be_compared(article, anna):
    for title in ("Two", "Three", "Four"):
        write(article, "en", title=title)
    page = Page(anna, article, "en").get("?from=2&to=4")
    assert "From revision 2 to revision 4" in page
    assert "<del>Two</del>" in page and "<ins>Four</ins>" in page


@pytest.mark.parametrize("query", ["?from=99&to=1", "?from=x&to=", "?from=²&to=1", "?from=1&to=1"])
def test_numbers_that_are_no_revisions_compare_nothing_and_break_nothing(article, anna, query):
    write(article, "en", title="Two")
    Page(anna, article, "en").get(query)


def test_an_old_revision_becomes_the_newest_draft(article, anna):
    write(article, "en", title="Two")
    page = Page(anna, article, "en")
    assert "revision 3" in page.told("restore", revision="1")
    assert editions.find(article, "en").head.title == "Login number 3422"
    assert page.post("restore", revision="77").status_code == 404


def test_going_back_matters_as_much_as_what_it_undoes_unless_one_says_otherwise(article, anna):
    write(article, "en", title="Two", significance=Significance.MAJOR)
    write(article, "en", title="Three", significance=Significance.TYPO)
    page = Page(anna, article, "en")
    assert '<option value="30" selected>' in page.get("?from=1&to=3")
    page.told("restore", revision="1")
    assert editions.find(article, "en").head.significance == Significance.MAJOR
    page.told("restore", revision="2", significance="10")
    assert editions.find(article, "en").head.significance == Significance.TYPO
    page.told("restore", revision="1", significance="77")
    assert editions.find(article, "en").head.title == "Login number 3422"


@pytest.mark.parametrize("number", ["", "²", "9" * 30, "7"])
def test_a_revision_that_is_none_is_not_restored(article, anna, number):
    assert Page(anna, article, "en").post("restore", revision=number).status_code == 404


def test_the_way_from_draft_to_readers(article, anna, rita, client):
    write(article, "en", anna, title="Another title")
    assert "Submitted" in Page(anna, article, "en").told("submit", note="please")
    assert state(article) == State.REVIEW
    reviewer = Page(rita, article, "en")
    assert "Returned" in reviewer.told("return", note="Say which device.")
    assert "Say which device." in reviewer.get()
    assert "Readers see it now" in reviewer.told("publish")
    assert b"<h1>Another title</h1>" in client.get("/en/kb/3422/login-3422/").content


def test_what_one_decides_about_is_what_one_saw(article, rita, anna):
    write(article, "en", anna, title="Two")
    seen = editions.find(article, "en").head_id
    write(article, "en", anna, title="Three")
    assert "has changed" in Page(rita, article, "en").told("publish", head=seen)
    assert text_of(3422).title == "Login number 3422"


@pytest.mark.parametrize("action", ["publish", "return", "unpublish", "schedule"])
def test_editors_do_not_decide_what_readers_see(article, anna, action):
    write(article, "en", anna, title="Two")
    assert Page(anna, article, "en").post(action).status_code == 403


@pytest.mark.parametrize("action", ["submit", "restore", "up-to-date", "preview", "bring-in"])
def test_editors_of_another_language_change_nothing(article, fabien, action):
    assert Page(fabien, article, "en").post(action, revision="1").status_code == 403


def test_strangers_are_led_to_the_door(article):
    response = Client().get(reverse("admin:kb_text", args=[article.pk, "en"]))
    assert response.status_code == 302 and "/login/" in response["Location"]


def test_nothing_is_done_by_opening_an_address(article, rita):
    client = Client()
    client.force_login(rita)
    for action in ("publish", "unpublish", "restore", "submit"):
        assert client.get(reverse(f"admin:kb_text_{action}", args=[article.pk, "en"])).status_code == 405


def test_errors_and_warnings_stand_before_the_click(article, rita):
    write(article, "fr", body="## Se connecter {#log-in}\n\nAttention: voir KB424242.\n")
    page = Page(rita, article, "fr").get()
    assert "There is no article KB424242." in page
    assert "is-error" in page and "is-warning" in page
    assert "Not published" in Page(rita, article, "fr").told("publish")
    assert state(article, "fr") == State.DRAFT


def test_what_would_break_is_said_before_it_is_unpublished(article, rita, client):
    make_article(2260, body_en="See KB3422.", body_fr="Voir KB3422.")
    page = Page(rita, article, "fr")
    assert "KB2260 (fr): its link leads to another language" in page.get()
    assert "kept as a draft" in page.told("unpublish")
    assert not Article.objects.get(number=3422).is_published("fr")


def test_a_schedule_is_kept_or_refused_with_its_reason(article, rita):
    write(article, "en", title="Two")
    page = Page(rita, article, "en")
    soon = timezone.now() + timedelta(hours=2)
    refused = page.post("schedule", publish_at="2020-01-01T08:00")
    assert refused.status_code == 422 and "This moment has passed." in refused.content.decode()
    nonsense = page.post("schedule", publish_at="tomorrow")
    assert nonsense.status_code == 422
    assert "The schedule is kept." in page.told("schedule", publish_at=f"{soon:%Y-%m-%dT%H:%M}")
    assert state(article) == State.SCHEDULED
    assert "to be published on" in page.get()


def test_a_translation_is_said_to_be_up_to_date(article, fabien):
    step(article, "en", "Confirm", "Confirm it")
    page = Page(fabien, article, "fr")
    now = editions.source_now(article)
    assert "<ins> it</ins>" in page.get()
    step(article, "en", "Confirm it", "Press OK")
    assert "has changed" in page.told("up-to-date", source=now.pk)
    page.told("up-to-date", source=editions.source_now(article).pk)
    assert staleness.behind(editions.find(article, "fr")) is None


def test_a_preview_link_shows_the_draft_to_who_has_no_account(article, anna):
    write(article, "en", title="Not for everybody yet")
    told = Page(anna, article, "en").told("preview")
    address = re.search(r'href="([^"]+)"', told)[1]
    stranger = Client().get(address.partition("127.0.0.1:8000")[2] or address)
    assert b"Not for everybody yet" in stranger.content
    assert PreviewLink.objects.get().made_by == anna


def upload(content):
    return SimpleUploadedFile("KB.po", content if isinstance(content, bytes) else content.encode())


def test_a_translation_goes_out_and_comes_back_as_a_draft(article, fabien):
    step(article, "en", "Confirm.", "Press OK.")
    page = Page(fabien, article, "fr")
    response = page.client.get(page.base + "out/po/")
    assert response["Content-Disposition"] == 'attachment; filename="KB3422-fr.po"'
    text = response.content.decode()
    assert '#| msgid "Confirm."' in text and "#, fuzzy" in text
    done = text.replace("#, fuzzy\n", "").replace('msgstr "Validez."', 'msgstr "Appuyez sur OK."')
    assert "newest draft, revision 2" in page.told("bring-in", file=upload(done))
    edition = editions.find(article, "fr")
    assert "2. Appuyez sur OK." in edition.head.body
    assert (edition.head.origin, edition.state) == (Origin.EXCHANGE, State.DRAFT)
    assert staleness.behind(edition) is None


def test_a_file_that_left_something_open_does_not_catch_up_and_says_what(article, fabien):
    step(article, "en", "Confirm.", "Press OK.")
    page = Page(fabien, article, "fr")
    text = agencies.take_out(article, "fr").replace('msgstr "Saisissez votre nom."', 'msgstr "Tapez votre nom."')
    assert "Still marked as unsure" in page.told("bring-in", file=upload(text))
    assert "Tapez votre nom." in editions.find(article, "fr").head.body
    assert staleness.behind(editions.find(article, "fr"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("KB-Article: 3422", "KB-Article: 2260"), "Ce fichier appartient à un autre article"),
        (("Language: fr", "Language: de"), "Ce fichier est dans une autre langue"),
    ],
)
def test_a_file_of_something_else_is_refused_in_the_editors_language(article, fabien, change, sentence):
    text = agencies.take_out(article, "fr").replace(*change)
    response = Page(fabien, article, "fr", "fr").post("bring-in", file=upload(text))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert editions.find(article, "fr").head.number == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PNG", b"x" * 2_000_001, b"<xliff/>"])
def test_what_is_no_such_file_is_refused(article, fabien, content):
    assert Page(fabien, article, "fr").post("bring-in", file=upload(content)).status_code == 422


def test_the_source_is_not_given_out_for_translation(article, anna):
    page = Page(anna, article, "en")
    assert page.client.get(page.base + "out/po/").status_code == 403


@pytest.mark.parametrize("language", ["de", "xx"])
def test_a_language_that_is_none_of_ours_is_not_found(article, anna, language):
    page = Page(anna, article, "en")
    assert page.client.get(page.base.replace("/text/en/", f"/text/{language}/")).status_code == 404


def test_an_article_is_archived_with_what_breaks_in_sight_and_comes_back(article, rita, anna, client):
    successor = make_article(2260, body_en="See KB3422.")
    editor, reviewer = Client(), Client()
    editor.force_login(anna)
    reviewer.force_login(rita)
    address = reverse("admin:kb_article_archive", args=[article.pk])
    assert editor.get(address).status_code == 403
    assert "KB2260 (en): its link becomes plain text" in reviewer.get(address).content.decode()
    reviewer.post(address, {"successor": successor.pk, "note": "merged"})
    assert client.get("/en/kb/3422/login-3422/")["Location"] == "/en/kb/2260/login-2260/"
    shown = reviewer.get(reverse("admin:kb_article_change", args=[article.pk])).content.decode()
    assert "has been archived since" in shown
    reviewer.post(reverse("admin:kb_article_revive", args=[article.pk]))
    assert client.get("/en/kb/3422/login-3422/").status_code == 200


def test_everything_on_it_is_in_french_too(article, rita):
    publish(article, "en", title="Two")
    page = Page(rita, article, "fr", "fr").get()
    for words in ("Avant la publication", "Historique", "Qui a fait quoi", "publié", "L’original a changé depuis"):
        assert words in page
