"""How much one article may hold, so that no text, however odd, keeps what renders or compares it busy for long."""

import re

from kb.markup.model import Problem

LONGEST = 40_000  # characters of a body; the longest article has 10,500
MOST_MARKUP = 2_500  # of the `markup` of its lines; the longest article has 580
SIGN = re.compile(r"[*_`\[\]<>+\\|&!()#]")  # what markup is made of
MARKER = re.compile(r"(?:[-*+]|[0-9]{1,3}[a-z]?[.)])[ \t]+|#+")  # what begins an item, a step or a heading
LEAD = re.compile(rf"(?: *(?:{MARKER.pattern}))*")  # all of them that a line begins with
MARKER_COUNTS = 3  # what it begins is rendered by itself


def refusal(text: str) -> Problem | None:
    """Why `text` is not rendered: `too-long` or `too-much-markup`, on the line on which it becomes too much; None if it is."""
    return too_long(text) or _too_much_markup(text)


def too_long(text: str) -> Problem | None:
    if len(text) <= LONGEST:
        return None
    return Problem("too-long", text.count("\n", 0, LONGEST) + 1, {"length": len(text), "longest": LONGEST})


def markup(line: str) -> int:
    """What `line` costs to render, in signs; its end is one."""
    lead = LEAD.match(line)
    markers = len(MARKER.findall(lead[0])) if lead else 0
    return 1 + len(SIGN.findall(line)) + MARKER_COUNTS * markers


def _too_much_markup(text: str) -> Problem | None:
    count, first = 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        count += markup(line)
        if count > MOST_MARKUP and not first:
            first = number
    return Problem("too-much-markup", first, {"count": count, "most": MOST_MARKUP}) if first else None
