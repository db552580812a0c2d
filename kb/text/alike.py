"""Where two sequences are alike, found in bounded time.

difflib compares each place of an element with each place of it on the other side: two texts of one long line, in which a word
is some thousand times, take it minutes. What both begin and end with is set aside first. Where the rest would still take too
long, it is cut at the elements that are once on each side (patience diff), and each part is compared by itself; a part without
such an element counts as changed throughout, and so does all that is left when a comparison's effort is spent.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, pairwise
from typing import NamedTuple

MOST_PAIRS = 50_000  # of like elements that difflib may compare at once
MOST_STEPS = 1_000_000  # of one comparison of two texts: a fraction of a second
FIRST_STEPS = 60  # what it takes to begin with a part, however short


class Effort:
    """What one comparison, of whatever parts, may cost: pairs of like elements looked at, and elements."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def spend(self, steps: int) -> bool:
        """Whether there was as much left."""
        self.left -= steps
        return self.left >= 0


class Block(NamedTuple):
    """A stretch that is in both: where in the old sequence, where in the new one, how long."""

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


class Matcher(SequenceMatcher[str]):
    """difflib's, as long as `effort` lasts; behind that it finds nothing alike."""

    def __init__(self, old: Sequence[str], new: Sequence[str], effort: Effort) -> None:
        super().__init__(None, old, new, autojunk=False)
        there = Counter(new)
        self.effort, self.pairs = effort, [0, *accumulate(1 + there[element] for element in old)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        end = len(self.pairs) - 1 if ahi is None else ahi
        if not self.effort.spend(self.pairs[end] - self.pairs[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def blocks(old: Sequence[str], new: Sequence[str], effort: Effort | None = None) -> list[Block]:
    """Where `old` and `new` are alike, in order; `effort` is what this and other comparisons of the same texts share."""
    effort = effort or Effort()
    found: list[Block] = []
    parts = [(0, len(old), 0, len(new))]
    while parts:
        start, end, then, until = parts.pop()
        if not effort.spend(FIRST_STEPS + end - start + until - then):
            continue
        head = _common(zip(old[start:end], new[then:until], strict=False))
        found.append(Block(start, then, head))
        start, then = start + head, then + head
        tail = _common(zip(reversed(old[start:end]), reversed(new[then:until]), strict=False))
        end, until = end - tail, until - tail
        found.append(Block(end, until, tail))
        before, after = old[start:end], new[then:until]
        if set(before).isdisjoint(after):
            continue
        if _pairs(before, after) <= MOST_PAIRS:
            inner = Matcher(before, after, effort).get_matching_blocks()
            found += (Block(start + block.a, then + block.b, block.size) for block in inner)
        else:
            cuts = [(start + i, then + j) for i, j in _anchors(before, after)]
            around = [(start, then), *cuts, (end, until)] if cuts else []
            parts += [(i, i_end, j, j_end) for (i, j), (i_end, j_end) in pairwise(around)]
    return list(_joined(sorted(block for block in found if block.size)))


def stretches(old: Sequence[str], new: Sequence[str], effort: Effort | None = None) -> Iterator[Stretch]:
    """`old` and `new` from beginning to end, alike and unlike in turn; `effort` as for `blocks`."""
    at = then = 0
    for block in [*blocks(old, new, effort), Block(len(old), len(new), 0)]:
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
    """The places of what is once on each side, as many as are in the same order on both."""
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
    """`blocks`, where one that begins in both where the last one ends goes on with it."""
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
