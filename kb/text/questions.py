"""What people ask, as editors write it down: one question a line."""

import re

APART = "zzquestion"  # between two questions, where they are kept as the stems of one text
SPACES = re.compile(r"[ \t]+")  # and not those that hold a line together, before a French question mark


def listed(text: str) -> tuple[str, ...]:
    """The questions of `text`, each once."""
    return tuple(dict.fromkeys(filter(None, (SPACES.sub(" ", line).strip(" \t") for line in text.splitlines()))))


def joined(questions: tuple[str, ...]) -> str:
    return "\n".join(questions)
