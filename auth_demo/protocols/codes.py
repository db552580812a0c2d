"""One-time codes, as strings: drawn at random, and read as people type them.

Three kinds. Numeric codes are what an SMS or a call brings. Activation codes and temporary passcodes are written in
Crockford's base 32, five bits a character: capitals and digits without I, L, O and U, so that a code copied by hand
has one reading. Anyone who types O or I or l is understood: 0, 1 and 1.

    read(" 7k3f-9qt2 xw ", ACTIVATION)  ->  Reading(code="7K3F9QT2XW", typed=10, stray="")

`randbelow(n)` gives a whole number from 0 to n-1; where it is not given, it is that of `secrets`.
"""

import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass, field

from auth_demo.protocols import digits

RandBelow = Callable[[int], int]

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a code of one kind looks like."""

    alphabet: str
    length: int
    group: int = 0  # characters between two hyphens where it is shown; 0: written in one


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, put into the shape of a code or not.

    `code` is None when the text is no such code; `typed` and `stray` then say why.
    """

    code: str | None = field(repr=False)
    typed: int  # characters that count
    stray: str = field(repr=False)  # the characters that no such code has, each once, in the order typed


ACTIVATION = Shape(BASE32, length=10, group=5)
PASSCODE = Shape(BASE32, length=16, group=4)  # 80 bits


def digits_shape(length: int) -> Shape:
    """The shape of a numeric code. Raises ValueError for a length below 1."""
    if length < 1:
        raise ValueError("a code has at least one digit")
    return Shape(string.digits, length)


def draw(shape: Shape, randbelow: RandBelow = secrets.randbelow) -> str:
    """A new code of a shape, as it is stored and compared: without hyphens."""
    return "".join(shape.alphabet[randbelow(len(shape.alphabet))] for _ in range(shape.length))


def numeric(length: int, randbelow: RandBelow = secrets.randbelow) -> str:
    """A new code of so many decimal digits, leading zeros kept. Raises ValueError for a length below 1."""
    return draw(digits_shape(length), randbelow)


def activation(randbelow: RandBelow = secrets.randbelow) -> str:
    """A new activation code: 10 characters, 50 bits."""
    return draw(ACTIVATION, randbelow)


def passcode(randbelow: RandBelow = secrets.randbelow) -> str:
    """A new temporary passcode: 16 characters, 80 bits."""
    return draw(PASSCODE, randbelow)


def grouped(code: str, shape: Shape) -> str:
    """The code as it is shown to be copied: "7K3F9-QT2XW"."""
    size = shape.group or len(code)
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def read(text: str, shape: Shape) -> Reading:
    """The text as a code of this shape. Anything may come in; nothing is an error."""
    typed = normalise(text, shape)
    stray = "".join(dict.fromkeys(character for character in typed if character not in shape.alphabet))
    good = not stray and len(typed) == shape.length
    return Reading(code=typed if good else None, typed=len(typed), stray=stray)


def normalise(text: str, shape: Shape) -> str:
    """The characters that count (digits.clean); in base 32 in capitals, with the look-alikes put right.

    A numeric code takes no letter: "O12345" is refused there, since no keypad has an O.
    """
    cleaned = digits.clean(text)
    return cleaned.translate(_BASE32_TYPED) if shape.alphabet == BASE32 else cleaned


# Only ASCII letters have a capital here: str.upper would turn "ß" into two characters and "ı" into a true I.
_BASE32_TYPED: dict[int, str] = {
    **{ord(small): small.upper() for small in string.ascii_lowercase},
    **dict.fromkeys(map(ord, "Oo"), "0"),
    **dict.fromkeys(map(ord, "IiLl"), "1"),
}
