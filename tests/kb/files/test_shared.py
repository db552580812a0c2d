import pytest

from kb.files.problems import Misread
from kb.files.shared import CATEGORIES, ELSEWHERE, SHARED, TAGS

TEXT = """- key: overview
  name:
    en: Overview
    fr: Vue d’ensemble
  summary:
    en: What there is.
    fr: "Ce qu’il y a : tout."
- key: manage
  name:
    en: Manage
    fr: Gérer
"""


def complaint(kind, text):
    with pytest.raises(Misread) as caught:
        kind.parse(text)
    return caught.value.problems


def test_a_canonical_list_comes_back_byte_for_byte():
    assert CATEGORIES.dump(CATEGORIES.parse(TEXT)) == TEXT


@pytest.mark.parametrize("kind", SHARED, ids=lambda kind: kind.path)
def test_the_lists_of_this_site_can_be_read(kind, settings):
    assert kind.parse(kind.file(settings.CONTENT_DIR).read_text())


@pytest.mark.django_db
def test_the_database_gives_back_what_was_stored_in_the_order_of_the_file():
    CATEGORIES.store(CATEGORIES.parse(TEXT))
    assert CATEGORIES.dump(CATEGORIES.stored()) == TEXT


@pytest.mark.django_db
def test_storing_again_changes_and_never_deletes():
    CATEGORIES.store(CATEGORIES.parse(TEXT))
    CATEGORIES.store(CATEGORIES.parse("- key: manage\n  name: {en: Devices, fr: Appareils}\n"))
    assert {entry.key: entry.texts["name"]["en"] for entry in CATEGORIES.stored()} == {
        "overview": "Overview",
        "manage": "Devices",
    }


def test_lists_without_an_order_of_their_own_are_sorted():
    text = "- number: 70\n  title: {en: A, fr: A}\n- number: 3\n  title: {en: B, fr: B}\n"
    assert [entry.key for entry in ELSEWHERE.parse(ELSEWHERE.dump(ELSEWHERE.parse(text)))] == [3, 70]


@pytest.mark.parametrize(
    ("kind", "text", "line", "words"),
    [
        (CATEGORIES, "overview: x\n", 1, "has to be a list"),
        (TAGS, "- name: {en: A, fr: A}\n", 1, "begins with “key”"),
        (TAGS, "- key: a\n  name:\n    en: ' '\n    fr: A\n", 2, "for each of en, fr"),
        (TAGS, "- key: a\n  name: {en: A, de: A}\n", 2, "for each of en, fr"),
        (TAGS, "- key: a\n  name: {en: A, fr: A}\n- key: a\n  name: {en: A, fr: A}\n", 3, "appears twice"),
        (TAGS, "- key: a\n  name: {en: A, fr: A}\n  colour: red\n", 3, "not a key"),
        (TAGS, "- key: A B\n  name: {en: A, fr: A}\n", 1, "small letters"),
        (TAGS, f"- key: a\n  name: {{en: {'x' * 81}, fr: A}}\n", 2, "80 characters"),
        (ELSEWHERE, "- number: KB70\n  title: {en: A, fr: A}\n", 1, "whole number"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(kind, text, line, words):
    [(at, sentence)] = complaint(kind, text)
    assert at == line
    assert words in sentence


def test_a_text_that_only_one_language_lacks_is_told_and_the_list_can_be_used():
    entries = TAGS.parse("- key: a\n  name: {en: A, fr: A}\n- key: b\n  name: {en: B}\n")
    assert [entry.key for entry in entries] == ["a", "b"]
    [(line, sentence)] = TAGS.lacking(entries)
    assert line == 3
    assert "for each of en, fr" in sentence
