""" "Did you mean": the nearest words that the articles have."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.models import Stamp
from kb.search.analysers import analyser
from kb.search.backend import backend
from kb.search.plan import Plan
from kb.search.synonyms import stop_words

SHORTEST = 4  # letters; shorter words have too many neighbours
LONG = 8  # letters from which two slips are forgiven


def correction(text: str, plan: Plan) -> str | None:
    """TEXT with each word that no article has put right by its nearest neighbour; None if there is none."""
    corrected, at = "", 0
    for token in analyser(plan.language).tokens(text):
        if token.start < at:
            continue
        better = None if is_known(token.word, token.stem, plan) else neighbour(token.word, plan.language)
        if better:
            corrected += text[at : token.start] + better
            at = token.end
    return corrected + text[at:] if corrected else None


def is_known(word: str, stem: str, plan: Plan) -> bool:
    if word in stop_words(plan.language) or any(char.isdigit() for char in word):
        return True
    alternatives = next((group.stems for group in plan.groups if stem in group.alternatives[0]), {stem})
    return any(backend().knows(plan.language, alternative) for alternative in alternatives)


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
