"""Prose to HTML: paragraphs, lists and tables through Python-Markdown, with the dialect's inline marks."""

import html
import re
import xml.etree.ElementTree as etree

from kb.markup import references
from kb.markup.blocks import regular, unread
from kb.markup.destinations import Destination, Leads
from kb.markup.inline import SCREEN, markdown
from kb.markup.state import State
from kb.markup.tree import Line
from kb.text.numbers import MENTION

CODE = re.compile(SCREEN)
VERBATIM = re.compile(r"\[\[[^\[\]]*\]\]|\+\+[^\s+]+\+\+|<https?://[^<>\s]*>|\\<")  # may hold what looks like HTML
RAW_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!")
FENCE = re.compile(r" *(?:```|~~~)")
# What other Markdown has, and this dialect has in another way or not at all.
IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]: *\S")
WORDS = re.compile(r" {0,3}(?![-*+>|#=]|[0-9]+[.)] )\S[^|]*$")  # a line of a paragraph
UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,}) *")
BROKEN_LINE = re.compile(r"(?:^|.*[^\\])(?:\\\\)*\\")
QUOTED_CONTAINER = re.compile(r" *(?:> *)+:::[ \t]*(?P<name>[A-Za-z]+)")
# Tasks, struck out words, footnotes, boxes and classes of other dialects; a heading or a link with a slip in it.
UNKNOWN = re.compile(
    r"[-*+] \[[ xX]\](?= )"
    r"|~~[^\s~][^~]{0,200}~~"
    r"|\[\^[^\[\]\s]+\](?!:)"
    r"|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]"
    r"|^!!! *\w+"
    r"|\{\.[a-z][\w-]*\}"
    r"|^#{1,6}[^\s#].*"
    r"|\] \((?=https?://|/|#)"
)
# A paragraph in one line, without any sign that Markdown reads: it begins with a letter. Every other one is.
PLAIN = re.compile(r"[^\W\d_][^*_`\[\]<>+\\|&!#()\t\n]*[^*_`\[\]<>+\\|&!#()\s]")
EMPTY_LABEL = re.compile(r"\[\[\s*\]\]")


def attribute(text: str) -> str:
    return html.escape(text, quote=True)


class Converter:
    """Converts the prose of one article, in its order: the first mention of a number differs from later ones."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._lines: list[Line] = []
        self._typed = ""  # the text of the lines without what escapes
        self._asked = 0  # where in it the line begins that was asked for last
        self._markdown = markdown(state.word("then"), self)

    def block(self, lines: list[Line]) -> str:
        self._lines = lines
        self._typed, self._asked = "\n".join(line.text.replace("\\", "") for line in lines), 0
        for line in lines:
            self._note(CODE.sub(" ", line.text), line.number)
        texts = [line.text for line in lines]
        for at in unread(texts):
            self.state.complain("list-item", lines[at].number, blocks=False)
        self._note_foreign(lines)
        text = "\n".join(texts)
        if PLAIN.fullmatch(text) and not MENTION.search(text):
            return f"<p>{text}</p>\n"
        try:
            made = "\n".join(regular(texts))
            return self._tables(self._markdown.reset().convert(made)) + "\n"
        except RecursionError:  # lists in lists, some hundred deep
            self.state.complain("nested-too-deep", lines[0].number, name=lines[0].text.strip())
            self._markdown = markdown(self.state.word("then"), self)  # the old one was left half-way
            return f"<p>{html.escape(text)}</p>\n"

    def inline(self, text: str, line: int) -> str:
        """One line without the paragraph around it."""
        made = self.block([Line(line, text.strip())]).strip() if text.strip() else ""
        inner = made.removeprefix("<p>").removesuffix("</p>")
        return inner if made.startswith("<p>") and "<p>" not in inner else html.escape(text.strip())

    def link(self, number: int, step: str | None) -> etree.Element | None:
        return references.link(number, step, self.state)

    def name_links(self, root: etree.Element) -> None:
        references.name_links(root, self.state)

    def note_link(self, typed: str, found: Destination) -> None:
        if found.leads is Leads.NOWHERE:
            self.state.complain("bad-link", self._line_of(typed), address=typed)
        elif found.address.startswith("#"):
            self.state.within.append((found.address[1:], self._line_of(typed)))

    def _line_of(self, address: str) -> int:
        """The line of the prose at hand on which `address` is typed, whatever is escaped in it.

        Links are asked for as they follow each other, so it is searched for behind the last one first.
        """
        plain = address.replace("\\", "")
        for sought in (f"]({plain}", plain):
            for start in (self._asked, 0):
                if (at := self._typed.find(sought, start)) >= 0:
                    self._asked = self._typed.rfind("\n", 0, at) + 1
                    return self._lines[self._typed.count("\n", 0, at)].number
        return self._lines[0].number

    def _note_foreign(self, lines: list[Line]) -> None:
        """Marks that mean something in other Markdown, and here are words or a line across."""
        for line, following in zip(lines, [*lines[1:], Line(0, "")], strict=True):
            plain = CODE.sub(" ", line.text)
            if IMAGE.search(plain):
                self.state.complain("image-in-text", line.number, blocks=False)
            if DEFINITION.match(plain):
                self.state.complain("link-below", line.number, blocks=False)
            if BROKEN_LINE.fullmatch(plain) and following.text:
                self.state.complain("line-break", line.number, blocks=False)
            if UNDERLINE.fullmatch(following.text) and WORDS.match(line.text):
                self.state.complain("underlined-heading", following.number, blocks=False)
            for mark in UNKNOWN.finditer(plain):
                self.state.complain("unknown-mark", line.number, blocks=False, mark=mark[0])
            if quoted := QUOTED_CONTAINER.match(line.text):
                self.state.complain("container-in-quote", line.number, blocks=False, name=quoted["name"])

    def _note(self, text: str, line: int) -> None:
        references.note_mentions(text, line, self.state)
        if EMPTY_LABEL.search(text):
            self.state.complain("empty-label", line)
        if FENCE.match(text):
            self.state.complain("code-block", line, blocks=False)
        if RAW_HTML.search(VERBATIM.sub(" ", text)):
            self.state.complain("raw-html", line, blocks=False)

    def _tables(self, made: str) -> str:
        """Wide tables scroll in a region of their own, which the keyboard can reach."""
        return re.sub("<table>(.*?)</table>", self._table, made, flags=re.DOTALL)

    def _table(self, match: re.Match[str]) -> str:
        name = self.state.name or self.state.word("table")
        self.state.tables[name] += 1
        if (nth := self.state.tables[name]) > 1:  # regions are told apart by their names
            name = f"{name} ({nth})"
        return f'<div class="table" role="region" tabindex="0" aria-label="{attribute(name)}">{match[0]}</div>'
