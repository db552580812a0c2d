"""A list that any Markdown writer would expect to work works, wherever it is; what only looks like one is told with its line."""

import re

import pytest

ONE = "<ul><li>a</li><li>b</li></ul>"
NUMBERED = ONE.replace("ul>", "ol>")
NESTED = "<li>One<ul><li>a</li><li>b</li></ul></li>"
TABLE = "| x | y |\n|---|---|\n| 1 | 2 |"


def bare(html: str) -> str:
    """`html` without attributes and without the space between elements."""
    plain = re.sub(r"<(\w+) [^>]*>", r"<\1>", html)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", plain))


@pytest.fixture
def made(article):
    return lambda text: bare(article(text).html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n- a\n- b", f"<p>Text</p>{ONE}"),
        ("Text\n1. a\n2. b", f"<p>Text</p>{NUMBERED}"),
        ("1) a\n2) b", NUMBERED),
        ("- a\n- b\n1. a\n2. b", ONE + NUMBERED),
        ("1. a\n2. b\n- a\n- b", NUMBERED + ONE),
        ("## T {#t}\n- a\n- b", ONE),
        (f"{TABLE}\n- a\n- b", f"</table></div>{ONE}"),
        (f"Text\n{TABLE}", "<p>Text</p><div><table>"),
        ("> Text\n> - a\n> - b", f"<blockquote><p>Text</p>{ONE}</blockquote>"),
        ("> - a\n> - b\n\nText", f"<blockquote>{ONE}</blockquote><p>Text</p>"),
        ("::: note\nText\n- a\n- b\n:::", f"<p>Text</p>{ONE}"),
        ("::: tabs\n::: tab ios iOS\nText\n1. a\n2. b\n:::\n:::", f"<p>Text</p>{NUMBERED}"),
        ("- a\ngoes on\n- b", "<ul><li>a goes on</li><li>b</li></ul>"),
        ("It began in\n2024. It was good.", "<p>It began in 2024. It was good.</p>"),
        ("Text\n\n* * *\n\nText", "<p>Text</p><hr><p>Text</p>"),
    ],
)
def test_a_list_follows_whatever_is_above_it(made, text, expected):
    assert expected in made(text)


@pytest.mark.parametrize("indent", range(2, 6))
@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "1)", "10."])
def test_what_is_indented_belongs_to_the_item_above_it(made, indent, mark):
    nested = "\n".join(" " * indent + item for item in ("- a", "- b"))
    assert NESTED in made(f"{mark} One\n{nested}\n{mark} Two")
    html = made(f"{mark} One\n\n{' ' * indent}More.\n{mark} Two")
    assert "<li><p>One</p><p>More.</p></li><li><p>Two</p></li>" in html


def test_lists_nest_as_deep_as_they_are_indented(made):
    assert made("- a\n  - b\n    1. c\n       - d\n- e") == (
        "<ul><li>a<ul><li>b<ol><li>c<ul><li>d</li></ul></li></ol></li></ul></li><li>e</li></ul>"
    )


@pytest.mark.parametrize("gap", ["", "\n"])
def test_an_item_holds_a_table_and_a_quote(made, gap):
    table = TABLE.replace("\n", "\n  ")
    html = made(f"- One\n{gap}  {table}\n- Two\n{gap}  > Three\n- Four")
    assert html.count("<li>") == 3 and "<td>2</td></tr></tbody></table></div></li>" in html
    assert "<blockquote><p>Three</p></blockquote></li>" in html


def test_an_item_that_is_a_quote_holds_all_of_its_lines(made):
    assert made("- > a\n  > b\n  >\n  > - c\n- d") == (
        "<ul><li><blockquote><p>a b</p><ul><li>c</li></ul></blockquote></li><li>d</li></ul>"
    )


def test_a_step_holds_a_list_with_and_without_a_line_between(made):
    for gap in ("", "\n"):
        html = made(f"::: steps\n1. One\n{gap}   - a\n   - b\n\n   More.\n2. Two\n:::")
        assert f"<p>One</p>{ONE}<p>More.</p>" in html


def test_a_numbered_list_begins_where_it_says(article):
    assert '<ol start="3">' in article("3. a\n4. b").html


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Text\n2. b", "list-item", 2),
        ("Text\n\n• a", "list-item", 3),
        ("-a\n- b", "list-item", 1),
        ("Text\n\n1.a", "list-item", 3),
        ("::: note\nText\n2) b\n:::", "list-item", 3),
        ("Text\n\n```\n- a\n```", "code-block", 3),
        ("- a\n\n  ::: note\n  b\n  :::\n- c", "container-in-list", 3),
        ("> a\n> ::: note\n> b\n> :::", "container-in-quote", 2),
        ("::: Note\na\n:::", "unknown-container", 1),
        ("- a\n-\n- c", "list-item", 2),
        ("a\n\n1.\n2. b", "list-item", 3),
        ("a\\\nb", "line-break", 1),
        ("- a\\\n  b", "line-break", 1),
        ("a\n===", "underlined-heading", 2),
        ("b\n\na\n---", "underlined-heading", 4),
        ("b\n\n[a]\n\n[a]: /b", "link-below", 5),
        ("b ![a](/b)", "image-in-text", 1),
        ("b\n\n- [ ] a\n- [x] b", "unknown-mark", 4),
        ("b ~~a~~ b", "unknown-mark", 1),
        ("Text.[^1]", "unknown-mark", 1),
        ("> [!NOTE]\n> a", "unknown-mark", 1),
        ("!!! note\n    a", "unknown-mark", 1),
        ("a {.wide}", "unknown-mark", 1),
        ("b\n\n##Heading", "unknown-mark", 3),
        ("[a] (https://b.example)", "unknown-mark", 1),
    ],
)
def test_what_only_looks_like_a_list_is_told_with_its_line(article, codes, text, code, line):
    assert (code, line) in codes(article(text))


@pytest.mark.parametrize(
    "text",
    [
        "9. a\n10. b\n\n    More.\n11. c",
        "- a\n\n  2. b",
        "-5 °C\n1.5 million",
        "It began in\n2024. So.",
        "a\n- b\n2. c",
        "a\n\n---\n\nb",
        "- a\n---\nb",
        "a\\\\\nb",
        "Press # and ## on the phone ~~ or ~ twice [a](/en/) (see b) {x} !",
        "The marks `~~a~~` and `- [ ] a`",
        "The sign `\\`\nand [a](/en/) `![a](/b)`",
    ],
)
def test_what_is_read_as_it_was_meant_is_not_told(article, text):
    assert not article(text).problems
