"""What published HTML is made with, apart from the words: when it moves, every text is rendered again."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kb import demos
from kb.base import screenshots
from kb.base.languages import codes
from kb.models import Elsewhere, Stamp
from kb.publishing.broker import ADDRESSES
from kb.publishing.words import words

NAME = "rendering"
KB = Path(__file__).resolve().parents[1]
SOURCES = ("markup", "publishing", "text")
LIBRARIES = ("Markdown", "nh3")
BYTES = 7  # fits the stamp's 63 bits


def fingerprint() -> int:
    """The renderer's sources and libraries, the interface's words, demos, pictures, and the titles and addresses of what is held elsewhere."""
    digest = sha256()
    for part in _parts():
        digest.update(part.encode() + b"\0")
    return int.from_bytes(digest.digest()[:BYTES], "big")


def has_moved() -> bool:
    return Stamp.current(NAME) != fingerprint()


def forget() -> None:
    """Until it is remembered again it has moved: whatever is broken off now, the next load renders every text again."""
    Stamp.objects.filter(name=NAME).delete()


def remember() -> None:
    Stamp.objects.update_or_create(name=NAME, defaults={"value": fingerprint()})


def _parts() -> Iterator[str]:
    for folder in SOURCES:
        for path in sorted((KB / folder).rglob("*.py")):
            yield path.read_text()
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    yield from (repr(sorted(words(code).items())) for code in codes())
    yield from sorted(map(repr, demos.all_demos()))
    yield repr(sorted(ADDRESSES.now().items()))
    yield Path(screenshots.__file__).read_text()
    yield repr(screenshots.manifest())
    yield from (repr(row) for row in Elsewhere.objects.order_by("number").values_list())
