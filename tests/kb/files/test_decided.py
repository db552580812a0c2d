"""A text that was changed in its file and in the database: somebody decides which of them counts."""

import pytest
from django.core.management import CommandError, call_command

from kb.files.load import load
from kb.files.save import save
from kb.models import Article, Revision
from kb.workflow import editions
from tests.factories import text_of
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"


def article() -> Article:
    return Article.objects.get(number=9001)


@pytest.fixture
def apart(folder):
    """Published again by an editor, and changed in the file."""
    load(folder.root)
    publish(article(), "en", body="Written by an editor.\n")
    folder.change(EN, "1. Begin.", "1. Start.")
    assert load(folder.root).conflicts == [EN]
    return folder


@pytest.fixture
def drafted(folder):
    """A draft, and changed in the file."""
    load(folder.root)
    write(article(), "en", body="A draft.\n")
    folder.change(EN, "1. Begin.", "1. Start.")
    assert load(folder.root).conflicts == [EN]
    return folder


def test_theirs_takes_the_file_and_what_was_there_stays_in_the_history(apart):
    report = load(apart.root, theirs=[EN])
    assert (report.done, report.conflicts, report.settled) == ([EN], [], [EN])
    assert "1. Start." in text_of(9001).body
    assert Revision.objects.filter(article__number=9001, body="Written by an editor.\n").exists()
    assert load(apart.root).conflicts == [] and save(apart.root).done == []


def test_ours_keeps_the_database_and_save_writes_it(apart):
    report = load(apart.root, ours=[EN])
    assert (report.done, report.conflicts, report.settled) == ([], [], [EN])
    assert text_of(9001).body == "Written by an editor.\n"
    assert save(apart.root, agree=True).done == [EN]
    assert "Written by an editor." in apart.read(EN) and load(apart.root).done == []


def test_a_draft_goes_behind_the_file_or_stays_the_newest(drafted):
    load(drafted.root, ours=[EN])
    assert editions.find(article(), "en").head.body == "A draft.\n" and "Begin." in text_of(9001).body
    drafted.change(EN, "1. Start.", "1. Do start.")
    assert load(drafted.root).conflicts == [EN]
    load(drafted.root, theirs=[EN])
    edition = editions.find(article(), "en")
    assert "Do start." in edition.head.body and edition.published == edition.head
    assert Revision.objects.filter(article__number=9001, body="A draft.\n").exists()


def test_one_decision_touches_no_other_text(apart):
    publish(article(), "fr", body="Écrit par une rédactrice.\n")
    apart.change(FR, "1. Commencez.", "1. Débutez.")
    report = load(apart.root, theirs=[EN])
    assert (report.done, report.conflicts) == ([EN], [FR])


def run(folder, capsys, *arguments) -> str:
    call_command("load_content", *arguments, dir=folder.root)
    return capsys.readouterr().out


def test_the_command_takes_texts_by_number_and_language(apart, capsys):
    said = run(apart, capsys, "--theirs", "kb 9001/en")
    assert f"{EN}: decided" in said and "1 file(s) loaded, 0 conflict(s)" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ours", "KB9001/tlh"], "does not name a text"),
        (["--theirs", "en"], "does not name a text"),
        (["--ours", "KB9002/en"], "there was no conflict to decide: KB9002/en"),
        (["--ours", "KB9001/en", "--theirs", "KB9001/en"], "not both"),
    ],
)
def test_what_cannot_be_decided_is_told(apart, capsys, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(apart, capsys, *arguments)
