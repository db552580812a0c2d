"""A text that is missing in one language is told, and missed in that language alone."""

import shutil

import pytest
from django.conf import settings as site

from auth_demo.scenarios import load
from auth_demo.web import voice_clips
from kb.base import kept
from kb.base.kept import Kept
from kb.base.places import Problem, open_text, usable_in
from kb.files import shared
from kb.publishing import glossary
from kb.web import choices

CONTENT = site.CONTENT_DIR


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(CONTENT / "demos", tmp_path / "demos", ignore=lambda _dir, names: {*names} - {"dsc-plus.yaml"})
    for name in ("choose.yaml", "glossary.yaml", "tags.yaml", "categories.yaml", "elsewhere.yaml"):
        shutil.copy(CONTENT / name, tmp_path)
    load.read.cache_clear()
    return tmp_path


def without_first(file, start):
    """Takes the first line that begins with `start` out; its number."""
    lines = file.read_text().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(start))
    file.write_text("\n".join([*lines[:at], *lines[at + 1 :]]))
    return at + 1


def practice(folder):
    found = load.read(folder / "demos", ("en", "fr"))
    return [problem.missing for problem in found.problems], [*found.scenarios["dsc-plus"].languages]


def questions(folder):
    found = []
    made = choices.read(folder / "choose.yaml", found)
    return [problem.missing for problem in found], made.languages


@pytest.mark.parametrize(
    ("name", "start", "read"), [("demos/dsc-plus.yaml", "  fr:", practice), ("choose.yaml", "    fr:", questions)]
)
def test_one_text_less_is_told_and_costs_that_language_alone(folder, name, start, read):
    assert read(folder) == ([], ["en", "fr"])
    load.read.cache_clear()
    without_first(folder / name, start)
    assert read(folder) == (["fr"], ["en"])


def test_a_term_without_a_form_is_told_and_the_glossary_holds(folder):
    file, found = folder / "glossary.yaml", []
    whole = glossary.read(file, found)
    without_first(file, "  fr: [")
    left = glossary.read(file, found)
    assert [problem.missing for problem in found] == ["fr"]
    assert len(left.terms) == len(whole.terms)
    everything = " ".join(form for term in whole.terms for form in term.forms["en"])
    assert glossary.problems(everything, "Rien.", ("en", "fr"), wanted=left)


@pytest.mark.parametrize("kind", shared.SHARED, ids=lambda kind: kind.path)
def test_a_list_is_read_without_a_text_and_says_so(folder, kind):
    file = kind.file(folder)
    assert [*kind.lacking(kind.parse(file.read_text()))] == []
    number = without_first(file, "    fr:")
    entries = kind.parse(file.read_text())
    [(line, told)] = kind.lacking(entries)
    assert 1 <= line < number and "en, fr" in told
    assert kind.dump(entries) == file.read_text()


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("- {id: a, title: {en: A, fr: A}}", ["en", "fr"]),
        ("- {id: a, title: {en: A}}", ["en"]),
        ("- {rule: keep, en: [A], de: [A]}", ["en", "de"]),
        ("- {id: a, title: {en: A}, more: {de: B}}", ["en", "de"]),
        ("- {id: a, next: b}", ["en", "fr", "de", "id"]),  # a name that is also a code holds no text
    ],
)
def test_a_file_is_in_the_languages_that_it_has_texts_in(text, languages):
    assert open_text(text, "a.yaml", ["en", "fr", "de", "id"], []).languages == languages


def test_anything_else_that_is_wrong_makes_a_file_useless_in_every_language():
    lacks, wrong = Problem("a", 1, "no text in fr", missing="fr"), Problem("a", 1, "should be a list")
    assert usable_in(["en", "fr"], [lacks]) == ["en"]
    assert usable_in(["en", "fr"], [lacks, wrong]) == []


def test_a_language_without_a_voice_is_told_codes_in_writing(monkeypatch):
    monkeypatch.setattr(Kept, "now", lambda _self: {"greeting": {"en": "Hello"}})
    assert voice_clips.clips("fr") == {}


def test_a_site_that_starts_with_a_text_missing_uses_what_is_there(tmp_path):
    def read(file, problems):
        problems += [Problem("a.yaml", 1, "no text in fr", missing="fr")] if "half" in file.read_text() else []
        return file.read_text()

    keeper = Kept(kept.CONTENT, "a.yaml", lambda: tmp_path, read, "")
    (tmp_path / "a.yaml").write_text("half")
    assert (keeper.now(), len(keeper.complaints())) == ("half", 1)


def test_a_running_site_keeps_what_was_whole(tmp_path):
    def read(file, problems):
        problems += [Problem("a.yaml", 1, "no text in fr", missing="fr")] if "half" in file.read_text() else []
        return file.read_text()

    keeper = Kept(kept.CONTENT, "a.yaml", lambda: tmp_path, read, "")
    (tmp_path / "a.yaml").write_text("a whole text")
    assert keeper.now() == "a whole text"
    (tmp_path / "a.yaml").write_text("half a text, and longer")
    assert len(keeper.complaints()) == 1 and keeper.now() == "a whole text"
