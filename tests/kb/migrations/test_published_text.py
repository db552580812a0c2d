"""A database of the version before: nothing that anybody wrote, published, voted or read is lost on the way."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from kb.files import stored
from kb.models import Article, Edition, PublishedText
from kb.workflow import editions, releasing
from tests.conftest import on_database

ROWS = Path(__file__).with_name("before_readers_rows.sql")
KEPT = ("kb_revision", "kb_edition", "kb_publicationentry", "kb_vote", "kb_readcount", "kb_oldslug", "kb_reference")
pytestmark = pytest.mark.sqlite

COLUMNS = ("title", "slug", "summary", "body", "html", "digest", "published_at", "updated_at", "outline", "passages")
WORDS = ("title", "slug", "summary", "body")


def rows(path, question):
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        return [dict(row) for row in file.execute(question)]


def kept(path):
    return {table: rows(path, f"SELECT * FROM {table} ORDER BY id") for table in KEPT}


def shown_before(path):
    """What readers saw, by number and language."""
    found = {}
    for article in rows(path, "SELECT * FROM kb_article"):
        for language in ("en", "fr"):
            if article[f"published_at_{language}"]:
                found[article["number"], language] = {name: plain(name, article[f"{name}_{language}"]) for name in COLUMNS}
    return found


def plain(name, value):
    """A value whichever way the database writes it."""
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    return json.loads(value) if name in ("outline", "passages") else value


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_blocker):
    """The file after its migration, and what was in it before."""
    path = tmp_path_factory.mktemp("before") / "site.sqlite3"
    with django_db_blocker.unblock(), on_database(path):
        MigrationExecutor(connection).migrate([("kb", "0012_search_log")])
        with closing(sqlite3.connect(path)) as file:
            file.executescript(ROWS.read_text())
        before = kept(path), shown_before(path)
        call_command("migrate", verbosity=0)
        call_command("rebuild_search", verbosity=0)
    return path, *before


@pytest.fixture
def database(upgraded, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), on_database(copy(upgraded[0], tmp_path / "site.sqlite3")):
        yield


def test_every_revision_publication_vote_and_read_is_as_it_was(upgraded):
    path, before, _shown = upgraded
    assert all(before.values())
    for table, there in kept(path).items():
        was = before[table]
        assert [{name: row[name] for name in old} for row, old in zip(there, was, strict=True)] == was


def test_readers_see_what_they_saw(upgraded):
    path, _before, shown = upgraded
    names = ", ".join(COLUMNS)
    now = rows(path, f"SELECT number, language, {names} FROM kb_publishedtext")
    assert {
        (row["number"], row["language"]): {name: plain(name, row[name]) for name in COLUMNS} for row in now
    } == shown
    assert len(shown) == 8


def test_what_a_translation_is_behind_in_is_still_told(upgraded):
    behind = rows(upgraded[0], "SELECT stale FROM kb_publishedtext WHERE number = 3422 AND language = 'fr'")
    assert json.loads(behind[0]["stale"])["anchors"] == ["step-2"]


def test_the_articles_columns_are_the_newest_words_in_every_language(database):
    for edition in Edition.objects.select_related("article", "head"):
        columns = {name: edition.article.text(name, edition.language) or "" for name in WORDS}
        assert columns == {name: edition.head.words[name] for name in WORDS}
    assert editions.find(Article.objects.get(number=3422), "en").head.title == "A draft that no reader sees"


def test_pages_files_and_the_desk_go_on(database):
    client = Client()
    page = client.get("/en/kb/3422/login-3422/").content.decode()
    assert "<h1>Login number 3422</h1>" in page
    assert "A draft that no reader sees" not in page
    assert client.get("/fr/kb/9002/login-9002/").status_code == 200  # in English: the French was withdrawn
    assert client.get("/en/kb/9003/login-9003/")["Location"] == "/en/kb/3422/login-3422/"
    article = stored.articles([3422])[3422]
    assert "title: Login number 3422\n" in stored.canonical(article, "en")
    assert "published: 2026-11-24\n" in stored.canonical(article, "fr")


def test_a_draft_of_before_is_published_as_ever(database):
    releasing.publish(editions.find(Article.objects.get(number=3422), "en"))
    assert PublishedText.objects.get(article__number=3422, language="en").title == "A draft that no reader sees"
