"""Texts of odd shape, as long as one likes: every mark of the dialect again and again, nested, and never closed.

A shape is a function of a length in characters. No article looks like any of them; anyone who may write can hand them in.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import cache

from kb.markup import limits

Shape = Callable[[int], str]


def again(piece: str, *, before: str = "", after: str = "") -> Shape:
    """`piece` over and over; `{n}` in it counts."""

    def made(length: int) -> str:
        pieces, total, nth = [], len(before) + len(after), 1
        while total < length:
            pieces.append(piece.replace("{n}", str(nth)))
            total, nth = total + len(pieces[-1]), nth + 1
        return (before + "".join(pieces) + after)[:length]

    return made


def stairs(step: str, indent: str = "    ") -> Shape:
    """`step` on each line, each line further in than the one above."""

    def made(length: int) -> str:
        lines, total = [], 0
        while total < length:
            lines.append(indent * len(lines) + step)
            total += len(lines[-1]) + 1
        return "\n".join(lines)[:length]

    return made


def row(cell: str, rule: str) -> Shape:
    """A table of one wide row under one wide head."""

    def made(length: int) -> str:
        columns = length // (2 * len(cell) + len(rule) + 3)
        return f"|{cell * columns}\n|{rule * columns}\n|{cell * columns}"

    return made


def around(opening: str, closing: str, inside: str = "x") -> Shape:
    """As many `opening` as `closing`, one within the other."""
    return lambda length: opening * (count := length // (len(opening) + len(closing))) + inside + closing * count


def halves(first: str, second: str) -> Shape:
    return lambda length: first * (length // 2 // len(first)) + second * (length // 2 // len(second))


# What is within a line or a paragraph.
MARKS = [
    "[[", "[[a", "[[a]]", "[[a]] ", "[[a]] > ", "]]", "[[]]", "[[a]]>[[b]]", "[", "]", "[]", "[a]", "[a](", "[a](b", "[a](/b)", "[a](/b) ", "[a](/b\\)) ",
    "[a](https://a.b) ", "[a](<b", "[a](/b 'c", '[a](/b "c") ', "[a](x) ", "[a](#b) ", "![", "![a](/b)", "![a](/b) ", "(", ")", "[a](/b(c)d) ", "[a](((",
    "++", "++a", "++a++", "++a++ ", "++a b", "+ ", "`", "``", "`a`", "`a` ", "`a", "``a` ", "\\`", "\\`a`", "\\\\`", "\\", "\\\\", "\\*", "\\a", "\\<", "\\[",
    "*", "**", "***", "*a*", "*a* ", "**a** ", "*a", " *a", "**a", "*a **b ", "***a ", "a*b", "*a_b", "_", "_a_ ", "_a", "__a", "__a__ ", "***a** b* ", "*_", "a* ",
    "<", "<a", "<a>", "<b> ", "</b>", "<!", "<!--", "<?", "<https://a.b> ", "<https://a", "<a@b.c> ", "<a ", "<![CDATA[", "<a b='", "&", "&amp;", "&#1;", "&#", "&a", "&lt; ",
    "KB1131", "KB1131 ", "KB9999 ", "KB1131#step-1 ", "KB2260#step-1 ", "KB", "KB1 ", "KB#", "1131 ", "a", "a ", "é", "\u00a0", "’", "'", '"a" ', "« a", " : ", " ?", ":", "'a' ", "“", "1", "1 ",
    "http://a.b ", "https://", "$$", "{#a}", "{#", "{", "%s ", "\x02", "\x03", "klzzwxh:0001 ", "\u200b", "\u2028", "😀", "𝒂 ", "e\u0301", "ﬁ", "a-", "-", "--", "=", "~", "|", "||", "a|",
]  # fmt: skip
# What begins a line.
LINES = [
    "- a", "* a", "+ a", "-", "1. a", "1.", "1. a\n", "{n}. a", "2) a", "- [[a", "> a", ">", "> > a", ">\n", "> - a", "- > a", "# a", "## a", "## a {#a-{n}}", "## a {#a}", "####### a", "#", "## ",
    "## a{", "a\n===", "a\n---", "---", "***", "    a", "\ta", "\t- a", "  a  ", "a  ", "a\\", "a", "", " ", "```", "~~~", "[a]: /b", "[a]: <", "|", "| a |", "| a |\n|---|", "|a|b|\n|-|-|\n|c|d|\n",
    "|-|", "a | b", ":::", "::: note", "::: note\n:::", "::: note\na\n:::", "::: note a", "::: steps", "::: steps\n1. a\n:::", "::: steps s-{n}\n1. a\n:::", "::: steps\n1. a\n", "::: tabs", "::: tabs\n:::",
    "::: tab a A", "::: tabs\n::: tab a-{n} A\na\n:::\n:::", "::: figure {n}\ncaption: a\n:::", "::: figure 1\ncaption: a\n:::", "::: figure", "::: figure 1\ndemo: card\nstate: pin\ncaption: a\n:::", "::: figure 1\nimage: a\n:::", "caption: a",
    "::: demo card", "::: demo card\n:::", "::: demo card pin\n:::", "::: demo\n:::", "::: a", "::: unknown\na\n:::", "::: warning [[a", "::: historic\n- a\n:::", "<<<<<<<", ">>>>>>>", "=======", "<<<<<<<\na\n=======\nb\n>>>>>>>",
    "<div>", "</div>", "<!-- a", "&nbsp;", "KB1131", "KB2260#step-1", "[[a]] >\n[[b]]", "**a\nb**", "`a\nb`", "- a\n\n  b", "- a\n\n    b", "1. a\n   - b", "1. a\n\n    b\n", "a\n\nb", "a\n\n\n", "- - a", "- 1. - a", "1. 1. a", "* * *", "_ _",
    "::: note\n::: note\n:::\n:::", "  ::: note\n  :::", "## a {#a-{n}}\n\n::: figure 1\ncaption: a\n:::", "## a {#a-{n}}\n\na",
]  # fmt: skip


def _name(prefix: str, piece: str) -> str:
    return f"{prefix} {ascii(piece)[1:-1]}"


SHAPES: dict[str, Shape] = {
    **{_name("mark", piece): again(piece) for piece in MARKS},
    **{_name("line", piece): again(f"{piece}\n") for piece in LINES},
    **{_name("item", piece): again(f"- {piece}\n") for piece in MARKS[::5] if piece.strip()},
    **{
        _name("step", piece): again(f"{{n}}. {piece}\n", before="::: steps\n", after="\n:::")
        for piece in MARKS[1::5]
        if piece.strip()
    },
    **{_name("cell", piece): row(f"{piece}|", "-|") for piece in MARKS[2::5] if piece.strip()},
    **{
        _name("rows", piece): again(f"|{piece}|b|\n", before="|a|b|\n|-|-|\n")
        for piece in MARKS[3::5]
        if piece.strip()
    },
    **{
        _name("stairs", piece): stairs(piece)
        for piece in ("- a", "1. a", "a", "> a", "::: note", "::: steps\n1. a", "| a | b |")
    },
    "stairs of spaces": stairs("- a", "  "),
    "stairs of a list": stairs("* a\n", "    "),
    "steps in steps": stairs("::: steps\n1. a", "   "),
    **{
        _name("around", f"{opening} {closing}"): around(opening, closing)
        for opening, closing in (
            ("[", "]"),
            ("[[", "]]"),
            ("[", "](/a)"),
            ("![", "](/a)"),
            ("*", "*"),
            ("**", "**"),
            ("*a ", " b*"),
            ("**a *b ", " c* d**"),
            ("`", "`"),
            ("(", ")"),
            ("<", ">"),
            ("++", "++"),
            ("> ", ""),
            ("- ", ""),
            ("1. ", ""),
            ("::: note\n", ":::\n"),
            ("::: tabs\n::: tab a A\n", ":::\n:::\n"),
            ("::: steps\n1. a\n", ":::\n"),
            ("[a](", ")"),
            ("_a ", " b_"),
            ("<b>", "</b>"),
            ("«", "»"),
            ("“", "”"),
            ("&lt;", "&gt;"),
        )
    },
    **{
        _name("halves", f"{first} {second}"): halves(first, second)
        for first, second in (
            ("*a ", "b** "),
            ("**a ", "b* "),
            ("`a ", "b`` "),
            ("[", "]("),
            ("[a](", "x)"),
            ("\\", "`"),
            ("[[a ", "]] "),
            ("++a ", "b++ "),
            ("> ", "- "),
            ("- a\n", "    b\n"),
            ("| a ", "\n|-"),
            ("_a ", "b__ "),
            ("*a", "_b"),
            ("<a ", ">"),
            ("&", ";"),
            ("::: note\n", "a\n"),
            ("- a\n\n", "    b\n\n"),
            ("> a\n", "\n\na"),
            ("KB1131 ", "[a](/b) "),
            ("`|", "|"),
            ("a\n", "> a\n"),
        )
    },
    "one long word": again("a"),
    "spaces": again(" ", before="a", after="b"),
    "a line of spaces before a heading's id": again(" ", before="## a", after="{#a}"),
    "spaces in a row of a table": again(" ", before="|a", after="|b|\n|-|-|"),
    "spaces behind a container": again(" ", before="::: note a", after="x"),
    "spaces in a label": again(" ", before="[[", after="a]]"),
    "spaces between labels": again(" ", before="[[a]]", after="> [[b]]"),
    "spaces at the end of lines": again("a" + " " * 200 + "\n"),
    "a long address": again("a", before="[a](https://", after=")"),
    "a long address of references": again("&#97;", before="[a](https://", after=")"),
    "a long title": again("a ", before='[a](/b "', after='")'),
    "a long caption": again("[[a]] ", before="::: figure 1\ncaption: ", after="\n:::"),
    "a long heading": again("KB1131 ", before="## ", after=" {#a}"),
    "a long title of a box": again("[a](/b) ", before="::: note "),
    "a long step": again("a ", before="::: steps\n1. "),
    "steps with a letter": again("1a. a\n", before="::: steps\n"),
    "an item with many paragraphs": again("    a\n\n", before="- a\n\n"),
    "a quote with many paragraphs": again("> a\n>\n"),
    "mentions in tabs": again("KB1131\n", before="::: tabs\n::: tab a A\n", after=":::\n:::"),
    "links under headings": again("[a](#a-{n})\n\n## a {#a-{n}}\n"),
    "links to nowhere": again("[a](#x-{n})\n"),
    "bad links, each on its line": again("[a](x-{n})\n"),
    "the same bad link": again("[a](x)\n"),
    "tables with a name each": again("## T{n} {#t-{n}}\n\n|a|b|\n|-|-|\n|c|d|\n\n"),
    "ticks of every length": lambda length: " ".join("`" * n for n in range(1, int((2 * length) ** 0.5)))[:length],
    "stars of every length": lambda length: " a".join("*" * n for n in range(1, int((2 * length) ** 0.5)))[:length],
    "backslashes of every length": lambda length: "`".join("\\" * n for n in range(1, int((2 * length) ** 0.5)))[
        :length
    ],
}


@cache
def accepted(shape: Shape, share: float = 1.0) -> str:
    """As much of `shape` as an article may hold, or that `share` of it; what is short of characters then is filled up with words."""
    text = shape(limits.LONGEST)[: limits.LONGEST]
    most = bisect_left(range(len(text)), True, key=lambda length: limits.refusal(text[: length + 1]) is not None)
    longest = int(limits.LONGEST * share)
    return (text[: int(most * share)] + "x word" * (longest // 5))[:longest]
