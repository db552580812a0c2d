"""An article that nobody translated yet: from the board to a translator's file and back, as a draft."""

import polib
import pytest
from django.test import Client

from kb.models import Article, Origin, State
from kb.workflow import agencies, drafts, editions, staleness
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.desk.test_form import Desk
from tests.kb.desk.test_text_page import Page, upload
from tests.kb.workflow.desk import publish, step

pytestmark = pytest.mark.django_db
FRENCH = {
    "title": "L’œuvre de la carte",
    "summary": "Ce que dit l’article.",
    "log-in:heading-1": "Se connecter",
    "log-in/step-1:text-1": "Saisissez votre nom.",
    "log-in/step-2:text-1": "Validez.",
}


@pytest.fixture
def article(db):
    """In English only."""
    return make_article(3422, languages=["en"], history=True)


def taken_out(page):
    response = page.client.get(page.base + "out/po/")
    assert response.status_code == 200
    return polib.pofile(response.content.decode())


def translated(file, leave=()):
    for entry in file:
        if entry.msgctxt not in leave:
            entry.msgstr = FRENCH[entry.msgctxt]
    return str(file)


def test_the_board_and_the_form_lead_to_where_a_missing_translation_begins(article, fabien, anna):
    page = Page(fabien, article, "fr")
    for address in ("/en/admin/kb/article/board/", f"/en/admin/kb/article/{article.pk}/change/"):
        assert f'href="{page.base}"' in page.client.get(address).content.decode()
    reader = Client()
    reader.force_login(anna)  # she does not write French
    assert f'href="{page.base}"' not in reader.get("/en/admin/kb/article/board/").content.decode()


@pytest.mark.parametrize(
    ("interface", "words"),
    [("en", "Nothing is written in this language yet."), ("fr", "Rien n’est encore rédigé dans cette langue.")],
)
def test_its_page_says_how_to_begin(article, fabien, interface, words):
    page, original = Page(fabien, article, "fr", interface), Page(fabien, article, "en", interface)
    html = page.get()
    assert words in html
    assert f'href="{page.base}out/po/"' in html and f'action="{page.base}bring-in/"' in html
    assert '/change/#fr"' in html
    assert f'href="{page.base}"' in original.get()


def test_who_may_not_write_the_language_is_shown_no_way_to_begin(article, anna):
    page = Page(anna, article, "fr")
    html = page.get()
    assert "/out/" not in html and "#fr" not in html
    assert page.client.get(page.base + "out/po/").status_code == 403
    assert page.client.post(page.base + "bring-in/", {"file": upload("")}).status_code == 403
    assert page.client.get(page.base + "submit/").status_code == 405
    assert page.client.post(page.base + "submit/").status_code == 404


def test_a_translators_file_becomes_the_first_draft_and_nobody_reads_it(article, fabien, client):
    page = Page(fabien, article, "fr")
    file = taken_out(page)
    assert not any(entry.msgstr for entry in file)
    response = page.client.post(page.base + "bring-in/", {"file": upload(translated(file))}, follow=True)
    assert "newest draft, revision 1" in response.content.decode()
    edition = editions.find(article, "fr")
    assert (edition.state, edition.head.origin, edition.head.by_name) == (State.DRAFT, Origin.EXCHANGE, "fabien")
    assert (edition.head.title, edition.head.slug) == ("L’œuvre de la carte", "l-oeuvre-de-la-carte")
    assert "1. Saisissez votre nom.\n2. Validez.\n" in edition.head.body
    assert staleness.behind(edition) is None
    assert not Article.objects.get(number=3422).is_published("fr")
    assert "Se connecter" not in client.get("/fr/kb/3422/", follow=True).content.decode()
    publish(article, "fr")
    assert "Saisissez votre nom." in client.get("/fr/kb/3422/", follow=True).content.decode()


def test_it_has_caught_up_with_the_original_that_the_file_was_made_from(article, fabien):
    page = Page(fabien, article, "fr")
    file = translated(taken_out(page))
    step(article, "en", "Confirm.", "Press OK.")
    page.client.post(page.base + "bring-in/", {"file": upload(file)})
    behind = staleness.behind(editions.find(article, "fr"))
    assert [revision.number for revision in behind.missed] == [2]


def test_half_a_translation_does_not_say_what_the_original_says(article, fabien):
    page = Page(fabien, article, "fr")
    half = translated(taken_out(page), leave=["log-in/step-2:text-1"])
    response = page.client.post(page.base + "bring-in/", {"file": upload(half)}, follow=True)
    assert "Not translated: log-in/step-2:text-1" in response.content.decode()
    edition = editions.find(article, "fr")
    assert staleness.behind(edition).is_stale
    again = taken_out(page)
    assert {entry.msgctxt for entry in again if not entry.msgstr} == {"log-in/step-2:text-1"}
    page.client.post(page.base + "bring-in/", {"file": upload(translated(again))})
    assert staleness.behind(editions.find(article, "fr")) is None


@pytest.mark.parametrize(
    ("interface", "words"), [("en", "Nothing in this file"), ("fr", "Rien n’est encore traduit")]
)
def test_a_file_in_which_nothing_is_translated_begins_nothing(article, fabien, interface, words):
    page = Page(fabien, article, "fr", interface)
    response = page.client.post(page.base + "bring-in/", {"file": upload(str(taken_out(page)))})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert editions.find(article, "fr") is None


def test_where_nothing_is_written_in_the_source_language_there_is_nothing_to_take_out(fabien, anna):
    article = make_article(9003, languages=["fr"], history=True)
    page = Page(fabien, article, "fr")
    assert "/out/" not in page.get()
    assert page.client.get(page.base + "out/po/").status_code == 404
    assert page.client.post(page.base + "bring-in/", {"file": upload("")}).status_code == 404
    assert "/out/" not in Page(anna, article, "en").get()


def test_two_files_at_once_do_not_overwrite_each_other(article, fabien, monkeypatch):
    page = Page(fabien, article, "fr")
    file = translated(taken_out(page))
    save = drafts.save

    def after_a_colleague(*args, **kwargs):
        monkeypatch.setattr(drafts, "save", save)
        agencies.bring_in(article, "fr", file.replace("Validez.", "Confirmez.").encode())
        return save(*args, **kwargs)

    monkeypatch.setattr(drafts, "save", after_a_colleague)
    response = page.client.post(page.base + "bring-in/", {"file": upload(file)}, follow=True)
    assert "has changed" in response.content.decode()
    assert "Confirmez." in editions.find(article, "fr").head.body


def test_a_file_for_the_original_itself_is_refused(article, anna):
    page = Page(anna, article, "en")
    file = agencies.take_out(article, "fr").replace("Language: fr", "Language: en")
    assert page.client.post(page.base + "bring-in/", {"file": upload(file)}).status_code == 403


def test_a_translation_begun_in_the_form_says_itself_whether_it_is_whole(article, fabien):
    words = {"title_fr": "Carte", "slug_fr": "carte", "summary_fr": "Une carte.", "body_fr": "Bonjour.\n"}
    desk = Desk(fabien, article)
    assert desk.form["caught_up_fr"].value() is True
    desk.send()
    assert editions.find(article, "fr") is None
    sent = {name: value for name, value in desk.open().shown().items() if name != "caught_up_fr"}
    desk.client.post(desk.url, {**sent, **words})
    assert staleness.behind(editions.find(article, "fr")).since is None
    desk.open().send(caught_up_fr="on")
    assert staleness.behind(editions.find(article, "fr")) is None


def test_trainers_see_that_it_is_missing(article):
    assert "Nothing is written" in Page(member("tom", "Trainers"), article, "fr").get()
