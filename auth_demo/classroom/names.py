"""Codes that people read off a wall, and the nicknames under which they join."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from auth_demo.protocols import codes, digits
from auth_demo.protocols.codes import Shape as CodeShape
from auth_demo.verifier.outcome import Shape, malformed

# No sign that looks or sounds like another one: neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, nor U and V.
CODE = CodeShape("34679ACDEFGHJKMNPQRTWXY", length=6)
LONGEST = 24  # signs of a nickname
# In the languages of this site and of those who visit it; without accents, as they are compared.
UNFIT = frozenset(
    [
        "arse",
        "asshole",
        "bastard",
        "batard",
        "bitch",
        "bite",
        "connard",
        "connasse",
        "couille",
        "cunt",
        "dick",
        "encule",
        "fuck",
        "fucker",
        "merde",
        "nazi",
        "piss",
        "putain",
        "pute",
        "salaud",
        "salope",
        "shit",
        "slut",
        "whore",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = str.maketrans("013457@$", "oieastas")  # as words are disguised
# What changes how a text is read and is not seen itself: marks of direction, and signs without width. Emoji need U+200D.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SUFFIX = re.compile(r"-(\d+)$")
# What a new participant is offered: short, neutral, nobody's name. A translation lists others.
SUGGESTED = _("Maple, River, Comet, Otter, Amber, Robin, Cedar, Pixel, Harbor, Lemon, Falcon, Meadow")


def read_code(text: str) -> str:
    """A code as it was typed, in capitals, without blanks and dashes. Anything may come in."""
    return digits.clean(text).translate(_CAPITALS)[:64]


def draw_code() -> str:
    return codes.draw(CODE)


def suggested() -> list[str]:
    """Nicknames to choose from, in the active language."""
    return [each.strip() for each in str(SUGGESTED).split(",")]


def clean(nickname: str) -> str:
    """A nickname as it is kept. Raises Refused (malformed) for one that is empty, too long or unfit."""
    text = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", nickname)).split())
    if not text or len(text) > LONGEST or not any(each.isalnum() for each in text) or is_unfit(text):
        raise malformed(Shape.NICKNAME, most=LONGEST)
    return text


def is_unfit(nickname: str) -> bool:
    """Whether a word in it is on the list of any language, however it is accented, stretched by signs or written with digits."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", nickname.lower()) if not unicodedata.combining(each)
    )
    words = {word for text in (plain, plain.translate(_DIGITS)) for word in _WORD.findall(text)}
    parts = {"".join(filter(str.isalnum, part)) for part in [*plain.split(), plain]}
    return bool({*words, *parts, *(part.translate(_DIGITS) for part in parts)} & UNFIT)


def free(nickname: str, taken: set[str]) -> str:
    """`nickname`, or with a number behind it where somebody has it already: "Robin-2"."""
    lower = {each.casefold() for each in taken}
    if nickname.casefold() not in lower:
        return nickname
    stem = _SUFFIX.sub("", nickname)[: LONGEST - 5]
    return next(name for n in range(2, len(taken) + 3) if (name := f"{stem}-{n}").casefold() not in lower)


_CAPITALS = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
