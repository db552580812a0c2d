from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.files.load import load, preview
from kb.models import Article, Category, ContentFile, Elsewhere, OldSlug, PublishedText, Reference, Stamp
from kb.publishing import fingerprint
from kb.publishing.publish import publish
from tests.factories import text_of

pytestmark = pytest.mark.django_db

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"


def article(number=9001):
    return Article.objects.get(number=number)


def test_an_empty_database_gets_everything_and_links_resolve_whatever_their_order(folder, told):
    report = load(folder.root)
    assert told(report.problems) == [] and report.is_clean
    assert len(report.done) == 7
    for language in ("en", "fr"):
        assert f"/{language}/kb/9002/do-9002/#step-1" in text_of(article(9001), language).html
        assert f"/{language}/kb/9001/do-9001/#step-1" in text_of(article(9002), language).html


def test_what_the_head_says_is_in_the_database(folder):
    load(folder.root)
    found = article()
    assert found.category.key == "manage"
    assert [tag.key for tag in found.tags.all()] == ["howto"]
    assert (found.title_en, found.title_fr) == ("How to do it", "Comment faire")
    assert text_of(found, "fr").published_at == text_of(found, "fr").updated_at == datetime(2026, 11, 24, tzinfo=UTC)
    listed = Reference.objects.filter(source=found, language="").values_list("target", flat=True)
    assert list(listed) == [9002, 3234]
    assert Elsewhere.objects.get().title_fr == "Les notifications"


def test_loading_again_does_nothing_and_asks_little(folder):
    load(folder.root)
    stamp = Stamp.current()
    with CaptureQueriesContext(connection) as queries:
        report = load(folder.root)
    assert (report.done, report.rendered, Stamp.current()) == ([], 0, stamp)
    assert len(queries) <= 8


def test_only_what_changed_is_loaded(folder):
    load(folder.root)
    folder.change(EN, "1. Begin.", "1. Start.")
    report = load(folder.root)
    assert report.done == [EN]
    assert "Start." in text_of(article()).html


def test_another_spelling_of_the_same_is_no_change(folder):
    load(folder.root)
    folder.change(EN, "title: How to do it", "title: 'How to do it'")
    assert load(folder.root).done == []


def test_a_new_title_reaches_the_texts_that_mention_it(folder):
    load(folder.root)
    folder.change(EN, "title: How to do it", "title: Brand new")
    load(folder.root)
    assert "Brand new" in text_of(article(9002)).html


def test_a_new_slug_leaves_the_old_one_behind(folder):
    load(folder.root)
    folder.change(EN, "slug: do-9001", "slug: did-9001")
    load(folder.root)
    assert OldSlug.objects.get().slug == "do-9001"


def test_a_fact_of_the_article_is_changed_by_changing_it_in_both_files(folder, told):
    load(folder.root)
    for path in (EN, FR):
        folder.change(path, "references: [9002, 3234]", "references: [3234]")
    assert told(load(folder.root).problems) == []
    assert article().references.filter(language="").count() == 1


def test_where_facts_differ_the_source_language_counts(folder, told):
    folder.change(FR, "references: [9002, 3234]", "references: [3234]")
    report = load(folder.root)
    assert [line[: len(FR)] for line in told(report.problems)] == [FR]
    assert article().references.filter(language="").count() == 2


def test_a_bad_file_is_told_and_left_out_and_the_rest_goes_in(folder, told):
    folder.change(FR, "slug: do-9001", "slug: Do It")
    report = load(folder.root)
    assert told(report.problems)[0].startswith(f"{FR}:8: slug: ")
    assert article().published_languages() == ["en"]
    assert article(9002).published_languages() == ["en", "fr"]
    folder.change(FR, "slug: Do It", "slug: do-9001")
    load(folder.root)
    assert article().published_languages() == ["en", "fr"]


def test_a_bad_list_keeps_nothing_else_out(folder, told):
    load(folder.root)
    folder.write("tags.yaml", "- nothing\n")
    folder.change(EN, "1. Begin.", "1. Start.")
    report = load(folder.root)
    assert told(report.problems)[0].startswith("tags.yaml:1: ")
    assert report.done == [EN]


def test_an_article_without_a_known_category_waits_for_it(folder, told):
    for path in (EN, FR):
        folder.change(path, "category: manage", "category: cars")
    report = load(folder.root)
    assert f"{EN}:3: There is no category “cars”." in told(report.problems)
    assert not Article.objects.filter(number=9001).exists()
    folder.write("categories.yaml", folder.read("categories.yaml") + "- key: cars\n  name: {en: Cars, fr: Autos}\n")
    load(folder.root)
    assert article().category.key == "cars"


