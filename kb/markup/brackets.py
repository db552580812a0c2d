"""Markdown's links and pictures, read in linear time.

Markdown looks for the end of each bracket and each address up to the end of the text, again for each one that has none:
a paragraph with some thousands of them would take seconds.
"""

from typing import Any

from markdown.inlinepatterns import ImageInlineProcessor, LinkInlineProcessor

LONGEST_ADDRESS = 2000  # with its title; what is longer is no link


class Paired(LinkInlineProcessor):
    """A link whose brackets are paired once for each text that it is looked for in."""

    _text = ""
    _ends: dict[int, int] = {}

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        if data is not self._text:
            self._text, self._ends = data, pairs(data)
        end = self._ends.get(index - 1)
        return (data[index:end], end + 1, True) if end is not None else ("", index, False)

    def getLink(self, data: str, index: int) -> Any:
        window = data[index : index + LONGEST_ADDRESS]
        if ")" not in window:
            return "", None, index, False
        href, title, end, handled = super().getLink(window, 0)
        return href, title, index + end, handled


class PairedImage(Paired, ImageInlineProcessor):
    """A picture, likewise."""


def pairs(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed; one that is not closed is left out."""
    opened: list[int] = []
    found = {}
    for at, sign in enumerate(text):
        if sign == "[":
            opened.append(at)
        elif sign == "]" and opened:
            found[opened.pop()] = at
    return found
