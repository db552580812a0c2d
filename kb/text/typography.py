"""How a language is set: the spaces before its signs, its quotation marks, its apostrophe."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

NO_PROSE = re.compile(
    r"`[^`]*`"  # what a screen shows
    r"|https?://\S+"
    r"|\{#[^{}]*\}"  # a heading's id
    r"|^\s*:::\s*(steps\b.*|figure\b.*|tabs|tab\s+\S+|demo\b.*|\w+)?"  # a container's opening or end
    r"|^\s*(caption|alt|demo|state|platform|moment|device|pointers|image):"
    r"|^\s*\|[\s:|-]+\|\s*$"  # the rule below a table's head
    r"|\]\([^()]*\)"  # where a link leads
)  # linear: nothing is searched for beyond where the next of its kind begins
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
    code: str  # a key of its rules
    text: str  # the line


Style = str | Mapping[str, Any]  # the name of one of STYLES, or {"quotes": "„“", "spaced": False}
QUOTES = '"«»“”„‟'


@cache
def described(quotes: str, *, spaced: bool) -> dict[str, re.Pattern[str]]:
    """The rules of a language whose quotation marks are `quotes`; `spaced`: with a no-break space before : ; ? !, as in French."""
    others = "".join(sign for sign in QUOTES if sign not in quotes)
    space = "space-before-sign" if spaced else "no-space-before-sign"
    return {
        "apostrophe": APOSTROPHE,
        "other-quotes": re.compile(f"[{others}]"),
        space: next(rules[space] for rules in STYLES.values() if space in rules),
    }


def rules(style: Style) -> Mapping[str, re.Pattern[str]]:
    """Raises KeyError for a name that is none of STYLES, TypeError for a description with other fields."""
    return STYLES[style] if isinstance(style, str) else described(**style)


def faults(text: str, style: Style) -> Iterator[Fault]:
    """Where `text`, in the article dialect or plain, is not set in `style`."""
    wanted = rules(style)
    for number, line in enumerate(text.split("\n"), 1):
        prose = NO_PROSE.sub(lambda match: "x" if match[0].startswith("`") else " ", line)
        for code, wrong in wanted.items():
            if wrong.search(prose):
                yield Fault(number, code, line.strip())
