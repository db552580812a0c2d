"""Letters made alike: case, accents, ligatures, apostrophes."""

import re
import unicodedata
from functools import lru_cache

LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"}
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Accents are put in order, which takes the square of how many stand on one letter: a word is cut before it is too many.
# What nobody sees and copying brings along: soft hyphens, spaces without width, joiners, marks of direction.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
UNSEEN = re.compile(f"[{INVISIBLE}]")
PIECE = re.compile(r"\S{1,500}|\s+")


def composed(text: str) -> str:
    """`text` with each letter and its accent as one character, where there is one (NFC)."""
    return "".join(unicodedata.normalize("NFC", piece) for piece in PIECE.findall(text))


def seen(text: str) -> str:
    """`text` without the signs that nobody sees."""
    return text if text.isascii() else UNSEEN.sub("", text)


def fold(text: str) -> str:
    """`text` in lower case without accents, with œ as oe and ’ as ': `Évènement` and `evenement` fold alike."""
    if text.isascii():
        return text.lower()
    return BEYOND_ASCII.sub(lambda found: _bare(found[0]), seen(text).casefold())


@lru_cache(maxsize=5_000)
def _bare(letter: str) -> str:
    """One letter without its accents, `''` for an accent. Where accents stand makes no difference to what is left."""
    decomposed = unicodedata.normalize("NFKD", LIGATURES.get(letter, letter))
    return "".join(LIGATURES.get(each, each) for each in decomposed if not unicodedata.combining(each))
