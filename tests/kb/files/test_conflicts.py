"""A text that was changed in its file and in the database, settled at the desk with both sides before one."""

import re

import pytest
from django.test import Client

from kb.files import conflicts
from kb.files.conflicts import DATABASE, FILE, MovedOn, decide, find
from kb.files.load import load
from kb.files.save import save
from kb.files.tree import Place
from kb.models import Article, PublicationEntry
from kb.workflow import editions
from kb.workflow.groups import REVIEWERS, editors_of
from tests.factories import text_of
from tests.kb.conftest import member
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"
PAGE = "/{}/admin/kb/article/board/files/"


def article() -> Article:
    return Article.objects.get(number=9001)


@pytest.fixture
def apart(folder, settings):
    """Published again by an editor, and changed in the file; the other language is changed in the file alone."""
    settings.CONTENT_DIR = folder.root
    load(folder.root)
    publish(article(), "en", body="Written by an editor.\n")
    folder.change(EN, "1. Begin.", "1. Start.")
    folder.change(FR, "1. Commencez.", "1. Débutez.")
    return folder


@pytest.fixture
def rita():
    return member("rita", REVIEWERS)


def place(root, language="en") -> Place:
    return Place(root, 9001, language)


def test_both_sides_are_found_as_files_would_have_them(apart):
    (found,) = find(apart.root)
    assert (found.article.number, found.language, found.path) == (9001, "en", EN)
    assert "Written by an editor." in found.ours and "1. Start." in found.theirs
    assert "published: 2026-11-24" in found.ours


def test_a_draft_that_readers_do_not_see_is_a_side_too(apart):
    write(article(), "fr", body="Un brouillon.\n")
    found = {each.language: each for each in find(apart.root)}
    assert "Un brouillon." in found["fr"].ours and "1. Débutez." in found["fr"].theirs


def test_where_files_and_database_agree_there_are_none(folder):
    assert find(folder.root) == []
    load(folder.root)
    assert find(folder.root) == []
    publish(article(), "en", body="Written by an editor.\n")
    assert find(folder.root) == []


def test_the_file_is_taken_in_the_name_of_who_decided_and_nothing_else_is(apart, rita):
    (found,) = find(apart.root)
    report = decide(apart.root, place(apart.root), FILE, seen=found.state, by=rita)
    assert report.done == [EN] and find(apart.root) == []
    assert "1. Start." in text_of(9001).body
    assert "Commencez." in text_of(9001, "fr").body
    assert PublicationEntry.objects.filter(article=article(), by=rita, note="content/").exists()
    assert load(apart.root).done == [FR]


def test_the_database_stays_and_the_file_is_written_from_it(apart, rita):
    (found,) = find(apart.root)
    decide(apart.root, place(apart.root), DATABASE, seen=found.state, by=rita)
    assert text_of(9001).body == "Written by an editor.\n" and find(apart.root) == []
    assert EN in save(apart.root, agree=True).done
    assert "Written by an editor." in apart.read(EN)


@pytest.mark.parametrize("moves", ["file", "database", "decided"])
def test_nobody_decides_about_what_they_have_not_seen(apart, moves, rita):
    (found,) = find(apart.root)
    if moves == "file":
        apart.change(EN, "1. Start.", "1. Start now.")
    elif moves == "database":
        write(article(), "en", body="A draft.\n")
    else:
        decide(apart.root, place(apart.root), DATABASE, seen=found.state, by=rita)
    with pytest.raises(MovedOn):
        decide(apart.root, place(apart.root), FILE, seen=found.state, by=rita)
    assert "Start" not in text_of(9001).body


def test_only_a_conflict_is_decided(apart, rita):
    with pytest.raises(MovedOn):
        decide(apart.root, place(apart.root, "fr"), FILE, seen="", by=rita)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("interface", "button", "done"),
    [("en", "Take the file", "The file is taken"), ("fr", "Prendre le fichier", "Le fichier est pris")],
)
def test_the_page_shows_what_differs_and_settles_it(apart, rita, interface, button, done):
    client, address = signed_in(rita), PAGE.format(interface)
    page = client.get(address).content.decode()
    words = re.sub(r"<[^>]+>", "", page)
    assert button in words and "Written by an editor." in words and "1. Start." in words
    state = re.search(r'name="state" value="(\w+)"', page)[1]
    answer = client.post(f"{address}9001/en/file/", {"state": state}, follow=True).content.decode()
    assert done in answer and button not in answer
    assert "1. Start." in editions.find(article(), "en").head.body


def test_the_page_says_that_a_side_has_changed(apart, rita):
    client, address = signed_in(rita), PAGE.format("en")
    answer = client.post(f"{address}9001/en/file/", {"state": "old"}, follow=True).content.decode()
    assert "one side has changed" in answer and conflicts.find(apart.root)


def test_who_publishes_in_one_language_alone_decides_nothing(apart):
    client = signed_in(member("anna", editors_of("en")))
    assert client.get(PAGE.format("en")).status_code == 403
    assert client.post(f"{PAGE.format('en')}9001/en/file/").status_code == 403
