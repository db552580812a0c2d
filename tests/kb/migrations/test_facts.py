"""A database of the version before facts had a history: each article keeps its own, and readers see what they saw."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from kb.models import Article, FactsEdition, Picture, PublishedText, ShownPicture
from kb.publishing.facts import Facts
from kb.publishing.publish import rerender
from kb.workflow import editions, facts, releasing
from tests.conftest import on_database
from tests.kb.migrations.test_published_text import rows

pytestmark = pytest.mark.sqlite

ROWS = Path(__file__).with_name("before_facts.sql")
AUTH = ("auth", "0012_alter_user_first_name_max_length")
KEPT = ("kb_article", "kb_article_tags", "kb_reference", "kb_revision", "kb_edition", "kb_publicationentry", "kb_picture")


def kept(path):
    return {table: rows(path, f"SELECT * FROM {table} ORDER BY id") for table in KEPT}


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_blocker):
    """The file after its migration, and what was in it before."""
    path = tmp_path_factory.mktemp("before") / "site.sqlite3"
    with django_db_blocker.unblock(), on_database(path):
        MigrationExecutor(connection).migrate([("kb", "0015_short_and_questions"), AUTH])
        with closing(sqlite3.connect(path)) as file:
            file.executescript(ROWS.read_text())
        before = kept(path)
        call_command("migrate", verbosity=0)
        call_command("rebuild_search", verbosity=0)
    return path, before


@pytest.fixture
def database(upgraded, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), on_database(copy(upgraded[0], tmp_path / "site.sqlite3")):
        yield


def test_everything_that_was_there_is_as_it_was(upgraded):
    path, before = upgraded
    assert all(before.values())
    for table, there in kept(path).items():
        was = before[table]
        assert [{name: row[name] for name in old} for row, old in zip(there, was, strict=True)] == was


def test_what_is_true_of_each_article_is_the_first_revision_of_its_facts(database):
    for article in Article.objects.all():
        edition = facts.of(article)
        assert Facts.of(edition.head) == Facts.shown(article)
        assert edition.head.successor_id == article.successor_id
    one = facts.of(Article.objects.get(number=3422)).head
    assert (one.category.key, len(one.tags), one.references, one.needed) == ("codes", 2, [9002, 1131], 1)
    assert (one.demo, one.review_on, one.source_language) == ("dsc-plus", date(2027, 1, 31), "en")
    assert facts.of(Article.objects.get(number=9005)).head.source_language == "fr"


def test_those_that_readers_have_or_had_are_published(database):
    seen = {each.article.number for each in FactsEdition.objects.exclude(published=None)}
    assert seen == {9002, 3422, 1131, 9005}
    assert not facts.pending()


def test_readers_go_on_seeing_the_pictures_that_they_saw(database):
    shown = {(row.text.number, row.text.language): row.picture.file.name for row in ShownPicture.objects.all()}
    assert shown == {(9002, "en"): "login-en-bbbb.webp", (9002, "fr"): "login-fr-cccc.webp"}
    before = {(text.number, text.language): text.html for text in PublishedText.objects.all()}
    Picture.objects.create(key="login", language="en", alt="New", file="login-en-dddd.webp", width=1, height=1)
    rerender()
    assert {(text.number, text.language): text.html for text in PublishedText.objects.all()} == before


def test_the_desk_and_readers_go_on(database):
    article = Article.objects.get(number=3422)
    edition = facts.of(article)
    said = Facts.of(edition.head)
    facts.save(article, Facts(said.category_id, references=(9005,), source_language="en"), based_on=edition.head)
    page = Client().get("/en/kb/3422/login-3422/").content.decode()
    assert "KB9002" in page and "KB9005" not in page
    facts.publish(article)
    assert "KB9005" in Client().get("/en/kb/3422/login-3422/").content.decode()
    releasing.publish(editions.find(Article.objects.get(number=9003), "fr"))
    assert facts.of(Article.objects.get(number=9003)).published
