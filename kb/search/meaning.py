"""How alike two sentences are in what they mean, though they share no word: "somebody nicked it" and "my phone was stolen".

`vectors/` has a file for each language. It was made once by script/vectors, out of a sentence encoder, and holds the meaning of
some 20,000 words: a record for each stem, of STEM bytes (UTF-8, zeros behind it) and SIZE signed ones, in the order of the
stems. A vector is the longer, the rarer its word. A sentence means the sum of its words. The file is mapped into memory, so
processes share it, and only the pages that are read take any.
"""

import logging
import math
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import mul
from pathlib import Path

FOLDER = Path(__file__).with_name("vectors")
STEM, SIZE = 24, 128
RECORD = STEM + SIZE
SENTENCES_KEPT = 4_000  # in memory, half a kB each: titles and questions are looked at by every search
BLANK = array("f")  # the meaning of no word: like nothing

logger = logging.getLogger(__name__)


class Meaning:
    """The vectors of `records`, the content of a file as it is described above."""

    def __init__(self, records: mmap.mmap | bytes) -> None:
        self._records = records
        self._many = len(records) // RECORD
        self.of = lru_cache(SENTENCES_KEPT)(self._of)

    def knows(self, stem: str) -> bool:
        return self._vector(stem) is not None

    def alike(self, one: Sequence[str], other: Sequence[str]) -> float:
        """From 0 (nothing in common) to 1, of two sentences in stems."""
        product: float = sum(map(mul, self.of(tuple(one)), self.of(tuple(other))))
        return max(0.0, product)

    def _of(self, stems: tuple[str, ...]) -> "array[float]":
        """What a sentence means: a vector of length 1, or BLANK where no word is known."""
        known = [vector for stem in stems if (vector := self._vector(stem)) is not None]
        if not known:
            return BLANK
        total = list(map(sum, zip(*known, strict=True)))
        length = math.sqrt(sum(map(mul, total, total))) or 1.0
        return array("f", [each / length for each in total])

    def _vector(self, stem: str) -> "memoryview[int] | None":
        wanted = stem.encode()
        if len(wanted) > STEM:
            return None
        wanted = wanted.ljust(STEM, b"\0")
        at = bisect_left(range(self._many), wanted, key=self._stem) * RECORD
        if self._records[at : at + STEM] != wanted:
            return None
        return memoryview(self._records[at + STEM : at + RECORD]).cast("b")

    def _stem(self, at: int) -> bytes:
        return self._records[at * RECORD : at * RECORD + STEM]


NOTHING = Meaning(b"")


@lru_cache
def meaning(language: str) -> Meaning:
    """The vectors of a language, or NOTHING where it has no file: its texts are then ranked by their words alone."""
    path = FOLDER / f"{language}.bin"
    try:
        with path.open("rb") as file:
            return Meaning(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        logger.warning("Search ranks %s by words alone, since %s cannot be read: %s", language, path.name, error)
        return NOTHING
