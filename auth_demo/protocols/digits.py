"""Codes as people type and paste them. Only the ten ASCII digits count: str.isdigit alone would let in "٣" and "²".

`clean` is the one place that says which characters do not count, for every kind of code. static/js/demo/typed.js says the
same on the page; tests/vectors/typed_codes.json holds the two together.
"""

import unicodedata

# What is around or between the characters of a code and is no part of it: blanks and line ends of any kind, signs that
# nobody sees (marks of direction, soft hyphens, joiners), and hyphens and dashes.
_UNCOUNTED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})  # general categories of Unicode
# These do the same, but Unicode files them elsewhere: the minus sign, fillers, and what chooses the look of a sign.
_UNCOUNTED_TOO = frozenset("\u2212\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)


def clean(text: str) -> str:
    """The characters of the text that count; whatever is no code stays, so that it can be refused."""
    return "".join(each for each in text if not _is_uncounted(each))


def _is_uncounted(character: str) -> bool:
    return unicodedata.category(character) in _UNCOUNTED or character in _UNCOUNTED_TOO


def is_digits(text: str) -> bool:
    """Whether the text is one or more ASCII digits and nothing else."""
    return text.isascii() and text.isdigit()


def is_code(text: str, length: int) -> bool:
    """Whether the text is exactly `length` ASCII digits. Clean it first: a space makes it False."""
    return len(text) == length and is_digits(text)
