import pytest
from django.conf import settings

from kb.files import check
from kb.files.load import load
from kb.files.save import save
from kb.models import Article
from kb.publishing.publish import publish
from tests.factories import make_article, readers_see

pytestmark = pytest.mark.django_db

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"


def edit(body="Written by an editor.\n"):
    article = Article.objects.get(number=9001)
    article.body_en = body
    publish(article, "en")


def test_files_survive_the_round_trip_byte_for_byte(folder, tmp_path):
    before = folder.everything()
    load(folder.root)
    assert save(folder.root).done == []
    assert folder.everything() == before
    save(tmp_path / "elsewhere")
    written = {path: (tmp_path / "elsewhere" / path).read_bytes() for path in before}
    assert written == before


def test_the_content_of_this_site_survives_the_round_trip(tmp_path):
    load(settings.CONTENT_DIR)
    save(tmp_path)
    forms = check.canonical_forms(check.read(settings.CONTENT_DIR))
    assert forms
    for path, text in forms.items():
        assert (tmp_path / path).read_text() == text, path


def test_an_editors_change_is_written_and_agreed_on(folder):
    load(folder.root)
    edit()
    assert save(folder.root).done == [EN]
    assert folder.read(EN).endswith("---\n\nWritten by an editor.\n")
    assert save(folder.root).done == []
    assert load(folder.root).done == []


def test_what_an_editor_typed_is_written_in_canonical_form(folder):
    load(folder.root)
    edit("\r\nOne  \r\nTwo\r\n\r\n")
    save(folder.root)
    assert folder.read(EN).endswith("---\n\nOne\nTwo\n")
    assert save(folder.root).done == []


def test_a_fact_changed_by_an_editor_is_written_to_both_files(folder):
    load(folder.root)
    Article.objects.filter(number=9001).update(needed=3)
    assert save(folder.root).done == [EN, FR]


def test_a_new_article_gets_a_folder(folder):
    load(folder.root)
    make_article(9005, languages=["fr"], category="manage")
    assert save(folder.root).done == ["articles/KB9005/fr.md"]
    assert load(folder.root).problems == []


def test_a_file_that_vanished_is_written_again(folder):
    load(folder.root)
    before = folder.read(FR)
    folder.delete(FR)
    assert save(folder.root).done == [FR]
    assert folder.read(FR) == before


def test_a_file_that_is_newer_is_left_alone(folder):
    load(folder.root)
    folder.change(EN, "1. Begin.", "1. Start.")
    report = save(folder.root)
    assert (report.done, report.newer) == ([], [EN])
    assert "1. Start." in folder.read(EN)


def test_what_changed_on_both_sides_is_told_and_left_alone(folder):
    load(folder.root)
    edit()
    folder.change(EN, "1. Begin.", "1. Start.")
    assert save(folder.root).conflicts == [EN]
    assert "1. Start." in folder.read(EN)


def test_a_file_that_cannot_be_read_is_not_overwritten(folder):
    load(folder.root)
    edit()
    folder.write(EN, "broken")
    assert save(folder.root).conflicts == [EN]
    assert folder.read(EN) == "broken"


def test_the_same_content_in_another_form_is_written_in_canonical_form(folder):
    load(folder.root)
    folder.change(EN, "title: How to do it", "title: 'How to do it'")
    assert save(folder.root).done == [EN]
    assert "title: How to do it\n" in folder.read(EN)


def test_an_export_to_another_folder_leaves_the_files_of_the_site_as_they_count(folder, tmp_path):
    load(folder.root)
    edit()
    save(tmp_path / "elsewhere", agree=False)
    assert "Written by an editor." in (tmp_path / "elsewhere" / EN).read_text()
    assert load(folder.root).done == []
    assert save(folder.root).done == [EN]


def test_a_text_that_is_not_complete_is_told_and_not_written(folder, told):
    load(folder.root)
    readers_see(9001, "fr", summary="")
    report = save(folder.root)
    assert told(report.problems) == [f"{FR}:1: Not written: the text in the database lacks summary."]


def test_checking_writes_nothing(folder):
    load(folder.root)
    edit()
    before = folder.everything()
    assert save(folder.root, write=False).done == [EN]
    assert folder.everything() == before
    assert save(folder.root).done == [EN]
