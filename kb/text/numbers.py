"""Article numbers, however people write them: KB1131, kb-1131, "KB 1131", IBKB 1131, 1131."""

import re

SPOKEN = re.compile(r"(?:IB)?KB[\s\u00a0\u202f_-]*([0-9]{1,6})|([0-9]{1,6})", re.IGNORECASE | re.ASCII)
MENTION = re.compile(r"\bKB([0-9]{1,6})(?:#([a-z0-9]+(?:-[a-z0-9]+)*))?\b", re.ASCII)
LARGEST_NUMBER = 999_999
LOCAL_NUMBERS = range(9000, 10_000)


def parse_number(text: str) -> int | None:
    """The number that TEXT spells, or None if it is anything else."""
    match = SPOKEN.fullmatch(text.strip())
    return int(match[1] or match[2]) if match else None


def is_local(number: int) -> bool:
    """Whether the number is this site's own, unknown to the broker."""
    return number in LOCAL_NUMBERS
