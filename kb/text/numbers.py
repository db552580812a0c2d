"""Article numbers, however people write them: KB1131, kb-1131, "KB n° 1131", IBKB 1131, article 1131, #1131, 1131."""

import re
import unicodedata
from dataclasses import dataclass

from kb.text.folding import seen

SEPARATOR = r"[\s\u00a0\u202f_.:;/#=\u2010-\u2015\u2212-]"
NAMED = re.compile(
    rf"""(?<![^\W_])(?:
        (?:(?:IB)?K\s?B|articles?|node){SEPARATOR}*(?:(?:number|num[ée]ro|nr|no|n\s?[°o]){SEPARATOR}*)?
        | \#\s*
    )0*([0-9]{{1,6}})(?![0-9])(?!\.[0-9])""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
BARE = re.compile(r"(?<![\w.,-])([1-9][0-9]{2,5})(?!\w|[.,][0-9]|\s*%)", re.ASCII)
ALONE = re.compile(r"\W*([0-9]{1,6})\W*", re.ASCII)
NEGATIVE = re.compile(r"\s*-\s*[0-9]+\s*", re.ASCII)
MENTION = re.compile(r"\bKB([0-9]{1,6})(?:#([a-z0-9]+(?:-[a-z0-9]+)*))?\b", re.ASCII)
LARGEST_NUMBER = 999_999
LOCAL_NUMBERS = range(9000, 10_000)


@dataclass(frozen=True)
class Spoken:
    """A number in a text: `start` and `end` in it; it is `named` if KB, # or the like says that it is an article's."""

    number: int
    named: bool
    start: int
    end: int


def plain(text: str) -> str:
    """`text` with each letter and digit in its usual form, without the signs that nobody sees."""
    return unicodedata.normalize("NFKC", seen(text))


def numbers_in(text: str) -> list[Spoken]:
    """What may be an article's number in a `plain` `text`, the named ones first."""
    named = [Spoken(int(each[1]), True, each.start(), each.end()) for each in NAMED.finditer(text)]
    covered = {at for each in named for at in range(each.start, each.end)}
    bare = (Spoken(int(each[1]), False, each.start(), each.end()) for each in BARE.finditer(text))
    return [*named, *(each for each in bare if each.start not in covered)]


def parse_number(text: str) -> int | None:
    """The number that `text` spells, or None if it is anything else."""
    text = plain(text).strip()
    if NEGATIVE.fullmatch(text):
        return None
    alone = ALONE.fullmatch(text)
    if alone:
        return int(alone[1])
    found = NAMED.search(text)
    around = text[: found.start()] + text[found.end() :] if found else ""
    return int(found[1]) if found and not re.search(r"\w", around) else None


def is_local(number: int) -> bool:
    """Whether the number is this site's own, unknown to the broker."""
    return number in LOCAL_NUMBERS
