"""What script/build made of the scripts and styles of the practice room: few small files in place of many.

Nothing depends on it: where it is missing, or made from other files than those that are there now, pages name the
files as they are written.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

SOURCES = ("static/js/demo", "static/css", "static/vendor", "static/package-lock.json", "script/bundle.py")


@dataclass(frozen=True)
class Bundle:
    """Files are named below static/, whether written or built.

    `made_from` is the fingerprint of the sources; `scripts` tells for a page's or a device's script what was built of it
    and then all that this imports; `styles` tells for several sheets, joined by a space, the one that was built of them.
    """

    made_from: str
    scripts: dict[str, list[str]]
    styles: dict[str, str]

    def needed(self, entry: str, devices: Iterable[str]) -> list[str]:
        """The built scripts of `entry` and of the scripts `devices`, the entry first. Raises KeyError where one is not in it."""
        return list(dict.fromkeys(file for each in (entry, *devices) for file in self.scripts[each]))


@cache
def current() -> Bundle | None:
    """The bundle that is there when this process first asks; None if none is made from the present sources, or none is wanted."""
    found = read() if settings.BUNDLE else None
    return found if found and found.made_from == fingerprint() else None


def read() -> Bundle | None:
    try:
        return Bundle(**json.loads((settings.BUILD_DIR / "manifest.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def fingerprint() -> str:
    """Of everything that a bundle is made from."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = settings.BASE_DIR / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"{file.relative_to(settings.BASE_DIR)} {_digest(file)}\n".encode())
    return digest.hexdigest()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
