"""Which text answers best: BM25F over groups of words that mean alike. Pure, so that every backend ranks alike.

A group counts once however many of its words a text has; how telling it is depends on how many texts have any of them.
Three things lift a text above that. It answers a question which is nearly what was typed. It has those very words in a row,
as somebody types who copies them from a screen. Or its title and its questions mean what was typed, in whatever words. Questions
share many words ("how do I"), so the less alike, the less by far.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.search.meaning import NOTHING, Meaning
from kb.search.plan import Alternative, Group
from kb.text.questions import APART

WEIGHTS = (12.0, 6.0, 2.0, 1.0)  # title, summary, questions, body
TITLE, QUESTIONS = 0, 2  # which of these fields
EVENNESS = (0.3, 0.3, 0.3, 0.75)  # how much a long field has to repeat a word to say as much (b)
SATURATION = 16.0  # k1
# What being asked so is worth, as if that much of all groups; how fast it falls where words differ.
ASKED, LIKENESS = 8.0, 3
IN_A_ROW, FEWEST = 8.0, 3  # what having all words in a row is worth, and how many make a row
MEANT, CLOSENESS = 16.0, 2  # what meaning the same is worth, likewise
BOTH = 2  # of a title and questions the nearest, whose mean counts: one alone may be like it by chance
ANYWHERE = 0.5  # what a group tells that every text has: a title that has it is about it all the same
TEXTS_KEPT = 200  # counted, in memory


@dataclass(frozen=True)
class Sought:
    """Groups, each of them weighed; `typed` are all stems as they were typed; `passed_over`, those of words that tell nothing.

    `told` are the stems that `meaning` is asked about: as they were typed, but put right where nobody knows them.
    """

    groups: Sequence[Group]
    typed: tuple[str, ...] = ()
    passed_over: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    meaning: Meaning = NOTHING

    @property
    def whole(self) -> float:
        return sum(group.weight for group in self.groups) or 1.0


@dataclass(frozen=True)
class Ranked:
    """`covered` is the part of what is searched for that the text has, from 0 to 1, by how telling it is."""

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


@dataclass(frozen=True)
class Question:
    """One that a text answers; `telling` is how many of its words are not passed over."""

    words: Counted
    telling: int


def weight(texts: int, having: int) -> float:
    """How telling a group is that so many of all `texts` have."""
    return ANYWHERE + math.log(1 + (texts - having + 0.5) / (having + 0.5))


def rank(sought: Sought, texts: Mapping[int, tuple[str, ...]], averages: tuple[float, ...]) -> list[Ranked]:
    """`texts` (their fields in stems), best first; equals in the order in which they came."""
    found = [_ranked(number, sought, fields, averages) for number, fields in texts.items()]
    return sorted((each for each in found if each.score), key=lambda each: -each.score)


def _ranked(number: int, sought: Sought, fields: tuple[str, ...], averages: tuple[float, ...]) -> Ranked:
    counted, whole = count(fields), sought.whole
    stems = set[str]().union(*(field.counts for field in counted))
    score = covered = 0.0
    for group in sought.groups:
        there = [each for each in group.alternatives if each.stems[0] in stems]
        if not there:
            continue
        much = _much(there, counted, averages)
        score += group.weight * much * (SATURATION + 1) / (SATURATION + much)
        covered += group.weight * (1.0 if _has(counted[QUESTIONS], there) else min(1.0, much))
    if score:
        alike = max(
            (_likeness(each, sought) for each in _questions(fields[QUESTIONS], sought.passed_over)), default=0.0
        )
        score += whole * (ASKED * alike**LIKENESS + IN_A_ROW * _in_a_row(counted, sought.typed))
        score += whole * MEANT * _closeness(fields, sought) ** CLOSENESS
    return Ranked(number, score, covered / whole)


def _much(alternatives: Sequence[Alternative], fields: Sequence[Counted], averages: tuple[float, ...]) -> float:
    """How much of a group the fields have, a hit in a short or weighty one counting more."""
    much = 0.0
    for field, weighs, evenness, average in zip(fields, WEIGHTS, EVENNESS, averages, strict=True):
        times = sum(each.worth * field.occurrences(each.stems) for each in alternatives)
        if times:
            much += weighs * times / (1 - evenness + evenness * field.length / max(average, 1.0))
    return much


def _has(field: Counted, alternatives: Sequence[Alternative]) -> bool:
    return any(field.occurrences(each.stems) for each in alternatives)


def _likeness(question: Question, sought: Sought) -> float:
    """How alike a question and what is searched for are, from 0 to 1: the part of each that the other has, their mean (geometric)."""
    shared = told = 0.0
    for group in sought.groups:
        worth = max(
            (each.worth for each in group.alternatives if question.words.occurrences(each.stems)), default=0.0
        )
        shared += group.weight * worth
        told += worth
    return math.sqrt(shared / sought.whole * min(1.0, told / question.telling))


def _closeness(fields: tuple[str, ...], sought: Sought) -> float:
    """How near in meaning to what is searched for a text's title and questions are, from 0 to 1."""
    if not sought.told:
        return 0.0
    sentences = _sentences(fields[TITLE], fields[QUESTIONS])
    near = sorted((sought.meaning.alike(sought.told, each) for each in sentences), reverse=True)[:BOTH]
    return sum(near) / len(near)


def _in_a_row(fields: Sequence[Counted], typed: tuple[str, ...]) -> bool:
    return len(typed) >= FEWEST and any(field.occurrences(typed) for field in fields)


@lru_cache(TEXTS_KEPT)
def count(fields: tuple[str, ...]) -> tuple[Counted, ...]:
    return tuple(_count(field.split()) for field in fields)


@lru_cache(TEXTS_KEPT)
def _questions(field: str, passed_over: frozenset[str]) -> tuple[Question, ...]:
    apart = [each.split() for each in field.split(APART)]
    return tuple(
        Question(_count(stems), max(1, sum(stem not in passed_over for stem in stems))) for stems in apart if stems
    )


@lru_cache(TEXTS_KEPT)
def _sentences(title: str, questions: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.split()) for each in (title, *questions.split(APART)) if each.strip()) or ((),)


def _count(stems: Sequence[str]) -> Counted:
    return Counted(Counter(stems), len(stems), f" {' '.join(stems)} ")
