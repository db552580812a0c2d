"""Pictures of the practice room, which script/figures takes and keeps in static/figures/: what each shows, and its files.

They are found by what they show, in the language of the page. Whether the practice room is open makes no difference.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "static/figures"
ADDRESS = "/static/figures/"  # of the same
MANIFEST = "manifest.json"
START, END = "start", "end"
DIGITS = 6  # of the digest in a name: it tells some hundred pictures apart


@dataclass(frozen=True)
class Screenshot:
    """What a picture shows: a device of the practice `demo`, at some moment of the step `state`.

    `place` is a platform or variant; empty: the first one, of phones one for each system. A moment is `start`, `end`,
    `before x` or `after x`, where x is a move of the step's own solution; several are shown one below the other.
    `device` is empty where it is the one that is used at that moment. `pointers` are controls to mark, such as `card.ok`.
    """

    demo: str
    state: str
    place: str = ""
    moments: tuple[str, ...] = (START,)
    device: str = ""
    pointers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        digest = sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()
        return f"{self.demo}/{self.state}-{digest[:DIGITS]}"


@dataclass(frozen=True)
class View:
    """One picture in its two themes: names below the folder, without what says how wide. The size is in CSS pixels.

    `system` is that of the phone it shows, where there is another picture for another system.
    """

    light: str
    dark: str
    width: int
    height: int
    system: str = ""

    def address(self, theme: str = "light", *, large: bool = False) -> str:
        name = self.dark if theme == "dark" else self.light
        return f"{ADDRESS}{name}{'@2x' if large else ''}.webp"

    def srcset(self, theme: str) -> str:
        return f"{self.address(theme)} {self.width}w, {self.address(theme, large=True)} {2 * self.width}w"


def find(screenshot: Screenshot, language: str) -> Sequence[View]:
    """The picture in `language`, one for each system where they differ; nothing where none was taken."""
    taken = manifest()["screenshots"].get(screenshot.key, {}).get(language)
    return [View(**view) for view in taken["views"]] if taken else []


def of_state(demo: str, state: str, language: str) -> View | None:
    """Any picture of that step of a practice; None where none was taken."""
    for key, taken in manifest()["screenshots"].items():
        if key.startswith(f"{demo}/{state}-") and key[len(f"{demo}/{state}-") :].isalnum() and language in taken:
            return View(**taken[language]["views"][0])
    return None


def preview(demo: str, language: str) -> str | None:
    """The address of the JPEG, 1200 by 630, that other sites show of a link to the practice `demo` or its article."""
    name = manifest()["previews"].get(demo, {}).get(language)
    return f"{ADDRESS}{name}.jpg" if name else None


@cache
def manifest() -> Mapping[str, Any]:
    """What was taken when the site started: {"screenshots": {key: {language: …}}, "previews": {demo: {language: name}}}."""
    return read(FOLDER)


def read(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    except FileNotFoundError:
        return {"screenshots": {}, "previews": {}}
