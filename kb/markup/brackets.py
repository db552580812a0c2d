"""Markdown's links and pictures, read in linear time.

Markdown looks for the end of each bracket and each address up to the end of the text, again for each one that has none:
a paragraph with some thousands of them would take seconds.
"""

from typing import Any

from markdown.inlinepatterns import ImageInlineProcessor, LinkInlineProcessor

LONGEST_ADDRESS = 2000  # with its title; what is longer is no link


class Paired(LinkInlineProcessor):
    """A link whose brackets are paired once for each text that it is looked for in.

    Markdown puts something else for each link as it is found, so places are counted from the end: where a bracket is closed
    depends on what follows it alone, and that stays.
    """

    _rest = ""  # the end of a text, for which the pairs are known
    _ends: dict[int, int] = {}  # by their distance from the end: where a bracket opens, where it closes

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        left = len(data) - index + 1
        if left > len(self._rest) or not self._rest.endswith(data[index - 1 :]):
            self._rest = data[index - 1 :]
            self._ends = {left - at: left - end for at, end in pairs(self._rest).items()}
        closing = self._ends.get(left)
        if closing is None:
            return "", index, False
        end = len(data) - closing
        return data[index:end], end + 1, True

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
