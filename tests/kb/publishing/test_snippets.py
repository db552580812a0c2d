"""content/snippets.yaml: read and checked, and part of every article that names it."""

import pytest

from kb.base.places import Problem
from kb.publishing import fingerprint, snippets

ONE = "- id: help\n  text:\n    en: Call us. {words}\n    fr: Appelez-nous. {words}\n"


@pytest.fixture
def written(tmp_path, settings):
    """A function that writes the file of a site whose content folder is empty otherwise."""
    settings.CONTENT_DIR = tmp_path

    def write(text: str) -> None:
        (tmp_path / snippets.NAME).write_text(text)
        snippets.SNIPPETS._versions.clear()  # else it is looked at once a second

    return write


def read(tmp_path, text: str) -> tuple[snippets.Snippets | None, list[tuple[int, str]]]:
    (tmp_path / snippets.NAME).write_text(text)
    found: list[Problem] = []
    return snippets.read(tmp_path / snippets.NAME, found), [(problem.line, problem.message) for problem in found]


def test_each_text_is_found_by_name_and_language(tmp_path):
    made, problems = read(tmp_path, ONE.format(words=""))
    assert not problems
    assert (made.find("en", "help"), made.find("fr", "help")) == ("Call us.", "Appelez-nous.")
    assert made.find("en", "other") is None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- id: help\n", 1, "text is missing"),
        ("- id: Help me\n  text: {en: A, fr: B}\n", 1, "id of small letters"),
        ("- id: help\n  text: {en: A, fr: B}\n- id: help\n  text: {en: A, fr: B}\n", 3, "twice"),
        ("- id: help\n  text: {en: '', fr: B}\n", 2, "should be a text"),
        ("- id: a\n  text: {en: A, fr: B}\n- id: b\n  text: {en: A}\n", 4, "no text in fr"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, line, says):
    _made, problems = read(tmp_path, text)
    assert any(at == line and says in message for at, message in problems)


def test_an_article_that_there_is_not_is_told_of_the_file(tmp_path):
    (tmp_path / snippets.NAME).write_text(ONE.format(words="KB404"))
    told = snippets.SNIPPETS.problems(tmp_path, articles=[1])
    assert {(problem.line, problem.message) for problem in told} == {(1, "there is no article KB404")}


@pytest.mark.django_db
def test_a_change_of_it_is_no_reason_to_render_every_text_again(written):
    """Those that show it follow: kb.publishing.lists."""
    written(ONE.format(words="Soon."))
    fingerprint.remember()
    written(ONE.format(words="Now."))
    assert not fingerprint.has_moved()
