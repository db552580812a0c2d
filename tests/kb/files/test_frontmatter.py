from dataclasses import fields
from datetime import date

import pytest

from kb.files.frontmatter import ORDER, READERS, Head, dump, parse
from kb.files.problems import Misread
from kb.text.tidying import tidy

CANONICAL = """---
number: 3422
category: security-card
tags: [account-security, sls]
source: en
needed: 2
demo: dsc-plus
references: [1131, 2636]
title: "Carte : mode d’emploi"
slug: digital-security-card-plus
summary: How to log in with the card.
published: 2026-11-24
updated: 2026-11-25
change: First published.
---

## Log in {#log-in}

Text with KB2260.
"""


def complaints(text):
    with pytest.raises(Misread) as caught:
        parse(text)
    return caught.value.problems


def changed(line, replacement):
    assert line in CANONICAL
    return CANONICAL.replace(line, replacement)


def test_a_canonical_file_comes_back_byte_for_byte():
    assert parse(CANONICAL).canonical == CANONICAL


def test_every_key_is_read_written_and_a_field_of_the_head():
    assert set(READERS) == set(ORDER) == {field.name for field in fields(Head)}


def test_values_have_their_types():
    head = parse(CANONICAL).head
    assert (head.number, head.needed, head.references) == (3422, 2, (1131, 2636))
    assert (head.published, head.updated) == (date(2026, 11, 24), date(2026, 11, 25))
    assert head.title == "Carte : mode d’emploi"


def test_the_body_begins_at_the_line_it_says():
    parsed = parse(CANONICAL)
    assert CANONICAL.split("\n")[parsed.body_line - 1] == parsed.body.split("\n")[0] == "## Log in {#log-in}"


@pytest.mark.parametrize(
    "written",
    [
        CANONICAL.replace("\n", "\r\n"),
        "\ufeff" + CANONICAL,
        CANONICAL.replace("---\n\n##", "---\n\n\n##") + "\n\n",
        CANONICAL.replace("Text with KB2260.", "Text with KB2260.  \t"),
        CANONICAL.replace("[account-security, sls]", "\n- sls\n- account-security"),
        CANONICAL.replace("How to log in", "'How to log in").replace("the card.\n", "the card.'\n"),
        CANONICAL.replace("needed: 2\n", "").replace("source: en\n", "source: en\nneeded: 2\n"),
    ],
    ids=["CRLF", "BOM", "empty lines", "trailing spaces", "block list", "quotes", "order"],
)
def test_other_spellings_have_the_same_canonical_form(written):
    assert parse(written).canonical == CANONICAL


def test_decomposed_accents_are_composed():
    assert "é" in parse(changed("Text with", "de\u0301ja\u0300 with")).body


def test_canonical_form_is_stable_for_values_that_yaml_would_misread():
    for title in (
        "yes",
        "2026-11-24",
        "12",
        "a: b",
        "# hash",
        'with "quotes": here',
        "it's: so",
        "- dash",
        "null",
        "{x}",
    ):
        head = parse(CANONICAL).head
        text = dump(Head(**{**vars(head), "title": title}), "Body")
        assert parse(text).head.title == title
        assert parse(text).canonical == text


def test_an_unknown_key_is_named_with_its_line():
    assert complaints(changed("needed: 2", "need: 2")) == ((6, "“need” is not a key of an article’s head."),)


def test_every_problem_of_a_head_is_told_at_once():
    text = (
        changed("number: 3422", "number: KB3422").replace("slug: digital", "slug: Digital").replace("en\n", "de\n", 1)
    )
    assert [line for line, _sentence in complaints(text)] == [2, 5, 10]


@pytest.mark.parametrize(
    ("line", "replacement", "words"),
    [
        ("source: en\n", "", "lacks: source"),
        ("tags: [account-security, sls]", "tags: sls", "has to be a list"),
        ("tags: [account-security, sls]", "tags: [sls, sls]", "twice"),
        ("references: [1131, 2636]", "references: [KB1131]", "whole number"),
        ("needed: 2", "needed: true", "whole number"),
        ("published: 2026-11-24", "published: yesterday", "has to be a date"),
        ("summary: How to log in with the card.", "summary: No", "has to be text"),
        ("summary: How to log in with the card.", f"summary: {'x' * 321}", "320 fit"),
        ("updated: 2026-11-25\n", "", "needs “updated”"),
        ("updated: 2026-11-25", "updated: 2025-01-01", "is earlier than"),
        ("needed: 2", "number: 2", "appears twice"),
        ("needed: 2", "successor: 1131", "retired"),
        ("needed: 2", "retired: 2026-12-01\nsuccessor: 3422", "own successor"),
        ("title: ", "title: [", "not YAML"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(line, replacement, words):
    assert words in " ".join(sentence for _line, sentence in complaints(changed(line, replacement)))


@pytest.mark.parametrize("text", ["", "# Title\n", "---\nnumber: 1\n", "---\n- a\n---\n", "---\n---\n"])
def test_a_file_without_a_head_is_refused(text):
    assert complaints(text)


def test_an_empty_list_and_a_missing_one_are_the_same():
    assert parse(changed("references: [1131, 2636]", "references: []")).canonical == changed(
        "references: [1131, 2636]\n", ""
    )


def test_no_value_carries_code_into_the_program():
    assert complaints(changed("title: ", "title: !!python/object/apply:os.getcwd "))


def test_a_moment_that_no_calendar_has_is_told():
    assert complaints(changed("title: ", "title: 0001-01-01T00:00:00+23:59 # "))


def test_tidy_keeps_lines_where_they_are():
    assert tidy("\n\na  \n\n  b\n\n") == "a\n\n  b\n"
