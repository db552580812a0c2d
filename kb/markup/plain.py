"""The words of an article without its marks, cut at the anchors that a link may point to."""

from html.parser import HTMLParser

from kb.markup.model import Passage

UNREAD = frozenset(("visually-hidden", "anchor", "try", "step-number", "demo", "kb-away"))
BLOCKS = frozenset(
    [
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "br",
        "hr",
    ]
)
VOID = frozenset(("br", "hr"))


class _Reader(HTMLParser):
    def __init__(self, anchors: frozenset[str]) -> None:
        super().__init__()
        self.anchors = anchors
        self.found: list[tuple[str, list[str]]] = []
        self.heading = ""
        self.open: list[tuple[str, str, bool]] = []  # tag, the anchor that it is ('' if none), whether it is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        anchor = values.get("id") or ""
        anchor = anchor if anchor in self.anchors else ""
        read = not UNREAD.intersection((values.get("class") or "").split()) and values.get("aria-hidden") != "true"
        if anchor and tag.startswith("h"):
            self.heading = anchor
            anchor = ""
        if tag not in VOID:
            self.open.append((tag, anchor, read))
        if tag in BLOCKS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            popped = self.open.pop()[0]
            if popped == tag:
                break
        if tag in BLOCKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if all(read for _tag, _anchor, read in self.open):
            self._add(data)

    def _add(self, text: str) -> None:
        # The innermost step or tab, but a heading inside a tab takes over from the tab.
        inner = next((anchor for _tag, anchor, _read in reversed(self.open) if anchor), "")
        anchor = inner or self.heading
        if not self.found or self.found[-1][0] != anchor:
            self.found.append((anchor, []))
        self.found[-1][1].append(text)


def passages(html: str, anchors: tuple[str, ...]) -> tuple[Passage, ...]:
    reader = _Reader(frozenset(anchors))
    reader.feed(html)
    reader.close()
    texts = ((anchor, " ".join("".join(parts).replace("\n", " ").split(" "))) for anchor, parts in reader.found)
    cleaned = ((anchor, " ".join(part for part in text.split(" ") if part)) for anchor, text in texts)
    return tuple(Passage(anchor, text) for anchor, text in cleaned if text)
