"""The part of an address that says what a text is about."""

import re

from kb.text.folding import fold

LONGEST = 120
WORD = re.compile(r"[a-z0-9]+", re.ASCII)


def slug_of(title: str) -> str:
    """The words of `title`, as an address has them: `L’œuvre, à l’écran` becomes `l-oeuvre-a-l-ecran`. '' if it has none."""
    slug = "-".join(WORD.findall(fold(title)))
    return slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
