"""Rendering never raises, and never lets anything run, whatever is typed."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.inlinepatterns import ImageInlineProcessor, LinkInlineProcessor

from kb.markup import segments
from kb.markup.model import Context
from kb.markup.render import render
from tests.kb.costs import lines_run
from tests.kb.markup.conftest import ARTICLES, WORDING, dangers, demo

PIECES = [
    "::: steps", "::: steps ios", "::: note", "::: tabs", "::: tab ios iOS", "::: figure 1", "::: demo card pin", ":::",
    "caption: x", "demo: card", "1. One", "2a. Two", "   more", "## H {#h}", "# H", "| a | b |", "|---|---|", "| 1 | 2 |",
    "[[Label]] > [[Other]]", "++OK++", "`PIN>`", "KB2260#step-1", "KB9999", "<b onclick=x>", "[x](javascript:y)", "> quote",
    "* item", "    code", "```", "", "&amp; &lt;", "[a]: https://example.org", "\\`", "***", "[x](//e.org)", "[x](#a)", "KB1#step-1", "caption: `x` KB2260 [y](/z)", "### T {#t}", "![p](/q.png)",
    "   ::: figure 1", "   :::", "   caption: z", "::: unknown", "::: demo later", "| a |:-:|", "<https://e.org>", "1. [[", "[[", "]]", "++", "{#x}", "\t", "\u2028",
]  # fmt: skip
CONTEXT = Context("en", 1, WORDING, ARTICLES.get, demo, {"step-1": demo("card", "pin", None)}.get)


def check(text: str) -> None:
    rendered = render(text, CONTEXT)
    assert dangers(rendered.html) == []
    ids = re.findall(r' id="([^"]*)"', rendered.html)
    assert len(ids) == len(set(ids))
    assert set(rendered.anchors) <= set(ids)
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


def test_many_threads_render_at_once_and_do_not_mix():
    texts = [f"## Part {n} {{#part-{n}}}\n\nKB2260 and [[Label {n}]]\n\n- `{n}`\n    - KB2260" for n in range(40)]
    alone = [render(text, CONTEXT) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: render(text, CONTEXT), texts)) == alone


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://[)",
        "<https://[>",
        "::: figure " + "9" * 5000 + "\ncaption: x\n:::",
        "".join("   " * n + "::: steps\n" + "   " * n + "1. x\n" for n in range(200)),
        "".join("    " * n + "1. x\n" for n in range(130)),
        "> " * 1900,
        "`" * 1900,
        "\ud800 \x02klzzwxh:0001\x03 \x00",
        "\x02wzxhzdk:0\x03",
        "KB" + "1" * 50,
        "::: steps\n" + "1" * 50 + ". x\n:::",
        "::: tabs\n::: tab a A\n::: tabs\n::: tab a A\n:::\n:::\n:::\n:::",
        "{place} {number} %s %(x)s\n\n## {place} {#a}",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_what_once_broke_it_renders(text):
    check(text)


def test_lists_nested_by_the_hundred_are_shown_as_they_were_typed():
    rendered = render("1. " * 600 + "x", CONTEXT)
    assert [problem.code for problem in rendered.problems] == ["nested-too-deep"]
    assert "1. 1. x" in rendered.html
    assert render("Fine.", CONTEXT).html == "<p>Fine.</p>\n"


@pytest.mark.parametrize("start", ["## a", "- a", "| a", "> a", "1. a", "::: note a", "a"])
@pytest.mark.parametrize("run", [" ", "\t", "#", " #", "{#"])
def test_a_long_run_of_signs_takes_no_longer_anywhere(start, run):
    """A pattern that tries each of them takes minutes; the bound is some hundred times what it takes."""
    text = start + run * (20_000 // len(run)) + "x"
    begun = time.process_time()
    render(text, CONTEXT)
    segments.segments(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "piece", ["[[", "[[a ", "![ ", "[[a\n", "[ ] [", "[a](", "[a](<", '[a](/b "', "[a] ", "++a ", "KB1 "]
)
def test_twice_as_much_of_what_is_never_closed_is_twice_the_work(piece):
    render(piece, CONTEXT)  # what is compiled or remembered once counts for nobody
    half, whole = (lines_run(lambda t=piece * many: render(t, CONTEXT)) for many in (300, 600))
    assert whole < 2.2 * half


@pytest.mark.parametrize(
    "text",
    [
        "[a](/b)",
        "[a [b] c](/d)",
        "[a](/b 'c') [d](/e)",
        "[a](</b c>)",
        "[a](/b(c)d)",
        "[a][b](/c)",
        "[[a]](/b)",
        "]] [a](/b) [[",
        "x ![p](/q.png) y",
        "[![p](/q.png)](/b)",
        "[**a**](/b)",
        r"\[a](/b)",
        "`[`a](/b)",
        "[a](/b\n/c)",
        "[a](/b",
        "[a [b](/c)",
    ],
)
def test_links_and_pictures_are_read_as_markdown_reads_them(text, monkeypatch):
    ours = render(text, CONTEXT).html
    monkeypatch.setattr("kb.markup.inline.Paired", LinkInlineProcessor)
    monkeypatch.setattr("kb.markup.inline.PairedImage", ImageInlineProcessor)
    assert ours == render(text, CONTEXT).html
