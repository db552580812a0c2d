"""How hard a paragraph is to read, and what makes it so: long sentences and long words.

The formulas were made for whole pages, so a short paragraph gets no grade; its long sentences are told all the same. Syllables are
estimated from the spelling, which is what the formulas' authors had counted by hand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

ENOUGH = 20  # words below which an average says nothing
LONGEST_SENTENCE = 25  # words: from there on, readers begin again (GOV.UK, "Writing for GOV.UK", sentence length)
MOST_TOLD = 4  # words or sentences of one paragraph
PLAIN, HARD = 60, 40  # of Flesch's table: "standard" begins at 60; between them "fairly difficult"

WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
COUNTED = re.compile(r"[^\W_]+(?:[-‐'’.,][^\W_]+)*")  # a number is read like a word
END = re.compile(
    r"(?<![.!?…])[.!?…]+[»”\")\]]*(?=\s)(?!\s+[a-zà-ÿ])"
)  # no small letter follows, as one does after "e.g."
EN_VOWELS = re.compile(r"[aeiouy]+")
EN_SILENT = re.compile(
    r"(?:(?<=[aeiouy][lr])e|(?<![aeiouylr])e|(?<=[^aeioutdy])ed|(?<=[^aeiousxzcgy])es)$"
)  # code, watched
FR_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
FR_SILENT = re.compile(r"(?<=[^aeo])es?$")  # carte, cartes, année
FR_APART = re.compile(r"(?<=é)(?=[aeèiou])|(?=[ëïü])")  # créer, naïf


@dataclass(frozen=True)
class Reading:
    """`ease` is 0 (very hard) to 100 (very easy); None: too short for that, or no formula for the language."""

    words: int
    ease: int | None
    long_sentences: tuple[tuple[str, int], ...]  # as it begins, and how many words it has
    long_words: tuple[str, ...]  # in order; only where the paragraph is not plain


def flesch(words_per_sentence: float, syllables_per_word: float) -> float:
    """English. R. Flesch, "A New Readability Yardstick", Journal of Applied Psychology 32 (1948), p. 221-233."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def kandel_moles(words_per_sentence: float, syllables_per_word: float) -> float:
    """French. L. Kandel, A. Moles, « Application de l’indice de Flesch à la langue française », Cahiers d’études de
    radio-télévision 19 (1958), p. 253-274.
    """
    return 207 - 1.015 * words_per_sentence - 73.6 * syllables_per_word


def english_syllables(word: str) -> int:
    return max(1, len(EN_VOWELS.findall(EN_SILENT.sub("", word.lower()))))


def french_syllables(word: str) -> int:
    """A final e is not heard; "ent" is counted, since only its grammar tells whether it is heard."""
    return max(1, len(FR_VOWELS.findall(FR_APART.sub("-", FR_SILENT.sub("", word.lower())))))


@dataclass(frozen=True)
class Formula:
    ease: Callable[[float, float], float]
    syllables: Callable[[str], int]
    long: int  # syllables from which on a word is long: French ones are longer


FORMULAS = {
    "flesch": Formula(flesch, english_syllables, 4),
    "kandel-moles": Formula(kandel_moles, french_syllables, 5),
}


def reading(text: str, formula: str, known: frozenset[str] = frozenset()) -> Reading:
    """What can be said of `text`, a paragraph without marks, by the formula of that name.

    `known` are words, in small letters, that are not told as long: nobody may choose others.
    """
    measure = FORMULAS.get(formula)
    sentences = [(sentence, len(COUNTED.findall(sentence))) for sentence in _sentences(text)]
    words = sum(count for _sentence, count in sentences)
    long = [(sentence, count) for sentence, count in sentences if count > LONGEST_SENTENCE][:MOST_TOLD]
    ease = _ease(text, words, len(sentences), measure) if measure and words >= ENOUGH else None
    hard = _long_words(text, measure, known) if measure and (ease is None or ease < PLAIN) else ()
    return Reading(words, ease, tuple((_beginning(sentence), count) for sentence, count in long), hard)


def _sentences(text: str) -> list[str]:
    parts = (part.strip() for part in END.sub(lambda end: end[0] + "\n\n", text).split("\n\n"))
    return [part for part in parts if COUNTED.search(part)]


def _ease(text: str, words: int, sentences: int, measure: Formula) -> int:
    spelled = WORD.findall(text)
    syllables = sum(map(measure.syllables, spelled)) / max(1, len(spelled))
    return round(min(100, max(0, measure.ease(words / sentences, syllables))))


def _long_words(text: str, measure: Formula, known: frozenset[str]) -> tuple[str, ...]:
    """Each once. A capital inside a sentence makes a name, and a hyphen a compound that one reads in parts."""
    found = dict.fromkeys(
        word.split("’")[-1].split("'")[-1]
        for word in WORD.findall(text)
        if "-" not in word and measure.syllables(word) >= measure.long
    )
    return tuple(word for word in found if word.islower() and word not in known)[:MOST_TOLD]


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
