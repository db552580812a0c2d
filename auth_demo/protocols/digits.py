"""Codes as people type them. Only the ten ASCII digits count: str.isdigit alone would let in "٣" and "²"."""

# The spaces a keyboard, a phone's "copy code" or French typography put between groups of digits:
# space, no-break space, figure space, narrow no-break space.
_SPACES = dict.fromkeys(map(ord, "\u0020\u00a0\u2007\u202f"))


def clean(text: str) -> str:
    """The text without spaces and no-break spaces; everything else stays, so that it can be refused."""
    return text.translate(_SPACES)


def is_digits(text: str) -> bool:
    """Whether the text is one or more ASCII digits and nothing else."""
    return text.isascii() and text.isdigit()


def is_code(text: str, length: int) -> bool:
    """Whether the text is exactly `length` ASCII digits. Clean it first: a space makes it False."""
    return len(text) == length and is_digits(text)
