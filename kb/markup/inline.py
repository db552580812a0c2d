"""Python-Markdown with the dialect's inline marks: labels, keys, screens, menu arrows and article links."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import BacktickInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kb.text.numbers import MENTION

LABEL = r"\[\[(?P<text>[^\[\]\n]+)\]\]"
KEY = r"\+\+(?P<text>[^\s+](?:[^+\n]*[^\s+])?)\+\+"
ARROW = r"(?<=\]\]) ?> ?(?=\[\[)"

Link = Callable[[int, str | None], etree.Element | None]  # number, step -> element, or None: leave the text


class Marked(InlineProcessor):
    """`[[text]]` and the like: an element around plain text."""

    def __init__(self, pattern: str, tag: str, css: str) -> None:
        super().__init__(pattern)
        self.tag, self.css = tag, css

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        element = etree.Element(self.tag, {"class": self.css})
        element.text = AtomicString(m["text"].strip())
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


class OutsideLinks(Treeprocessor):
    """Links to other hosts: https alone, and nothing of this page given away."""

    def run(self, root: etree.Element) -> None:
        for link in root.iter("a"):
            if urlsplit(link.get("href", "")).netloc:
                link.set("rel", "noopener noreferrer")
        for image in list(root.iter("img")):  # pictures stand in figures, never in prose
            image.tag = "span"
            image.text = AtomicString(image.get("alt", ""))
            image.attrib.clear()


class Dialect(Extension):
    def __init__(self, then: str, link: Link) -> None:
        super().__init__()
        self.then, self.link = then, link

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(
            Screen(r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)(`+)(.+?)(?<!`)\2(?!`))"), "backtick", 190
        )
        md.inlinePatterns["backtick"].tag = "samp"  # type: ignore[attr-defined]
        md.inlinePatterns.register(Arrow(self.then), "arrow", 176)
        md.inlinePatterns.register(Marked(LABEL, "b", "label"), "label", 174)
        md.inlinePatterns.register(Marked(KEY, "kbd", "key"), "key", 173)
        md.inlinePatterns.register(Mentioned(self.link), "mention", 95)
        md.treeprocessors.register(OutsideLinks(md), "outside", 15)


def markdown(then: str, link: Link) -> Markdown:
    """A converter for the prose of one article. It is not safe to share between threads."""
    return Markdown(extensions=["tables", "sane_lists", Dialect(then, link)], output_format="html")
