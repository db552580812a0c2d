"""What would let a real credential into a page of the practice room, or let a screen pass for a real one: in its HTML.

tests/browser/safety.py looks for the same in what the scripts draw.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

CREDENTIALS = ("username", "current-password", "new-password", "one-time-code", "cc-", "webauthn")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """A page at `address`; `mark` says in each device that this is practice."""

    def __init__(self, html: str, address: str, mark: str) -> None:
        super().__init__()
        self.address, self.mark = address, mark
        self.complaints: list[str] = []
        self.links: list[str] = []
        self.embeds: list[str] = []
        self.open: list[tuple[str, list[str] | None]] = []  # tag, and for a device the text in it so far
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.complaints += [f"{what}: {self.get_starttag_text()}" for what in self._wrong(tag, has)]
        if tag == "a" and "href" in has:
            self.links.append(urljoin(self.address, has["href"]))
        if "data-demo" in has:
            self.embeds.append(has["data-demo"])
        if tag not in VOID:
            self.open.append((tag, [] if "device" in has.get("class", "").split() else None))

    def handle_endtag(self, tag: str) -> None:
        while any(each == tag for each, _text in self.open):
            closed, text = self.open.pop()
            if text is not None and self.mark not in " ".join(text):
                self.complaints.append("unmarked device")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        for _tag, text in self.open:
            if text is not None:
                text.append(data)

    def _wrong(self, tag: str, has: dict[str, str]) -> Iterator[str]:
        if tag == "input" and has.get("type", "").strip().lower() == "password":
            yield "password field"
        if any(token.startswith(CREDENTIALS) for token in has.get("autocomplete", "").lower().split()):
            yield "autocomplete"
        for name in ("action", "formaction"):
            if name in has and self._is_elsewhere(has[name]):
                yield "off-site form"
        if "device" in has.get("class", "").split() and self.mark not in has.get("aria-label", ""):
            yield "unmarked device"

    def _is_elsewhere(self, address: str) -> bool:
        return urlsplit(urljoin(self.address, address.strip()))[:2] != urlsplit(self.address)[:2]


def in_data(data: Any) -> Iterator[str]:
    """What is wrong in the JSON from which the scripts draw a practice: an address elsewhere, or markup."""
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from in_data(each)
    elif isinstance(data, str):
        if data.lower().startswith(("http:", "https:", "//", "javascript:", "data:")):
            yield f"address elsewhere: {data}"
        yield from Page(data, "http://testserver/", "").complaints