def test_a_problem_in_a_text_is_told_and_the_text_goes_in(folder, told):
    folder.change(EN, "KB9002#step-1", "KB404")
    report = load(folder.root)
    assert f"{EN}:19: There is no article KB404." in told(report.problems)
    assert "KB404" in text_of(article()).html


def test_a_draft_is_stored_but_not_shown(folder):
    folder.change(FR, "published: 2026-11-24\n", "")
    load(folder.root)
    assert article().title_fr == "Comment faire"
    assert article().published_languages() == ["en"]


def test_a_text_whose_date_of_publication_is_taken_out_is_withdrawn(folder):
    load(folder.root)
    folder.change(FR, "published: 2026-11-24\n", "")
    load(folder.root)
    assert article().published_languages() == ["en"]
    assert "How to do it" in text_of(article(9002), "fr").html


def test_a_retired_article_leads_to_its_successor(folder):
    load(folder.root)
    for path in (EN, FR):
        folder.change(path, "title:", "retired: 2026-12-01\nsuccessor: 9002\ntitle:")
    load(folder.root)
    assert article().retired_at == datetime(2026, 12, 1, tzinfo=UTC)
    assert article().successor.number == 9002
    for path in (EN, FR):
        folder.change(path, "retired: 2026-12-01\nsuccessor: 9002\n", "")
    load(folder.root)
    assert article().published_languages() == ["en", "fr"]


def test_what_changed_only_in_the_database_is_left_alone(folder):
    load(folder.root)
    found = article()
    found.body_en = "Written by an editor.\n"
    publish(found, "en")
    report = load(folder.root)
    assert (report.done, report.conflicts) == ([], [])
    assert text_of(9001).body == "Written by an editor.\n"


def test_what_changed_on_both_sides_is_told_and_left_alone(folder):
    load(folder.root)
    found = article()
    found.body_en = "Written by an editor.\n"
    publish(found, "en")
    folder.change(EN, "1. Begin.", "1. Start.")
    folder.change(FR, "1. Commencez.", "1. Débutez.")
    report = load(folder.root)
    assert (report.done, report.conflicts) == ([FR], [EN])
    assert text_of(9001).body == "Written by an editor.\n"
    assert "Débutez" in text_of(article(), "fr").html
    assert not report.is_clean


def test_a_list_changed_on_both_sides_is_told_and_left_alone(folder):
    load(folder.root)
    Category.objects.update(name_en="Ours")
    folder.change("categories.yaml", "en: Manage", "en: Theirs")
    assert load(folder.root).conflicts == ["categories.yaml"]
    assert Category.objects.get().name_en == "Ours"


def test_the_same_change_on_both_sides_is_an_agreement(folder):
    load(folder.root)
    Category.objects.update(name_en="Devices")
    folder.change("categories.yaml", "en: Manage", "en: Devices")
    assert load(folder.root).conflicts == []


def test_an_article_that_was_there_before_its_file_is_not_overwritten(folder):
    load(folder.root)
    ContentFile.objects.all().delete()
    folder.change(EN, "1. Begin.", "1. Start.")
    assert load(folder.root).conflicts == [EN]


def test_a_file_that_vanished_is_told_and_nothing_is_deleted(folder):
    load(folder.root)
    folder.delete(FR)
    report = load(folder.root)
    assert report.vanished == [FR]
    assert article().published_languages() == ["en", "fr"]


def test_an_editors_hour_survives_a_change_of_other_words(folder):
    load(folder.root)
    hour = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    PublishedText.objects.filter(language="en").update(published_at=hour, updated_at=hour)
    folder.change(EN, "1. Begin.", "1. Start.")
    load(folder.root)
    assert text_of(article()).published_at == text_of(article()).updated_at == hour


class TestRenderingAgain:
    """Texts are made again when what makes them changed, though their words did not."""

    def test_after_a_change_of_the_renderer(self, folder, monkeypatch):
        load(folder.root)
        PublishedText.objects.update(html="old")
        monkeypatch.setattr(fingerprint, "fingerprint", lambda: 7)
        assert load(folder.root).rendered == 4
        assert "do-it" in text_of(article()).html
        assert load(folder.root).rendered == 0

    def test_after_a_change_of_a_title_held_elsewhere(self, folder):
        folder.change(EN, "1. Begin.", "1. KB3234")
        load(folder.root)
        folder.change("elsewhere.yaml", "en: Notifications", "en: Push messages")
        load(folder.root)
        assert "Push messages" in text_of(article()).html

    def test_never_twice_in_one_load(self, folder):
        assert load(folder.root).rendered == 0


def test_a_preview_tells_everything_and_changes_nothing(folder):
    report = preview(folder.root)
    assert len(report.done) == 7
    assert not Article.objects.exists() and not ContentFile.objects.exists()
