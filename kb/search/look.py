"""One language's texts, best first, for a plan: candidates from the backend, what is unknown widened, then ranked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.search import dictionary
from kb.search.analysers import analyser
from kb.search.backend import Size, backend
from kb.search.meaning import Meaning, meaning
from kb.search.plan import TYPED, Alternative, Group, Plan
from kb.search.ranking import Ranked, Sought, rank, weight
from kb.search.suggest import neighbours
from kb.search.synonyms import Stems, passed_over

CANDIDATES = 60
TYPING = 30  # while somebody types, where texts are many: eight are shown
MANY = 1_000  # texts, from which what is in every tenth of them chooses no candidates beside anything rarer
COMMON = 0.1
HALF = 0.5  # and what more than half of them have tells nothing beside what fewer have
FEWEST = 2  # groups that choose, the rarest ones, where all are that common
COUNTS_KEPT = 2_000  # groups whose texts are counted, in memory
FIRST = 3  # the best, which are always shown; what comes after them has to be like them
SCORING, COVERING = 0.5, 0.6  # as much of the score of the last of these, and of what any of them covers
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
    having = _having(language, size, plan.groups)
    known = _weighed(plan.groups, having, size.texts)
    groups = _widened(plan, known, having, size)
    limit = TYPING if plan.prefix and size.texts >= MANY else CANDIDATES
    numbers = index.candidates(language, _choosing(groups, language, size), limit)
    fields = index.stems(language, numbers)
    texts = {number: fields[number] for number in numbers if number in fields}
    there = zip(groups, _having(language, size, groups), strict=True)
    # A word that no text has makes no question less alike: somebody tells more of what happened than it asks.
    sought = Sought(
        tuple(group for group, number in there if number),
        plan.typed,
        passed_over(language),
        () if plan.prefix else _told(plan, groups, meaning(language)),
        meaning(language),
    )
    ranked = rank(sought, texts, size.words)
    shown = _answers(ranked)
    finished = plan.groups[:-1] if plan.prefix else plan.groups
    unknown = frozenset(group.word for group, number in zip(finished, having, strict=False) if not number)
    covered = _covered(replace(sought, groups=known), texts, shown, size.words)
    return Found(groups, shown, covered, unknown)


def _answers(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """`ranked` without the tail: texts that share a common word or two with what was typed, and answer nothing."""
    first, rest = ranked[:FIRST], ranked[FIRST:]
    score = SCORING * min((each.score for each in first), default=0.0)
    covered = COVERING * max((each.covered for each in first), default=0.0)
    return (*first, *(each for each in rest if each.score >= score and each.covered >= covered))


def _told(plan: Plan, groups: Sequence[Group], known: Meaning) -> Stems:
    """The typed stems that `known` has, and of each other one the first that it was taken for."""
    taken_for = {
        group.alternatives[0].stems: each.stems
        for group in groups
        for each in reversed(group.alternatives)
        if each.worth == NEAR and known.knows(each.stems[0])
    }
    told = ((stem,) if known.knows(stem) else taken_for.get((stem,), ()) for stem in plan.typed)
    return tuple(stem for stems in told for stem in stems)


def _having(language: str, size: Size, groups: Sequence[Group]) -> list[int]:
    """How many texts have each group."""
    return [_counted(language, size, tuple(each.stems for each in group.alternatives)) for group in groups]


@lru_cache(COUNTS_KEPT)
def _counted(language: str, size: Size, phrases: tuple[Stems, ...]) -> int:
    """`size` moves with every change of the index: what was counted before it is counted again."""
    group = Group("", tuple(Alternative(stems, TYPED) for stems in phrases))
    return backend().frequencies(language, [group])[0]


def _choosing(groups: Sequence[Group], language: str, size: Size) -> Sequence[Group]:
    """The groups that candidates are chosen by: where texts are many, what very many of them have costs much and tells little.

    So the rarest ones do it, and of one that very many texts have only the words as they were typed.
    """
    if size.texts < MANY:
        return groups
    having = _having(language, size, groups)
    ordered = sorted(zip(having, groups, strict=True), key=lambda each: each[0])
    rare = [group for number, group in ordered if number <= COMMON * size.texts]
    telling = [group for number, group in ordered if number <= HALF * size.texts][:FEWEST]
    chosen = rare or telling or [group for _number, group in ordered[:1]]
    return chosen if rare else [_narrowed(group, language, size) for group in chosen]


def _narrowed(group: Group, language: str, size: Size) -> Group:
    """`group` with the words as typed alone. If no text has those, with a few: what is spelt most alike, or the rarest of what means the same."""
    each_alone = [replace(group, alternatives=(each,)) for each in group.alternatives]
    having = dict(zip(group.alternatives, _having(language, size, each_alone), strict=True))
    known = [each for each in group.alternatives if having[each]]
    there = sorted(known, key=lambda each: (-each.worth, having[each] if each.worth < NEAR else 0))
    kept, texts = there[:1], having[there[0]] if there else 0
    if kept and kept[0].worth != TYPED:
        for each in there[1:]:
            texts += having[each]
            if texts > COMMON * size.texts:
                break
            kept.append(each)
    return replace(group, alternatives=tuple(kept)) if kept else group


def _weighed(groups: Sequence[Group], having: Sequence[int], texts: int) -> tuple[Group, ...]:
    return tuple(replace(group, weight=weight(texts, number)) for group, number in zip(groups, having, strict=True))


def _widened(plan: Plan, groups: Sequence[Group], having: Sequence[int], size: Size) -> tuple[Group, ...]:
    """`groups`, those that no text has with words spelt nearly alike, and the last one with what it may become."""
    stem = analyser(plan.language).stem
    widened = []
    for group, number in zip(groups, having, strict=True):
        more: list[str] = []
        if plan.prefix and group is groups[-1]:
            more += backend().beginning(plan.language, plan.prefix, COMPLETIONS)
        if not number and not more and not dictionary.is_word(group.word):
            more += neighbours(group.word, plan.language)
        widened.append(group.with_words(map(stem, more), NEAR))
    changed = [group is not before for group, before in zip(widened, groups, strict=True)]
    numbers = _having(plan.language, size, widened)
    return tuple(
        replace(group, weight=weight(size.texts, number)) if is_new else group
        for group, number, is_new in zip(widened, numbers, changed, strict=True)
    )


def _covered(
    sought: Sought, texts: dict[int, tuple[str, ...]], shown: Sequence[Ranked], averages: tuple[float, ...]
) -> float:
    best = {each.number: texts[each.number] for each in shown[:FIRST]}
    return max((each.covered for each in rank(sought, best, averages)), default=0.0)
