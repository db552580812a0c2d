"""Python-Markdown with the dialect's inline marks: labels, keys, screens, menu arrows and article links."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any, Protocol

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE, BacktickInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from kb.markup.brackets import Paired, PairedImage
from kb.markup.destinations import Destination, Leads, destination
from kb.text.numbers import MENTION

LABEL = r"\[\[\s*(?P<text>[^\[\]\s][^\[\]]*)\]\]"
# Markdown's own pattern, but with at most three signs around: it is cubic in the length of a row of them.
SCREEN = r"(?:(?<!\\)((?:\\{2})+)(?=`)|(?<![\\`])(`{1,3})(?!`)(.+?)(?<!`)\2(?!`))"
KEY = r"\+\+(?P<text>[^\s+](?:[^+\n]*[^\s+])?)\+\+"
RULE = re.compile(r"[|:\- ]+(?:\n|$)")  # between the head of a table and its rows
ARROW = r"(?<=\]\])\s*>\s*(?=\[\[)"

# Headings are read by kb.markup.tree; the rest is no part of the dialect.
UNUSED_BLOCKS = ("code", "hashheader", "setextheader", "reference")
UNUSED_INLINE = ("html", "reference", "image_reference", "short_reference", "short_image_ref", "automail")

Link = Callable[[int, str | None], etree.Element | None]  # number, step -> element, or None: leave the text


class Asks(Protocol):
    """What only the article as a whole can answer."""

    def link(self, number: int, step: str | None) -> etree.Element | None: ...
    def name_links(self, root: etree.Element) -> None: ...
    def note_link(self, typed: str, found: Destination) -> None: ...


class Marked(InlineProcessor):
    """`[[text]]` and the like: an element around plain text."""

    def __init__(self, pattern: str, tag: str, css: str) -> None:
        super().__init__(pattern)
        self.tag, self.css = tag, css

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        element = etree.Element(self.tag, {"class": self.css})
        element.text = AtomicString(re.sub(r"[ \n]+", " ", m["text"].strip()))
        return element, m.start(0), m.end(0)


class Arrow(InlineProcessor):
    """The `>` between two labels: drawn as an arrow, read aloud as a word."""

    def __init__(self, then: str) -> None:
        super().__init__(ARROW)
        self.then = then

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        element = etree.Element("span", {"class": "then"})
        drawn = etree.SubElement(element, "span", {"aria-hidden": "true"})
        drawn.text = AtomicString(" → ")
        read = etree.SubElement(element, "span", {"class": "visually-hidden"})
        read.text = AtomicString(f" {self.then} ")
        return element, m.start(0), m.end(0)


class Screen(BacktickInlineProcessor):
    """`` `CHALLNG>` ``: what a screen shows."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        element, start, end = super().handleMatch(m, data)
        if isinstance(element, etree.Element):
            element.set("class", "screen")
        return element, start, end


class Mentioned(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)  # no link inside a link

    def __init__(self, link: Link) -> None:
        super().__init__(MENTION.pattern)
        self.link = link

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        element = self.link(int(m[1]), m[2])
        return (element, m.start(0), m.end(0)) if element is not None else (None, None, None)


class Table(TableProcessor):
    """Markdown's own, which cuts each block into all its rows before it looks whether the first two can be a table's."""

    def test(self, parent: etree.Element, block: str) -> bool:
        head, _end, rest = block.partition("\n")
        return "|" in head and RULE.match(rest) is not None and super().test(parent, block)


class Finish(Treeprocessor):
    """Once the inline marks are read: links within bounds, pictures as words, columns aligned by class."""

    def __init__(self, asks: Asks) -> None:
        super().__init__()
        self.asks = asks

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.tag == "a" and "class" not in element.attrib:
                self._bound(element)
            elif element.tag == "img":  # pictures are in figures, never in prose
                element.tag, element.text = "span", AtomicString(element.get("alt", ""))
                element.attrib.clear()
            elif element.tag in {"th", "td"}:
                _align(element)
        self.asks.name_links(root)

    def _bound(self, link: etree.Element) -> None:
        typed = link.get("href", "")
        found = destination(typed)
        self.asks.note_link(typed, found)
        if found.leads is Leads.NOWHERE:
            link.tag = "span"
            link.attrib.clear()
            return
        # Written out as it was judged; Markdown would take `&Tab;` for a character again.
        link.set("href", found.address.replace("&", f"{AMP_SUBSTITUTE}amp;"))
        if found.leads is Leads.OUTSIDE:
            link.set("rel", "noopener noreferrer")


def _align(cell: etree.Element) -> None:
    if cell.tag == "th":
        cell.set("scope", "col")
    if side := cell.attrib.pop("align", None):
        cell.set("class", f"align-{side}")


class Dialect(Extension):
    def __init__(self, then: str, asks: Asks) -> None:
        super().__init__()
        self.then, self.asks = then, asks

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        for name in UNUSED_BLOCKS:
            md.parser.blockprocessors.deregister(name)
        for name in UNUSED_INLINE:
            md.inlinePatterns.deregister(name)
        table = md.parser.blockprocessors["table"]
        md.parser.blockprocessors.register(Table(md.parser, table.config), "table", 75)  # type: ignore[attr-defined]
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.inlinePatterns.register(Screen(SCREEN), "backtick", 190)
        md.inlinePatterns["backtick"].tag = "samp"  # type: ignore[attr-defined]
        md.inlinePatterns.register(Paired(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(PairedImage(IMAGE_LINK_RE, md), "image_link", 150)
        md.inlinePatterns.register(Arrow(self.then), "arrow", 176)
        md.inlinePatterns.register(Marked(LABEL, "b", "label"), "label", 174)
        md.inlinePatterns.register(Marked(KEY, "kbd", "key"), "key", 173)
        md.inlinePatterns.register(Mentioned(self.asks.link), "mention", 95)
        # Behind Markdown's own `unescape` (0): only then is an address what the browser will see.
        md.treeprocessors.register(Finish(self.asks), "finish", -10)


def markdown(then: str, asks: Asks) -> Markdown:
    """A converter for the prose of one article. It is not safe to share between threads."""
    tables = TableExtension(use_align_attribute=True)
    return Markdown(extensions=[tables, "sane_lists", Dialect(then, asks)], output_format="html")
