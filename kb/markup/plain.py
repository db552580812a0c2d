"""The words of an article without its marks, cut at the anchors that a link may point to.

What is read is what the renderer wrote, so a pattern finds its tags, in a fifth of the time that a reader of any HTML takes.
"""

import re
from html import unescape

from kb.markup.model import Passage

TAG = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
END = "\x1f"  # where a block begins or ends, while the text is being gathered
SPACES = re.compile("[ \n]+")  # a no-break space stays
ENDS = re.compile(f" *{END}[ {END}]*")
BEHIND = frozenset(("kb-away", "kb-title"))  # what follows a number in a link, after a space that goes with it
UNREAD = BEHIND | {"visually-hidden", "anchor", "try", "step-number", "demo"}
BLOCKS = frozenset(
    [
        "aside",
        "blockquote",
        "br",
        "div",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
VOID = frozenset(("br", "hr", "img", "source"))


class _Reader:
    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors
        self.found: list[tuple[str, list[str]]] = []
        self.anchor = ""
        # Each with its tag, the anchor to go back to behind it, and whether it, and all that it is in, is read.
        self.open: list[tuple[str, str | None, bool]] = []

    def read(self, html: str) -> None:
        done = 0
        for found in TAG.finditer(html):
            self._text(html[done : found.start()])
            done = found.end()
            if found["end"]:
                self._ended(found["tag"])
            else:
                self._began(found["tag"], dict(ATTRIBUTE.findall(found["attributes"])))
        self._text(html[done:])

    def _began(self, tag: str, values: dict[str, str]) -> None:
        classes = values.get("class", "").split()
        if BEHIND.intersection(classes) and self.found and self.found[-1][1]:
            self.found[-1][1][-1] = self.found[-1][1][-1].rstrip(" ")
        before = None
        if values.get("id") in self.anchors:
            # A heading holds until the next one, or until the tab that it is in ends; a step or tab as long as it is open.
            before = None if tag.startswith("h") else self.anchor
            self.anchor = values["id"]
        if tag not in VOID:
            read = self._is_read and not UNREAD.intersection(classes) and values.get("aria-hidden") != "true"
            self.open.append((tag, before, read))
        if tag in BLOCKS:
            self._add(END)
        elif "then" in classes:
            self._add(" → ")

    def _ended(self, tag: str) -> None:
        if tag in BLOCKS:
            self._add(END)
        while self.open:
            popped, before, _read = self.open.pop()
            self.anchor = self.anchor if before is None else before
            if popped == tag:
                break

    def _text(self, data: str) -> None:
        if data and self._is_read:
            self._add(unescape(data))

    @property
    def _is_read(self) -> bool:
        return not self.open or self.open[-1][2]

    def _add(self, text: str) -> None:
        if not self.found or self.found[-1][0] != self.anchor:
            self.found.append((self.anchor, []))
        self.found[-1][1].append(text)


def passages(html: str, anchors: tuple[str, ...]) -> tuple[Passage, ...]:
    """The text of `html`, cut where an element with one of `anchors` as its id begins or ends; a line for each block."""
    reader = _Reader(frozenset(anchors))
    reader.read(html)
    cleaned = ((anchor, _lines("".join(parts))) for anchor, parts in reader.found)
    return tuple(Passage(anchor, text) for anchor, text in cleaned if text)


def _lines(text: str) -> str:
    return ENDS.sub("\n", SPACES.sub(" ", text)).strip(" \n")


def words_of(html: str) -> str:
    """The text of a piece of `html` without anchors."""
    if "<" not in html and "&" not in html:
        return SPACES.sub(" ", html).strip(" ")
    return "".join(passage.text for passage in passages(html, ())).replace("\n", " ")
