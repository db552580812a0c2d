"""Text cut into the words that search compares: folded first, then stemmed.

In that order: stemming first would treat `évènement` and `evenement` differently. A reader who types without
accents must find what an editor wrote with them.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from threading import local
from typing import NamedTuple

import Stemmer

from kb.text.folding import INVISIBLE, fold

# Letters and digits with their combining accents, and what nobody sees; DSC+ and the card's prompts keep their last sign.
WORD = re.compile(rf"(?:[^\W_][\u0300-\u036f{INVISIBLE}]*)+(?:\+(?!\w)|>(?![\w=]))?")
APOSTROPHES = "'’ʼ‘＇"
WORDS_KEPT = 20_000  # per analyser; far more than the articles of a language have
SHORTEST_STEM = 3  # letters
PROMPT = "zzprompt"  # marks a word shown with > behind it: PIN> is searched for as typed, and found as PIN too


class Token(NamedTuple):
    """A word of a text: `start` and `end` in it, its folded form, and the form that search compares."""

    start: int
    end: int
    word: str
    stem: str


class Analyser:
    """Cuts texts of one language.

    `stemmer` is Snowball's name for it. `elisions` are cut off before an apostrophe (l’écran), `enclitics` behind one (it’s);
    what else has one inside is one word, as people type it without (hasn’t, aujourd’hui). `silent` are letters that say
    nothing at the end of a stem: réinstallée, réinstallé and réinstaller are to meet.
    """

    def __init__(
        self, stemmer: str, elisions: Collection[str] = (), enclitics: Collection[str] = (), silent: str = ""
    ) -> None:
        self.name = stemmer
        self.elisions = frozenset(elisions)
        self.enclitics = frozenset(enclitics)
        self.silent = silent
        self._local = local()  # a Stemmer object must not be shared between threads
        self.stem = lru_cache(WORDS_KEPT)(self._stem)  # the same words come again and again

    def tokens(self, text: str) -> Iterator[Token]:
        done = 0
        for match in WORD.finditer(text):
            if match.start() < done:
                continue
            raw, done = match[0], match.end()
            word = fold(raw.rstrip(">+"))
            if text[done : done + 1] in APOSTROPHES and done < len(text):
                if word in self.elisions:
                    continue
                word, done = self._joined(word, text, done)
            if not word:
                continue
            yield Token(match.start(), done, word, self.stem(word))
            if raw.endswith(">"):
                yield Token(match.start(), done, word + PROMPT, word + PROMPT)

    def _joined(self, word: str, text: str, end: int) -> tuple[str, int]:
        """`word`, behind which an apostrophe is at `end`, with what belongs to it, and where that ends."""
        while end < len(text) and text[end] in APOSTROPHES and (rest := WORD.match(text, end + 1)):
            behind = fold(rest[0].rstrip(">+"))
            word, end = (word if behind in self.enclitics else word + behind), rest.end()
        return word, end

    def stems(self, text: str) -> list[str]:
        return [token.stem for token in self.tokens(text)]

    def _stem(self, word: str) -> str:
        """The stem of a folded word; words with digits are names (KB1131, 2FA) and stay whole."""
        if any(char.isdigit() for char in word):
            return word
        stemmer = getattr(self._local, "stemmer", None)
        if stemmer is None:
            stemmer = self._local.stemmer = Stemmer.Stemmer(self.name)
        stem = fold(stemmer.stemWord(word))
        return self._without_silent(stem) if self.silent else stem

    def _without_silent(self, stem: str) -> str:
        kept = stem.rstrip(self.silent)
        if len(kept) < SHORTEST_STEM:
            return stem
        return kept[:-1] if len(kept) > SHORTEST_STEM + 1 and kept[-1] == kept[-2] else kept
