"""Where two sequences are alike, found in bounded time.

difflib compares each place of an element with each place of it on the other side: two texts of one long line, in which a word
stands some thousand times, take it minutes. What both begin and end with is set aside first. Where the rest would still take too
long, it is cut at the elements that stand once on each side (patience diff), and each part is compared by itself; a part without
such an element counts as changed throughout.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

MOST_PAIRS = 200_000  # of like elements that difflib may compare at once: a fraction of a second


class Block(NamedTuple):
    """A stretch that stands in both: where in the old sequence, where in the new one, how long."""

    old: int
    new: int
    size: int


class Stretch(NamedTuple):
    """A part of both sequences, from one place to another in each; `is_alike` if it is the same."""

    is_alike: bool
    old: int
    old_end: int
    new: int
    new_end: int


def blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Where OLD and NEW are alike, in order."""
    found: list[Block] = []
    parts = [(0, len(old), 0, len(new))]
    while parts:
        start, end, then, until = parts.pop()
        head = _common(zip(old[start:end], new[then:until], strict=False))
        found.append(Block(start, then, head))
        start, then = start + head, then + head
        tail = _common(zip(reversed(old[start:end]), reversed(new[then:until]), strict=False))
        end, until = end - tail, until - tail
        found.append(Block(end, until, tail))
        before, after = old[start:end], new[then:until]
        if _pairs(before, after) <= MOST_PAIRS:
            inner = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
            found += (Block(start + block.a, then + block.b, block.size) for block in inner)
        else:
            cuts = [(start + i, then + j) for i, j in _anchors(before, after)]
            around = [(start, then), *cuts, (end, until)] if cuts else []
            parts += [(i, i_end, j, j_end) for (i, j), (i_end, j_end) in pairwise(around)]
    return list(_joined(sorted(block for block in found if block.size)))


def stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """OLD and NEW from beginning to end, alike and unlike in turn."""
    at = then = 0
    for block in [*blocks(old, new), Block(len(old), len(new), 0)]:
        if (at, then) != (block.old, block.new):
            yield Stretch(False, at, block.old, then, block.new)
        at, then = block.old + block.size, block.new + block.size
        if block.size:
            yield Stretch(True, block.old, at, block.new, then)


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    there = Counter(new)
    return sum(count * there[element] for element, count in Counter(old).items())


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places of what stands once on each side, as many as are in the same order on both."""
    here, there = _once(old), _once(new)
    places = [(i, there[element]) for element, i in here.items() if element in there]
    ends: list[int] = []  # the smallest place in NEW at which a row of that length can end
    rows: list[int] = []  # which of PLACES that is
    before: list[int | None] = []  # the one before it in its row
    for nth, (_i, j) in enumerate(places):
        length = bisect_left(ends, j)
        before.append(rows[length - 1] if length else None)
        ends[length : length + 1], rows[length : length + 1] = [j], [nth]
    row, last = [], rows[-1] if rows else None
    while last is not None:
        row.append(places[last])
        last = before[last]
    return row[::-1]


def _once(sequence: Sequence[str]) -> dict[str, int]:
    counts = Counter(sequence)
    return {element: place for place, element in enumerate(sequence) if counts[element] == 1}


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """BLOCKS, where one that begins in both where the last one ends goes on with it."""
    last = None
    for block in blocks:
        if last and (last.old + last.size, last.new + last.size) == (block.old, block.new):
            last = last._replace(size=last.size + block.size)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last
