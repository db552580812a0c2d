"""One language's texts, best first, for a plan: candidates from the backend, what is unknown widened, then ranked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.search import dictionary
from kb.search.analysers import analyser
from kb.search.backend import backend
from kb.search.plan import Group, Plan
from kb.search.ranking import Ranked, rank, weight
from kb.search.suggest import neighbours

CANDIDATES = 100
TAIL = 0.25  # of the best score, below which a text is no answer
ALWAYS = 3  # are shown, however much better the best one is
NEAR = 0.8  # what an occurrence of a word is worth that is spelt nearly alike, or begins as typed
COMPLETIONS = 12  # words that an unfinished one may become


@dataclass(frozen=True)
class Found:
    """`groups` are weighed; `covered` is how much of what was typed, not counting neighbours, the best text has;
    `unknown` are the typed words that no text has.
    """

    groups: tuple[Group, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    covered: float = 0.0
    unknown: frozenset[str] = frozenset()


def look(plan: Plan) -> Found:
    index, language = backend(), plan.language
    size = index.size(language)
    having = index.frequencies(language, plan.groups)
    known = _weighed(plan.groups, having, size.texts)
    groups = _widened(plan, known, having, size.texts)
    numbers = index.candidates(language, groups, CANDIDATES)
    fields = index.stems(language, numbers)
    texts = {number: fields[number] for number in numbers if number in fields}
    ranked = rank(groups, texts, size.words)
    least = ranked[0].score * TAIL if ranked else 0.0
    shown = tuple(each for at, each in enumerate(ranked) if at < ALWAYS or each.score >= least)
    finished = plan.groups[:-1] if plan.prefix else plan.groups
    unknown = frozenset(group.word for group, number in zip(finished, having, strict=False) if not number)
    return Found(groups, shown, _covered(known, texts, shown, size.words), unknown)


def _weighed(groups: Sequence[Group], having: Sequence[int], texts: int) -> tuple[Group, ...]:
    return tuple(replace(group, weight=weight(texts, number)) for group, number in zip(groups, having, strict=True))


def _widened(plan: Plan, groups: Sequence[Group], having: Sequence[int], texts: int) -> tuple[Group, ...]:
    """GROUPS, those that no text has with words spelt nearly alike, and the last one with what it may become."""
    stem = analyser(plan.language).stem
    widened = []
    for group, number in zip(groups, having, strict=True):
        more: list[str] = []
        if plan.prefix and group is groups[-1]:
            more += backend().beginning(plan.language, plan.prefix, COMPLETIONS)
        if not number and not more and not dictionary.is_word(group.word):
            more += neighbours(group.word, plan.language)
        widened.append(group.with_words(map(stem, more), NEAR))
    changed = [at for at, group in enumerate(widened) if group is not groups[at]]
    numbers = backend().frequencies(plan.language, [widened[at] for at in changed])
    for at, number in zip(changed, numbers, strict=True):
        widened[at] = replace(widened[at], weight=weight(texts, number))
    return tuple(widened)


def _covered(
    groups: Sequence[Group], texts: dict[int, tuple[str, ...]], shown: Sequence[Ranked], averages: tuple[float, ...]
) -> float:
    best = {each.number: texts[each.number] for each in shown[:3]}
    return max((each.covered for each in rank(groups, best, averages)), default=0.0)
