"""What comes from content files is part of the history, and never goes over an editor's draft."""

import pytest

from kb.files.load import load
from kb.models import Article, Edition, Origin, Revision, Significance
from kb.workflow import editions, staleness
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


def article():
    return Article.objects.get(number=9001)


def edition(language="en"):
    return editions.find(article(), language)


@pytest.fixture
def loaded(folder):
    load(folder.root)
    return folder


def test_the_first_load_makes_a_first_revision_of_each_text_in_step(loaded):
    assert Revision.objects.count() == Edition.objects.count() == 4
    assert edition("fr").head.source == edition("en").head
    assert (edition().published, edition().head.origin) == (edition().head, Origin.FILES)


def test_loading_again_changes_nothing(loaded):
    load(loaded.root)
    assert Revision.objects.count() == 4


def test_a_changed_file_is_the_next_revision_and_published(loaded):
    loaded.change("articles/KB9001/en.md", "Begin.", "Start here.")
    load(loaded.root)
    head = edition().head
    assert (head.number, head.significance, edition().published) == (2, Significance.TYPO, head)


def test_a_file_that_says_what_changed_makes_translators_look(loaded):
    loaded.change("articles/KB9001/en.md", "Begin.", "Start here.")
    loaded.change("articles/KB9001/en.md", "change: First published.", "change: The first step is another.")
    loaded.change("articles/KB9001/en.md", "updated: 2026-11-24", "updated: 2026-11-25")
    load(loaded.root)
    assert edition().head.significance == Significance.MEDIUM
    assert staleness.behind(edition("fr")).is_stale


def test_a_translation_changed_on_that_day_or_later_has_caught_up(loaded):
    test_a_file_that_says_what_changed_makes_translators_look(loaded)
    loaded.change("articles/KB9001/fr.md", "updated: 2026-11-24", "updated: 2026-11-25")
    load(loaded.root)
    assert staleness.behind(edition("fr")) is None


def test_a_file_does_not_go_over_a_draft(loaded):
    write(article(), "en", title="A draft")
    loaded.change("articles/KB9001/en.md", "Begin.", "Start here.")
    report = load(loaded.root)
    assert report.conflicts == ["articles/KB9001/en.md"]
    assert edition().head.title == "A draft"
    assert "Start here." not in article().body_en


def test_a_file_without_a_date_takes_the_text_away(loaded):
    loaded.change("articles/KB9001/fr.md", "published: 2026-11-24\n", "")
    load(loaded.root)
    assert edition("fr").published is None
    assert edition("fr").state == "draft"
