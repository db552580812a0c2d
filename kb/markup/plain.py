"""The words of an article without its marks, cut at the anchors that a link may point to."""

import re
from html.parser import HTMLParser

from kb.markup.model import Passage

END = "\x1f"  # where a block begins or ends, while the text is being gathered
SPACES = re.compile("[ \n]+")  # a no-break space stays
ENDS = re.compile(f" *{END}[ {END}]*")
UNREAD = frozenset(("visually-hidden", "anchor", "try", "step-number", "demo", "kb-away"))
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
VOID = frozenset(("br", "hr"))


class _Reader(HTMLParser):
    def __init__(self, anchors: frozenset[str]) -> None:
        super().__init__()
        self.anchors = anchors
        self.found: list[tuple[str, list[str]]] = []
        self.anchor = ""
        self.open: list[
            tuple[str, str | None, bool]
        ] = []  # tag, the anchor to go back to behind it, whether it is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        before = None
        if values.get("id") in self.anchors:
            # A heading holds until the next one, or until the tab that it stands in ends; a step or tab as long as it is open.
            before = None if tag.startswith("h") else self.anchor
            self.anchor = values["id"] or ""
        if tag not in VOID:
            read = not UNREAD.intersection(classes) and values.get("aria-hidden") != "true"
            self.open.append((tag, before, read))
        if tag in BLOCKS:
            self._add(END)
        elif "then" in classes:
            self._add(" → ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._add(END)
        while self.open:
            popped, before, _read = self.open.pop()
            self.anchor = self.anchor if before is None else before
            if popped == tag:
                break

    def handle_data(self, data: str) -> None:
        if all(read for _tag, _before, read in self.open):
            self._add(data)

    def _add(self, text: str) -> None:
        if not self.found or self.found[-1][0] != self.anchor:
            self.found.append((self.anchor, []))
        self.found[-1][1].append(text)


def passages(html: str, anchors: tuple[str, ...]) -> tuple[Passage, ...]:
    """The text of HTML, cut where an element with one of ANCHORS as its id begins or ends; a line for each block."""
    reader = _Reader(frozenset(anchors))
    reader.feed(html)
    reader.close()
    cleaned = ((anchor, _lines("".join(parts))) for anchor, parts in reader.found)
    return tuple(Passage(anchor, text) for anchor, text in cleaned if text)


def _lines(text: str) -> str:
    return ENDS.sub("\n", SPACES.sub(" ", text)).strip(" \n")


def words_of(html: str) -> str:
    """The text of a piece of HTML without anchors."""
    if "<" not in html and "&" not in html:
        return SPACES.sub(" ", html).strip(" ")
    return "".join(passage.text for passage in passages(html, ())).replace("\n", " ")
