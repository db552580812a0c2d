"""Which characters a text may have: those of XML 1.0, without the control characters that it only puts up with.

One that gets further takes a feed down for every reader, and PostgreSQL keeps no NUL. Nobody types them: they come
from what was copied elsewhere.
"""

import re
from typing import Any

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """TEXT without the characters that no text may have."""
    return FORBIDDEN.sub("", text)


def is_clean(text: str) -> bool:
    return FORBIDDEN.search(text) is None


def all_clean(value: Any) -> bool:
    """Whether every text in VALUE, as JSON has it, may stand; names of fields too."""
    if isinstance(value, str):
        return is_clean(value)
    if isinstance(value, dict):
        return all(is_clean(key) and all_clean(each) for key, each in value.items())
    return not isinstance(value, list) or all(map(all_clean, value))


def cleaned(value: Any) -> Any:
    """VALUE, as JSON has it, with every text cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(each) for key, each in value.items()}
    return [cleaned(each) for each in value] if isinstance(value, list) else value
