"""Letters made alike: case, accents, ligatures, apostrophes."""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})


def fold(text: str) -> str:
    """TEXT in lower case without accents, with œ as oe and ’ as ': `Évènement` and `evenement` fold alike."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(LIGATURES)
