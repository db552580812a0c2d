"""Three-way merging: what two people made of the same text, put together where they did not touch the same place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.text.alike import Effort, blocks

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
OURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"  # at the beginning of a line


@dataclass(frozen=True)
class Merged:
    """The text of both. `overlaps` counts the places where both are kept, one after the other, between marked lines."""

    text: str
    overlaps: int


@dataclass(frozen=True)
class Chunk:
    """A piece of all three texts. `agreed` is what it becomes; None where both sides changed it differently."""

    base: Sequence[str]
    ours: Sequence[str]
    theirs: Sequence[str]

    @property
    def agreed(self) -> Sequence[str] | None:
        if self.ours == self.theirs or self.theirs == self.base:
            return self.ours
        return self.theirs if self.ours == self.base else None


def merge(base: str, ours: str, theirs: str, *, names: tuple[str, str] = ("", "")) -> Merged:
    """What `ours` and `theirs` made of `base`, line by line; within a line that both changed, word by word.

    `names` follow the marks of an overlap, for the editor who has to choose.
    """
    done, overlaps, effort = [], 0, Effort()
    for chunk in chunks(_lines(base), _lines(ours), _lines(theirs), effort):
        text = _together(chunk, effort)
        if text is None:
            overlaps += 1
            text = _both(chunk, names)
        done.append(text)
    return Merged("".join(done), overlaps)


def unresolved(text: str) -> int | None:
    """The line, from 1, of the first overlap in `text` that nobody has decided."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if line.startswith((OURS, THEIRS))), None)


def chunks(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], effort: Effort | None = None
) -> Iterator[Chunk]:
    """All three sequences cut at the places where they are alike; `effort` is what the parts of a text share."""
    at = (0, 0, 0)
    for start, mine, other, size in _alike(base, ours, theirs, effort):
        if (start, mine, other) != at:
            yield Chunk(base[at[0] : start], ours[at[1] : mine], theirs[at[2] : other])
        at = (start + size, mine + size, other + size)
        if size:
            same = base[start : at[0]]
            yield Chunk(same, same, same)


def _alike(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], effort: Effort | None
) -> Iterator[tuple[int, int, int, int]]:
    """Where a stretch of `base` is unchanged in both others: three positions and its length; at last the ends."""
    mine, other = blocks(base, ours, effort), blocks(base, theirs, effort)
    i = j = 0
    while i < len(mine) and j < len(other):
        start = max(mine[i][0], other[j][0])
        end = min(mine[i][0] + mine[i][2], other[j][0] + other[j][2])
        if start < end:
            yield start, mine[i][1] + start - mine[i][0], other[j][1] + start - other[j][0], end - start
        if mine[i][0] + mine[i][2] < other[j][0] + other[j][2]:
            i += 1
        else:
            j += 1
    yield len(base), len(ours), len(theirs), 0


def _together(chunk: Chunk, effort: Effort) -> str | None:
    if chunk.agreed is not None:
        return "".join(chunk.agreed)
    sides = (_tokens(chunk.base), _tokens(chunk.ours), _tokens(chunk.theirs))
    words = [inner.agreed for inner in chunks(*sides, effort)] if sides[0] else [None]
    return None if None in words else "".join(token for part in words for token in part or ())


def _tokens(lines: Sequence[str]) -> list[str]:
    """A space belongs to the word before it, so that two edits always have a whole word between them."""
    found: list[str] = []
    for token in TOKEN.findall("".join(lines)):
        if token.isspace() and found:
            found[-1] += token
        else:
            found.append(token)
    return found


def _both(chunk: Chunk, names: tuple[str, str]) -> str:
    ours, theirs = (f"{mark} {name}".rstrip() + "\n" for mark, name in zip((OURS, THEIRS), names, strict=True))
    return f"{ours}{_closed(chunk.ours)}{BETWEEN}\n{_closed(chunk.theirs)}{theirs}"


def _closed(lines: Sequence[str]) -> str:
    text = "".join(lines)
    return text if not text or text.endswith("\n") else text + "\n"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines(keepends=True)
