"""What changed from one text to another: line by line, and within a changed line word by word."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kb.text.alike import Effort, stretches

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
AROUND = 3  # unchanged lines shown on each side of a change


class Piece(NamedTuple):
    """A part of a line; `changed` if the other side's line does not have it."""

    text: str
    changed: bool = False


class Line(NamedTuple):
    number: int  # from 1
    pieces: tuple[Piece, ...]


class Row(NamedTuple):
    """Two lines side by side; one is None where a line was added or removed, both where unchanged lines are left out."""

    old: Line | None
    new: Line | None
    left_out: int = 0

    @property
    def kind(self) -> str:
        if self.old is None:
            return "added" if self.new else "gap"
        if self.new is None:
            return "removed"
        changed = any(piece.changed for line in (self.old, self.new) for piece in line.pieces)
        return "changed" if changed else "same"


def rows(old: str, new: str, *, around: int | None = AROUND) -> list[Row]:
    """The rows from `old` to `new`, with `around` unchanged lines near each change (None: all of them); [] if they are alike."""
    before, after = _lines(old), _lines(new)
    effort = Effort()
    found: list[Row] = []
    for is_alike, i, i_end, j, j_end in stretches(before, after, effort):
        if is_alike:
            same = (_plain(n + 1, before[n]) for n in range(i, i_end))
            found += [Row(line, Line(line.number - i + j, line.pieces)) for line in same]
        else:
            found += _changed(before[i:i_end], after[j:j_end], i + 1, j + 1, effort)
    changes = [place for place, row in enumerate(found) if row.kind != "same"]
    if not changes:
        return []
    return found if around is None else list(_near(found, changes, around))


def _lines(text: str) -> list[str]:
    """Only a line feed ends one: what Python takes for an end besides (U+2028, a form feed) is a letter, and may be the change."""
    return text.removesuffix("\n").split("\n") if text else []


def words(old: str, new: str, effort: Effort | None = None) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two lines in pieces; `effort` is what all lines of two texts share."""
    if effort and effort.is_spent:
        return _whole(old), _whole(new)
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    olds: list[Piece] = []
    news: list[Piece] = []
    for is_alike, i, i_end, j, j_end in stretches(before, after, effort):
        for pieces, tokens in ((olds, before[i:i_end]), (news, after[j:j_end])):
            if tokens:
                pieces.append(Piece("".join(tokens), not is_alike))
    return tuple(olds), tuple(news)


def _whole(text: str) -> tuple[Piece, ...]:
    """A line that is changed throughout."""
    return (Piece(text, True),) if text else ()


def _plain(number: int, text: str) -> Line:
    return Line(number, (Piece(text),) if text else ())


def _changed(old: Sequence[str], new: Sequence[str], at: int, then: int, effort: Effort) -> Iterator[Row]:
    for place, (before, after) in enumerate(zip_longest(old, new)):
        if before is None or after is None:
            yield Row(
                None if before is None else Line(at + place, (Piece(before, True),)),
                None if after is None else Line(then + place, (Piece(after, True),)),
            )
        else:
            olds, news = words(before, after, effort)
            yield Row(Line(at + place, olds), Line(then + place, news))


def _near(found: Sequence[Row], changes: Sequence[int], around: int) -> Iterator[Row]:
    shown = {n for place in changes for n in range(place - around, place + around + 1)}
    left_out = 0
    for place, row in enumerate(found):
        if place in shown:
            if left_out:
                yield Row(None, None, left_out)
            left_out = 0
            yield row
        else:
            left_out += 1
    if left_out:
        yield Row(None, None, left_out)
