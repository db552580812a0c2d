"""Text cut into the words that search compares: folded first, then stemmed.

In that order: stemming first would treat `évènement` and `evenement` differently. A reader who types without
accents must find what an editor wrote with them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import local

import Stemmer

from kb.text.folding import fold

# Letters and digits with their combining accents; DSC+ and the card's prompts keep their last sign.
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:\+(?!\w)|>(?![\w=]))?")
APOSTROPHES = "'’ʼ‘"
WORDS_KEPT = 20_000  # per analyser; far more than the articles of a language have
PROMPT = "zzprompt"  # marks a word shown with > behind it: PIN> is sought as typed, and found as PIN too


@dataclass(frozen=True)
class Token:
    """A word of a text: START and END in it, its folded form, and the form that search compares."""

    start: int
    end: int
    word: str
    stem: str


class Analyser:
    """Cuts texts of one language: `stemmer` is Snowball's name for it, `elisions` what is cut off before ’."""

    def __init__(self, stemmer: str, elisions: Collection[str] = ()) -> None:
        self.name = stemmer
        self.elisions = frozenset(elisions)
        self._local = local()  # a Stemmer object must not be shared between threads
        self.stem = lru_cache(WORDS_KEPT)(self._stem)  # the same words come again and again

    def tokens(self, text: str) -> Iterator[Token]:
        for match in WORD.finditer(text):
            raw = match[0]
            word = fold(raw.rstrip(">+"))
            if not word or self._is_elided(word, text, match.end()):
                continue
            yield Token(match.start(), match.end(), word, self.stem(word))
            if raw.endswith(">"):
                yield Token(match.start(), match.end(), word + PROMPT, word + PROMPT)

    def stems(self, text: str) -> list[str]:
        return [token.stem for token in self.tokens(text)]

    def _stem(self, word: str) -> str:
        """The stem of a folded word; words with digits are names (KB1131, 2FA) and stay whole."""
        if any(char.isdigit() for char in word):
            return word
        stemmer = getattr(self._local, "stemmer", None)
        if stemmer is None:
            stemmer = self._local.stemmer = Stemmer.Stemmer(self.name)
        return fold(stemmer.stemWord(word))

    def _is_elided(self, word: str, text: str, end: int) -> bool:
        return word in self.elisions and text[end : end + 1] in APOSTROPHES and text[end : end + 1] != ""
