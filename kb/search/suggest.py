"""Words that the articles do not have: what they may have been meant as, and when to ask "Did you mean"."""

from collections.abc import Collection
from functools import lru_cache
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search import dictionary
from kb.search.backend import Word, backend
from kb.search.plan import words
from kb.search.synonyms import stop_words

SHORTEST = 4  # letters; shorter words have too many neighbours
LONG = 8  # letters from which two slips are forgiven
NEAREST = 3  # words that an unknown one is taken for


def neighbours(word: str, language: str, most: int = NEAREST) -> list[str]:
    """The words of the articles within one slip of `word` (two for long words), the nearest first, folded."""
    if len(word) < SHORTEST or any(char.isdigit() for char in word):
        return []
    slips = 2 if len(word) >= LONG else 1
    known = vocabulary(language)
    found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=2 * most)
    return [near for near, _slips, _at in found if near not in stop_words(language)][:most]


def correction(text: str, language: str, unknown: Collection[str]) -> str | None:
    """`text` with each of the `unknown` folded words put right by its nearest neighbour; None if there is nothing to put right."""
    corrected, at = "", 0
    for token in words(text, language):
        better = nearest(token.word, language) if token.word in unknown else None
        if better:
            corrected += text[at : token.start] + better
            at = token.end
    return corrected + text[at:] if corrected else None


def nearest(word: str, language: str) -> str | None:
    """What a word that no language has was meant as, as the articles write it."""
    if dictionary.is_word(word):
        return None
    return next((vocabulary(language)[near] for near in neighbours(word, language, 1)), None)


@lru_cache(maxsize=8)
def _shelf(language: str) -> "Shelf":
    return Shelf(language)


def vocabulary(language: str) -> dict[str, str]:
    """Every word of the articles, folded, and as it is written; a word that went may still be there."""
    return _shelf(language).words()


class Shelf:
    """The words of a language in memory: read once, and then only what came since."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._last: Word | None = None
        self._words: dict[str, str] = {}
        self._lock = Lock()

    def words(self) -> dict[str, str]:
        with self._lock:
            if self._last and backend().word(self.language, self._last.id) != self._last.word:
                self._last, self._words = None, {}  # the index was rebuilt, or another database took its place
            more = backend().words(self.language, self._last.id if self._last else 0)
            if more:
                self._words = self._words | {each.word: each.written for each in more}
                self._last = more[-1]
            return self._words
