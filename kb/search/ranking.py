"""Which text answers best: BM25F over groups of words that mean alike. Pure, so that every backend ranks alike.

A group counts once however many of its words a text has; how telling it is depends on how many texts have any of them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.search.plan import Alternative, Group

WEIGHTS = (6.0, 3.0, 4.0, 1.0)  # title, summary, questions, body
EVENNESS = (0.3, 0.3, 0.3, 0.75)  # how much a long field has to repeat a word to say as much (b)
SATURATION = 8.0  # k1
TEXTS_KEPT = 200  # counted, in memory


@dataclass(frozen=True)
class Ranked:
    """`covered` is the part of what is sought that the text has, from 0 to 1, by how telling it is."""

    number: int
    score: float
    covered: float


@dataclass(frozen=True)
class Counted:
    """A field: how often each stem is in it, how many words it has, and all of it for finding phrases."""

    counts: Mapping[str, int]
    length: int
    text: str

    def occurrences(self, stems: tuple[str, ...]) -> int:
        if len(stems) == 1:
            return self.counts.get(stems[0], 0)
        if not all(stem in self.counts for stem in stems):
            return 0
        return self.text.count(f" {' '.join(stems)} ")


def weight(texts: int, having: int) -> float:
    """How telling a group is that so many of all `texts` have."""
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))


def rank(groups: Sequence[Group], texts: Mapping[int, tuple[str, ...]], averages: tuple[float, ...]) -> list[Ranked]:
    """`texts` (their fields in stems), best first; equals in the order in which they came."""
    whole = sum(group.weight for group in groups) or 1.0
    found = [_ranked(number, groups, fields, averages, whole) for number, fields in texts.items()]
    return sorted((each for each in found if each.score), key=lambda each: -each.score)


def _ranked(
    number: int, groups: Sequence[Group], fields: tuple[str, ...], averages: tuple[float, ...], whole: float
) -> Ranked:
    counted = count(fields)
    stems = set[str]().union(*(field.counts for field in counted))
    score = covered = 0.0
    for group in groups:
        there = [each for each in group.alternatives if each.stems[0] in stems]
        if not there:
            continue
        much = _much(there, counted, averages)
        score += group.weight * much * (SATURATION + 1) / (SATURATION + much)
        covered += group.weight * min(1.0, much)
    return Ranked(number, score, covered / whole)


def _much(alternatives: Sequence[Alternative], fields: Sequence[Counted], averages: tuple[float, ...]) -> float:
    """How much of a group the fields have, a hit in a short or weighty one counting more."""
    much = 0.0
    for field, weighs, evenness, average in zip(fields, WEIGHTS, EVENNESS, averages, strict=True):
        times = sum(each.worth * field.occurrences(each.stems) for each in alternatives)
        if times:
            much += weighs * times / (1 - evenness + evenness * field.length / max(average, 1.0))
    return much


@lru_cache(TEXTS_KEPT)
def count(fields: tuple[str, ...]) -> tuple[Counted, ...]:
    return tuple(_count(field) for field in fields)


def _count(field: str) -> Counted:
    stems = field.split()
    return Counted(Counter(stems), len(stems), f" {field} ")
