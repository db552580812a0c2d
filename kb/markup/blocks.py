"""Lists, quotes and tables as every Markdown writer expects them, written the way Python-Markdown reads them.

Python-Markdown follows the first Markdown: a list needs an empty line before it, and what belongs to an item is indented
by four spaces. With less it makes one paragraph of it all and says nothing. Writers know CommonMark, where a list may
follow a paragraph at once and an item's text decides how far the rest is indented.
"""

import re
from collections.abc import Callable

ITEM = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<gap> +)(?P<text>\S.*)")
LINE_ACROSS = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
QUOTE = re.compile(r" {0,3}> ?(?P<text>.*)")
TABLE_RULE = re.compile(r"[ |]*:?-[-:| ]*")
NO_ITEM = re.compile(r" *(?:[•‣◦▪·] *|(?:-|[0-9]{1,2}[.)])(?=[^\W\d_]))\S")  # meant as one
EMPTY_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,2}[.)])")
LATE = re.compile(r" *(?:[2-9]|[1-9][0-9])[.)] +\S")
LEAST = 2  # spaces by which a line belongs to the item above it
WIDTH = 4  # spaces by which Python-Markdown has it

Read = tuple[list[str], int]  # the lines of one block as they are written out, and the place behind it


def regular(lines: list[str], *, is_in_item: bool = False) -> list[str]:
    """`lines` of prose with their lists, quotes and tables in Python-Markdown's form.

    In an item, a list stays close to the item's own first words: an empty line would make paragraphs of them all.
    """
    written: list[str] = []
    at = 0
    while at < len(lines):
        read = _reader(lines, at, after_text=bool(written and written[-1]))
        if read is None:
            written.append(lines[at])
            at += 1
            continue
        block, end = read(lines, at)
        is_close = is_in_item and read is _list and "" not in written
        if written and written[-1] and not is_close:
            written.append("")
        written += block
        at = end
        if at < len(lines) and lines[at]:
            written.append("")
    return written


def unread(lines: list[str]) -> list[int]:
    """Which of `lines` look like items of a list and are none: another sign, no space, no words, or a list that begins with
    its second.
    """
    found: list[int] = []
    is_list = after_text = False
    for at, line in enumerate(lines):
        begins = _is_item(line) is not None and (not after_text or _interrupts(line))
        is_list = begins or (is_list and (after_text or not line or _indent(line) >= LEAST))
        if NO_ITEM.match(line) or EMPTY_ITEM.fullmatch(line) or (LATE.match(line) and after_text and not is_list):
            found.append(at)
        after_text = bool(line)
    return found


def _reader(lines: list[str], at: int, *, after_text: bool) -> Callable[[list[str], int], Read] | None:
    """What reads the block that begins at `at`; None for a line of a paragraph."""
    line = lines[at]
    if _is_item(line) and (not after_text or _interrupts(line)):
        return _list
    if QUOTE.fullmatch(line):
        return _quote
    return _table if _is_table(lines, at) else None


def _is_item(line: str) -> re.Match[str] | None:
    return None if LINE_ACROSS.fullmatch(line) else ITEM.fullmatch(line)


def _interrupts(line: str) -> bool:
    """Whether a list may begin with `line` where a paragraph is under way: "2024. It was" is not an item."""
    found = _is_item(line)
    return found is not None and found["number"] in {None, "1"}


def _is_table(lines: list[str], at: int) -> bool:
    rule = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in lines[at] and "|" in rule and TABLE_RULE.fullmatch(rule) is not None


def _quote(lines: list[str], at: int) -> Read:
    inside: list[str] = []
    while at < len(lines) and lines[at]:
        quoted = QUOTE.fullmatch(lines[at])
        if not quoted and (not inside[-1] or _interrupts(lines[at])):
            break
        inside.append(quoted["text"] if quoted else lines[at])
        at += 1
    return [f"> {line}".rstrip() for line in regular(inside)], at


def _table(lines: list[str], at: int) -> Read:
    end = at + 2
    while end < len(lines) and lines[end] and not _interrupts(lines[end]) and not QUOTE.fullmatch(lines[end]):
        end += 1
    return lines[at:end], end


def _list(lines: list[str], at: int) -> Read:
    written: list[str] = []
    is_numbered: bool | None = None
    while at < len(lines) and (item := _is_item(lines[at])):
        if is_numbered not in {None, item["number"] is not None}:
            break
        is_numbered = item["number"] is not None
        inside, end = _item(lines, at, item)
        body = regular(inside, is_in_item=True)
        mark = f"{item['number']}." if is_numbered else "-"
        written.append(f"{mark:<{WIDTH - 1}} {body[0]}")
        quoted = next((place for place, line in enumerate(body) if not line.startswith(">")), len(body))
        for place, line in enumerate(body[1:], 1):  # a quote that an item begins with is indented like no other block
            written.append(" " * (WIDTH - (place < quoted)) + line if line else "")
        at = _next_text(lines, end)
        if at > end or "" in body:
            written.append("")
    while written[-1] == "":
        written.pop()
    return written, at


def _item(lines: list[str], at: int, item: re.Match[str]) -> Read:
    """The lines of one item without what indents them."""
    least = len(item["indent"]) + LEAST
    most = len(item["indent"]) + len(item["mark"]) + (len(item["gap"]) if len(item["gap"]) <= WIDTH else 1)
    inside, at = [item["text"]], at + 1
    while at < len(lines):
        line = lines[at]
        if not line:
            following = _next_text(lines, at)
            if following == len(lines) or _indent(lines[following]) < least:
                break
            inside.append("")
            at = following
        elif _indent(line) >= least:
            inside.append(line[min(_indent(line), most) :])
            at += 1
        elif _ends_item(line, item):
            break
        else:  # Words may go on where they like.
            inside.append(line)
            at += 1
    return inside, at


def _ends_item(line: str, item: re.Match[str]) -> bool:
    if LINE_ACROSS.fullmatch(line) or QUOTE.fullmatch(line) or _interrupts(line):
        return True
    other = _is_item(line)
    return other is not None and item["number"] is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _next_text(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at]:
        at += 1
    return at
