"""How a language is set: the spaces before its signs, its quotation marks, its apostrophe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NO_PROSE = re.compile(
    r"`[^`]*`"  # what a screen shows
    r"|https?://\S+"
    r"|\{#[^{}]*\}"  # a heading's id
    r"|^\s*:::\s*(steps\b.*|figure\b.*|tabs|tab\s+\S+|demo\b.*|\w+)?"  # a container's opening or end
    r"|^\s*(caption|alt|demo|state|platform|moment|device|pointers|image):"
    r"|^\s*\|[\s:|-]+\|\s*$"  # the rule below a table's head
    r"|\]\([^()]*\)"  # where a link leads
)  # linear: nothing is sought beyond where the next of its kind begins
APOSTROPHE = re.compile(r"[^\W\d]'[^\W\d]")
STYLES = {
    "french": {
        "space-before-sign": re.compile(r"[^\u00a0\u202f:;?!.…(\s][:;?!»](?=[\s)»\].,*|]|$)| [:;?!»]"),
        "space-after-quote": re.compile(r"«(?![\u00a0\u202f])"),
        "apostrophe": APOSTROPHE,
        "french-quotes": re.compile(r"[\"“”]"),
    },
    "english": {
        "apostrophe": APOSTROPHE,
        "english-quotes": re.compile(r"[\"«»]"),
        "no-space-before-sign": re.compile(r"[^\s|][ \u00a0\u202f][:;?!](?=\s|$)"),
    },
}


@dataclass(frozen=True)
class Fault:
    line: int  # from 1
    code: str  # a key of the style
    text: str  # the line


def faults(text: str, style: str) -> Iterator[Fault]:
    """Where `text`, in the article dialect or plain, is not set in `style`: one of STYLES. Raises KeyError for another."""
    rules = STYLES[style]
    for number, line in enumerate(text.split("\n"), 1):
        prose = NO_PROSE.sub(lambda match: "x" if match[0].startswith("`") else " ", line)
        for code, wrong in rules.items():
            if wrong.search(prose):
                yield Fault(number, code, line.strip())
