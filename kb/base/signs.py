"""Which characters a text may have: those of XML 1.0, without the control characters that it only puts up with (U+0085 is one).

One that gets further takes a feed down for every reader, and PostgreSQL keeps no NUL. Nobody types them: they come
from what was copied elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHOWN = 30  # characters of the words before it


def clean(text: str) -> str:
    """`text` without the characters that no text may have."""
    return FORBIDDEN.sub("", text)


def is_clean(text: str) -> bool:
    return FORBIDDEN.search(text) is None


@dataclass(frozen=True)
class Place:
    """Where a text has what no text may have: its line, from 1, its code such as U+000B, and the words before it."""

    line: int
    code: str
    before: str


def places(text: str) -> Iterator[Place]:
    """Of all that is forbidden in `text`, in its order."""
    for found in FORBIDDEN.finditer(text):
        lines = text[: found.start()].split("\n")
        yield Place(len(lines), f"U+{ord(found[0]):04X}", clean(lines[-1])[-SHOWN:].strip())


def unclean(value: Any, name: str = "") -> Iterator[str]:
    """The names of the fields of `value`, as JSON has it, whose text or whose own name is not clean."""
    if isinstance(value, dict):
        for key, each in value.items():
            inner = f"{name}.{clean(key)}".strip(".")
            yield from [inner] if not is_clean(key) else unclean(each, inner)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from unclean(each, f"{name}.{at}".strip("."))
    elif isinstance(value, str) and not is_clean(value):
        yield name


def all_clean(value: Any) -> bool:
    """Whether every text in `value`, as JSON has it, is allowed; names of fields too."""
    if isinstance(value, str):
        return is_clean(value)
    if isinstance(value, dict):
        return all(is_clean(key) and all_clean(each) for key, each in value.items())
    return not isinstance(value, list) or all(map(all_clean, value))


def cleaned(value: Any) -> Any:
    """`value`, as JSON has it, with every text cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(each) for key, each in value.items()}
    return [cleaned(each) for each in value] if isinstance(value, list) else value
