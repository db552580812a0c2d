"""Telephone numbers that belong to nobody: the practice room knows no others.

Regulators keep these ranges for films and books (in order: NANPA, Ofcom, ARCEP). Numbers are E.164 text, such as
"+12025550123". Only these three shapes are read and written here.
"""

import hashlib
import re

# By region (ISO 3166-1): how a number is written for a caller from abroad; every # is any digit.
RANGES = {
    "US": "+1 202-555-01##",
    "GB": "+44 7700 900###",
    "FR": "+33 6 39 98 ## ##",
}

_SEPARATORS = dict.fromkeys(map(ord, " \u00a0\u2007\u202f-\u2010\u2011.()"))


def contains(number: str) -> bool:
    """Whether this is the E.164 text of a number reserved for fiction."""
    return region(number) is not None


def region(number: str) -> str | None:
    """The region whose range an E.164 number is in, or None when it is in none."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(number)), None)


def read(typed: str) -> str | None:
    """The E.164 text of a number as it may be typed, with spaces, hyphens, points or brackets; None for all others."""
    number = typed.translate(_SEPARATORS)
    return number if contains(number) else None


def draw(region: str, seed: str) -> str:
    """A number of a region, the same for the same seed. Raises ValueError for a region that has no range."""
    if region not in RANGES:
        raise ValueError(f"no numbers are reserved for fiction in {region!r}, only in {', '.join(RANGES)}")
    shape = RANGES[region].translate(_SEPARATORS)
    free = shape.count("#")
    drawn = int.from_bytes(hashlib.sha256(f"{region}:{seed}".encode()).digest(), "big") % 10**free
    return shape.rstrip("#") + f"{drawn:0{free}}"


def shown(number: str) -> str:
    """An E.164 number as people read it: "+33 6 39 98 12 34". Raises ValueError for one outside the ranges."""
    found = region(number)
    if found is None:
        raise ValueError("the number is not one of those reserved for fiction")
    digits = iter(number.removeprefix("+"))
    return re.sub(r"[0-9#]", lambda _: next(digits), RANGES[found])


_PATTERNS = {
    name: re.compile(re.escape(written.translate(_SEPARATORS)).replace(r"\#", "[0-9]"))
    for name, written in RANGES.items()
}
