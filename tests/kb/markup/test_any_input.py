"""Rendering never raises, and never lets anything run, whatever is typed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.markup.model import Context
from kb.markup.render import render
from tests.kb.markup.conftest import ARTICLES, WORDING, dangers, demo

PIECES = [
    "::: steps", "::: steps ios", "::: note", "::: tabs", "::: tab ios iOS", "::: figure 1", "::: demo card pin", ":::",
    "caption: x", "demo: card", "1. One", "2a. Two", "   more", "## H {#h}", "# H", "| a | b |", "|---|---|", "| 1 | 2 |",
    "[[Label]] > [[Other]]", "++OK++", "`PIN>`", "KB2260#step-1", "KB9999", "<b onclick=x>", "[x](javascript:y)", "> quote",
    "* item", "    code", "```", "", "&amp; &lt;", "[a]: https://example.org", "\\`", "***", "[[", "]]", "++", "{#x}", "\t", "\u2028",
]  # fmt: skip
CONTEXT = Context("en", 1, WORDING, ARTICLES.get, demo, {"step-1": demo("card", "pin", None)}.get)


def check(text: str) -> None:
    rendered = render(text, CONTEXT)
    assert dangers(rendered.html) == []
    assert len(rendered.anchors) == len(set(rendered.anchors))
    assert all(0 < problem.line <= len(text.splitlines()) for problem in rendered.problems)


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text_renders(text):
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join))
@settings(deadline=None, max_examples=250)
def test_any_mixture_of_the_dialect_renders(text):
    check(text)


def test_containers_nested_without_end_are_cut_off():
    rendered = render("::: note\n" * 500 + ":::\n" * 500, CONTEXT)
    assert "nested-too-deep" in {problem.code for problem in rendered.problems}
