import re
import secrets

_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """128 random bits: an id tells nothing about how many there are, and cannot be guessed."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text from outside can be an id at all; if not, no database is asked (PostgreSQL refuses a NUL)."""
    return _ID.fullmatch(text) is not None
