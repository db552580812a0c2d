"""The mark of words that nobody has translated yet: whoever reads the draft sees it, and it keeps the text from being published."""

from collections.abc import Iterator

from kb.markup.model import Problem

MARK = "[untranslated]"
SHOWN = 60  # characters of what is marked


def marked(text: str) -> str:
    return f"{MARK} {text}"


def is_marked(text: str) -> bool:
    return MARK in text


def problems(text: str) -> Iterator[Problem]:
    """One for each line of `text` with the mark."""
    for number, line in enumerate(text.split("\n"), 1):
        if is_marked(line):
            yield Problem("untranslated", number, {"mark": MARK, "text": line.partition(MARK)[2].strip()[:SHOWN]})
