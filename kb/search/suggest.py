""" "Did you mean": the nearest words that the articles have."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.models import Stamp
from kb.search.analysers import analyser
from kb.search.backend import backend
from kb.search.plan import Plan
from kb.search.synonyms import stop_words
from kb.text.stemming import Token

SHORTEST = 4  # letters; shorter words have too many neighbours
LONG = 8  # letters from which two slips are forgiven


def correction(text: str, plan: Plan) -> str | None:
    """TEXT with each word that no article has put right by its nearest neighbour; None if there is none."""
    corrected, at = "", 0
    tokens = list(analyser(plan.language).tokens(text))
    stems = {token.stem for token in tokens}.union(*(group.stems for group in plan.groups))
    known = backend().known(plan.language, stems)
    for token in tokens:
        if token.start < at:
            continue
        better = None if is_known(token, plan, known) else neighbour(token.word, plan.language)
        if better:
            corrected += text[at : token.start] + better
            at = token.end
    return corrected + text[at:] if corrected else None


def is_known(token: Token, plan: Plan, known: set[str]) -> bool:
    """Whether the articles have the word, or what is taken for the same; KNOWN are the stems that they have."""
    if token.word in stop_words(plan.language) or any(char.isdigit() for char in token.word):
        return True
    group = next((group for group in plan.groups if token.stem in group.alternatives[0]), None)
    return not known.isdisjoint(group.stems if group else {token.stem})


def neighbour(word: str, language: str) -> str | None:
    """The word of the articles within one slip of WORD (two for long words), as it is written there."""
    if len(word) < SHORTEST:
        return None
    words = _words(language, Stamp.current())
    slips = 2 if len(word) >= LONG else 1
    match = process.extractOne(word, words.keys(), scorer=OSA.distance, score_cutoff=slips)
    return words[match[0]] if match else None


@lru_cache(maxsize=8)
def _words(language: str, stamp: int) -> dict[str, str]:
    return backend().words(language)
