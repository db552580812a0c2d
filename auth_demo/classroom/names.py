"""Codes that people read off a wall, and the nicknames under which they join."""

import re
import unicodedata

from auth_demo.protocols import codes, digits
from auth_demo.protocols.codes import Shape as CodeShape
from auth_demo.verifier.outcome import Shape, malformed

# No sign that looks or sounds like another one: neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, nor U and V.
CODE = CodeShape("34679ACDEFGHJKMNPQRTWXY", length=6)
LONGEST = 24  # signs of a nickname
UNFIT = {
    "en": frozenset(
        {
            "arse",
            "asshole",
            "bastard",
            "bitch",
            "cunt",
            "dick",
            "fuck",
            "fucker",
            "nazi",
            "piss",
            "shit",
            "slut",
            "whore",
        }
    ),
    "fr": frozenset(
        {
            "batard",
            "bite",
            "connard",
            "connasse",
            "couille",
            "encule",
            "merde",
            "nazi",
            "pute",
            "putain",
            "salaud",
            "salope",
        }
    ),
}
_SUFFIX = re.compile(r"-(\d+)$")
# What a new participant is offered: short, neutral in both languages, nobody's name.
SUGGESTED = {
    "en": (
        "Maple",
        "River",
        "Comet",
        "Otter",
        "Amber",
        "Robin",
        "Cedar",
        "Pixel",
        "Harbor",
        "Lemon",
        "Falcon",
        "Meadow",
    ),
    "fr": (
        "Érable",
        "Rivière",
        "Comète",
        "Loutre",
        "Ambre",
        "Cèdre",
        "Pixel",
        "Phare",
        "Citron",
        "Faucon",
        "Prairie",
        "Nuage",
    ),
}


def read_code(text: str) -> str:
    """A code as it was typed, in capitals, without blanks and dashes. Anything may come in."""
    return digits.clean(text).translate(_CAPITALS)[:64]


def draw_code() -> str:
    return codes.draw(CODE)


def clean(nickname: str) -> str:
    """A nickname as it is kept. Raises Refused (malformed) for one that is empty, too long or unfit."""
    text = " ".join(unicodedata.normalize("NFC", nickname).split())
    if not text or len(text) > LONGEST or not any(each.isalnum() for each in text) or is_unfit(text):
        raise malformed(Shape.NICKNAME, most=LONGEST)
    return text


def is_unfit(nickname: str) -> bool:
    """Whether a word in it is on the list of any language, however it is accented or stretched by signs."""
    folded = "".join(
        each for each in unicodedata.normalize("NFKD", nickname.lower()) if each.isalnum() or each == " "
    )
    words = {*folded.split(), folded.replace(" ", "")}
    return any(word in unfit for unfit in UNFIT.values() for word in words)


def free(nickname: str, taken: set[str]) -> str:
    """`nickname`, or with a number behind it where somebody has it already: "Robin-2"."""
    lower = {each.casefold() for each in taken}
    if nickname.casefold() not in lower:
        return nickname
    stem = _SUFFIX.sub("", nickname)[: LONGEST - 5]
    return next(name for n in range(2, len(taken) + 3) if (name := f"{stem}-{n}").casefold() not in lower)


_CAPITALS = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
