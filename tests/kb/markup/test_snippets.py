"""Texts that articles share: shown where an article names them, as if they were typed there."""

from dataclasses import replace

import pytest

from kb.markup.model import Context
from kb.markup.render import render
from kb.markup.segments import cut, segments
from tests.kb.markup.conftest import ARTICLES, WORDING, demo

SHARED = {
    "help": "## Who helps {#help}\n\nCall **us**. KB2260\n\n::: note\nHave a pen ready.\n:::",
    "broken": "Fine.\n\nKB404",
    "nested": "::: snippet help\n:::",
}
CONTEXT = Context("en", 3422, WORDING, ARTICLES.get, demo, lambda _step, _platform: None, snippet=SHARED.get)
BLOCK = "::: snippet help\n:::\n"


@pytest.fixture
def made():
    return lambda text: render(text, CONTEXT)


def test_it_reads_as_if_it_were_typed_in_the_article(made):
    typed, named = made(f"Before.\n\n{SHARED['help']}\n\nAfter."), made(f"Before.\n\n{BLOCK}\nAfter.")
    assert named.html == typed.html
    assert named.outline == typed.outline and named.anchors == ("help",)
    assert named.passages == typed.passages
    assert [mention.number for mention in named.mentions] == [2260]
    assert not named.problems


def test_an_unknown_one_is_named_with_its_line(made, codes):
    assert codes(made("Before.\n\n::: snippet later\n:::\n")) == [("unknown-snippet", 3)]
    assert codes(made("::: snippet\n:::\n")) == [("unknown-snippet", 1)]


def test_what_is_wrong_inside_is_told_where_the_article_names_it(made, codes):
    assert codes(made("Before.\n\n::: snippet broken\n:::\n")) == [("unknown-article", 3)]


def test_none_holds_another_and_none_is_shown_twice(made, codes):
    assert codes(made("::: snippet nested\n:::\n")) == [("snippet-nested", 1)]
    assert codes(made(f"{BLOCK}\n{BLOCK}")) == [("snippet-twice", 4)]


def test_it_stays_a_section_within_tabs_and_steps(made):
    text = "::: steps\n1. Call.\n\n   ::: snippet note\n   :::\n:::\n"
    context = replace(CONTEXT, snippet={"note": "Any day."}.get)
    rendered = render(text, context)
    assert "Any day." in rendered.html and rendered.steps == ("step-1",)


def test_translators_get_nothing_of_it_and_cannot_change_its_name():
    text = f"Before.\n\n{BLOCK}\nAfter."
    assert [segment.text for segment in segments(text)] == ["Before.", "After."]
    assert "".join(piece if isinstance(piece, str) else piece.raw for piece in cut(text)) == text
