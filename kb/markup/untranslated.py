"""Words that nobody has translated yet.

What a translator left open has a mark: everybody who reads the draft sees it, and it keeps the text from being published. A
paragraph that merely says what the source says, word for word, is told.
"""

import re
from collections.abc import Iterator

from kb.markup.model import Problem
from kb.markup.segments import segments

MARK = "[untranslated]"
SHOWN = 60  # characters of the words that are told
FEWEST = 5  # words that are alike by no accident
NAMES = re.compile(
    r"\[\[[^\[\]]*\]\]|\+\+[^+\n]+\+\+|`[^`\n]+`|\]\([^)\s]*\)"
)  # alike in every language, for all one knows
WORD = re.compile(r"[^\W\d_]+")


def marked(text: str) -> str:
    return f"{MARK} {text}"


def is_marked(text: str) -> bool:
    return MARK in text


def problems(text: str) -> Iterator[Problem]:
    """One for each line of `text` with the mark."""
    for number, line in enumerate(text.split("\n"), 1):
        if is_marked(line):
            yield Problem("untranslated", number, {"mark": MARK, "text": line.partition(MARK)[2].strip()[:SHOWN]})


def as_in_source(source: str, text: str) -> Iterator[Problem]:
    """The paragraphs of the translation `text` that are those of `source`; both are bodies."""
    there = {segment.key: segment.text for segment in segments(source)}
    for segment in segments(text):
        if there.get(segment.key) == segment.text and len(WORD.findall(NAMES.sub(" ", segment.text))) >= FEWEST:
            yield Problem("as-in-source", segment.line, {"text": segment.text[:SHOWN]}, blocks=False)
