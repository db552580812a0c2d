"""What no password of the staff may be, besides what Django refuses: the site's own words, and what has leaked."""

import hashlib
import re
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 8  # letters besides the site's own words


class OwnWordsValidator:
    """Refuses what is mostly made of settings.PASSWORD_WORDS: who guesses begins with them."""

    def validate(self, password: str, user: Any = None) -> None:
        own = "|".join(map(re.escape, sorted(settings.PASSWORD_WORDS, key=len, reverse=True)))
        rest, found = re.subn(own, "", password.casefold())
        if found and sum(sign.isalpha() for sign in rest) < LEAST:
            raise ValidationError(
                _("This password is made up of words from this site. Choose other words."), code="own-words"
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made up of words from this site.")


class LeakedValidator:
    """Refuses what is in the file that settings.LEAKED_PASSWORDS names, if it names one."""

    def validate(self, password: str, user: Any = None) -> None:
        if settings.LEAKED_PASSWORDS and has(Path(settings.LEAKED_PASSWORDS), password):
            raise ValidationError(_("This password is in a list of leaked ones. Choose another."), code="leaked")

    def get_help_text(self) -> str:
        return _("Your password can’t be one that has leaked.") if settings.LEAKED_PASSWORDS else ""


def has(file: Path, password: str) -> bool:
    """Whether `file` has the password: a line for each, its SHA-1 in capital hexadecimal digits, a colon and a count, in order.

    That is how Have I Been Pwned gives its list away. It has tens of gigabytes, so it is halved, not read.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, file.stat().st_size
        while low < high:
            middle = (low + high) // 2
            found = _hash_from(lines, middle)
            low, high = (middle + 1, high) if found and found < wanted else (low, middle)
        return _hash_from(lines, low) == wanted


def _hash_from(lines: BinaryIO, place: int) -> bytes:
    """The hash of the first line that begins at `place` or later; empty at the end."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    return lines.readline().strip().partition(b":")[0].upper()
