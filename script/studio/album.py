"""What is in static/figures/: which pictures are there, which are old, and which nobody shows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from auth_demo.scenarios import load
from kb.base import screenshots
from kb.base.languages import codes
from kb.base.screenshots import Screenshot, View
from script.studio import freshness, wanted
from script.studio.walking import Way
from script.studio.wanted import Wanted

FOLDER = screenshots.FOLDER


@dataclass
class Album:
    wanted: list[Wanted]
    manifest: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls) -> "Album":
        load.configure(settings.CONTENT_DIR / load.FOLDER, codes())
        return cls(wanted.every(settings.CONTENT_DIR), screenshots.read(FOLDER))

    def entry(self, screenshot: Screenshot, language: str) -> dict[str, Any]:
        """What the manifest says of a picture; empty where there is none."""
        found: dict[str, Any] = self.manifest["screenshots"].get(screenshot.key, {}).get(language, {})
        return found

    def is_fresh(self, each: Wanted, language: str) -> bool:
        entry = self.entry(each.screenshot, language)
        return (
            entry.get("made_from") == freshness.made_from(each, language)
            and [view["system"] for view in entry["views"]] == [place.system for place in each.places()]
            and all((FOLDER / name).exists() for name in self._files_of(entry))
            and all(language in self.manifest["previews"].get(demo, {}) for demo in each.covers)
        )

    def ways(self, chosen: Sequence[Wanted], *, again: bool) -> list[Way]:
        """The walks on which the pictures of `chosen` that are old, or with `again` all, can be taken; the longest first."""
        found: dict[tuple[Any, ...], Way] = {}
        for language in codes():
            for each in chosen:
                if each.scenario.languages and language not in each.scenario.languages:
                    continue
                if not again and self.is_fresh(each, language):
                    continue
                for place in each.places():
                    key = (each.scenario.id, place.way, language)
                    found.setdefault(key, Way(place, language, [])).wanted.append(each)
        return sorted(found.values(), key=lambda way: -len(way.wanted))

    def take(
        self, screenshot: Screenshot, language: str, system: str, view: dict[str, Any], preview: str | None
    ) -> None:
        """Note a picture that was taken."""
        each = next(each for each in self.wanted if each.screenshot == screenshot)
        shows = {name: value for name, value in asdict(screenshot).items() if value}
        there = self.manifest["screenshots"].setdefault(screenshot.key, {"shows": shows})
        made_from = freshness.made_from(each, language)
        if there.get(language, {}).get("made_from") != made_from:
            there[language] = {"made_from": made_from, "views": []}
        order = [place.system for place in each.places()]
        views = [known for known in there[language]["views"] if known["system"] != system]
        there[language]["views"] = sorted(
            [*views, {**view, "system": system}], key=lambda v: order.index(v["system"])
        )
        for demo in each.covers if preview else ():
            self.manifest["previews"].setdefault(demo, {})[language] = preview

    def save(self, *, tidy: bool) -> None:
        """Write the manifest, unless it says the same; with `tidy` after what nobody shows is gone."""
        if tidy:
            keys = {each.screenshot.key for each in self.wanted}
            shots = self.manifest["screenshots"]
            self.manifest["screenshots"] = {key: shots[key] for key in shots if key in keys}
            known = {scenario.id for scenario in load.every()}
            previews = self.manifest["previews"]
            self.manifest["previews"] = {demo: previews[demo] for demo in previews if demo in known}
            for path in self.unknown():
                path.unlink()
        FOLDER.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        file = FOLDER / screenshots.MANIFEST
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")

    def complaints(self, most_bytes: int) -> Iterator[str]:
        """What is missing, old or not needed, and whether all of it is too large."""
        for each in self.wanted:
            for language in each.scenario.languages or codes():
                if not self.is_fresh(each, language):
                    state = "old" if self.entry(each.screenshot, language) else "missing"
                    shown = ", ".join([*(f"KB{number}" for number in sorted(each.articles)), *sorted(each.covers)])
                    yield f"{state}: {each.screenshot.key} ({language}), shown by {shown}"
        for path in self.unknown():
            yield f"shown by nothing: {path.relative_to(FOLDER)}"
        if self.size() > most_bytes:
            yield f"{self.size():,} bytes of pictures: {most_bytes:,} are the most"

    def unknown(self) -> list[Path]:
        """The files that the manifest does not name."""
        languages = [
            entry[code] for entry in self.manifest["screenshots"].values() for code in codes() if code in entry
        ]
        known = {name for entry in languages for name in self._files_of(entry)}
        known |= {f"{name}.jpg" for names in self.manifest["previews"].values() for name in names.values()}
        known.add(screenshots.MANIFEST)
        files = [path for path in sorted(FOLDER.rglob("*")) if path.is_file()]
        return [path for path in files if path.relative_to(FOLDER).as_posix() not in known]

    def size(self) -> int:
        return sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())

    @staticmethod
    def _files_of(entry: dict[str, Any]) -> Iterator[str]:
        for known in entry.get("views", ()):
            view = View(**known)
            for theme in ("light", "dark"):
                for large in (False, True):
                    yield view.address(theme, large=large).removeprefix(screenshots.ADDRESS)
