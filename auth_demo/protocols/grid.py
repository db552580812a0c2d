"""The online security code card: 224 numbered cells of three characters, of which a login asks for two.

Drawn in 14 rows of 16, numbered along the rows from 1 at the top left to 224. The cells use the base 32 of
`codes`, so that none is misread: 15 bits a cell, 30 bits an answer. A cell that was asked for is used,
whatever came of it; the caller keeps which, and hands them in.
"""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from auth_demo.protocols import codes

ROWS = 14
COLUMNS = 16
CELLS = ROWS * COLUMNS
CELL = codes.Shape(codes.BASE32, length=3)
ASKED = 2
ANSWER = codes.Shape(codes.BASE32, length=ASKED * CELL.length)


class UsedUp(Exception):
    """Fewer than two cells were never asked for: the card has to be replaced."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One card. `text` is all cells in order, 672 characters: what is kept, encrypted.

    Raises ValueError for a text of another shape, which it does not quote.
    """

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.text) != CELLS * CELL.length or not set(self.text) <= set(CELL.alphabet):
            raise ValueError(f"a card is {CELLS} cells of {CELL.length} characters")

    def cell(self, index: int) -> str:
        """What is in a cell. Raises ValueError for an index that is not 1 … 224."""
        if not 1 <= index <= CELLS:
            raise ValueError(f"cells are numbered 1 to {CELLS}")
        start = (index - 1) * CELL.length
        return self.text[start : start + CELL.length]

    def rows(self) -> tuple[tuple[tuple[int, str], ...], ...]:
        """The card as it is drawn: rows of (index, cell)."""
        starts = range(1, CELLS + 1, COLUMNS)
        return tuple(tuple((index, self.cell(index)) for index in range(at, at + COLUMNS)) for at in starts)


def make(randbelow: codes.RandBelow = secrets.randbelow) -> Grid:
    """A new card; `randbelow(n)` gives a whole number from 0 to n-1."""
    return Grid("".join(codes.draw(CELL, randbelow) for _ in range(CELLS)))


def pick(used: Collection[int], randbelow: codes.RandBelow = secrets.randbelow) -> tuple[int, int]:
    """Two cells that were never asked for, the lower index first. Raises UsedUp when there are none left."""
    left = [index for index in range(1, CELLS + 1) if index not in used]
    if len(left) < ASKED:
        raise UsedUp
    one = left.pop(randbelow(len(left)))
    other = left[randbelow(len(left))]
    return min(one, other), max(one, other)


def check(grid: Grid, asked: tuple[int, int], typed: str) -> bool:
    """Whether the text is what is in the two cells, in the order asked, compared in constant time.

    Case, spaces, hyphens and look-alikes do not matter; what is no such answer is False. `codes.read` with ANSWER
    tells beforehand whether it is one. Raises ValueError for an index that is not 1 … 224.
    """
    expected = "".join(map(grid.cell, asked))
    reading = codes.read(typed, ANSWER)
    return hmac.compare_digest(expected, reading.code or "")
