"""content/demos/: every scenario and what is planned, read once.

`configure` tells where and in which languages (apps.py does, when Django starts); what is broken is left out of
the site and listed by `problems`.
"""

from collections.abc import Collection as Numbers
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from auth_demo.scenarios.schema import Planned, Scenario, read_planned, read_scenario
from kb.base import kept
from kb.base.places import Problem, read_text

FOLDER = "demos"
PLANNED = "planned.yaml"


@dataclass(frozen=True)
class Collection:
    scenarios: dict[str, Scenario]
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]


_EMPTY = Collection({}, (), ())
_current: Collection = _EMPTY


def configure(directory: Path, languages: Sequence[str]) -> Collection:
    """Make the scenarios of `directory` those of this process."""
    global _current
    _current = read(directory, tuple(languages))
    return _current


def get(scenario_id: str) -> Scenario | None:
    return _current.scenarios.get(scenario_id)


def every() -> Iterator[Scenario]:
    return iter(_current.scenarios.values())


def planned() -> tuple[Planned, ...]:
    return _current.planned


def problems(directory: Path, languages: Sequence[str]) -> list[Problem]:
    """What is wrong in the files as they are now, by file and line."""
    read.cache_clear()
    return list(read(directory, tuple(languages)).problems)


@lru_cache(maxsize=4)
def read(directory: Path, languages: tuple[str, ...]) -> Collection:
    found: list[Problem] = []
    scenarios: dict[str, Scenario] = {}
    announced: tuple[Planned, ...] = ()
    for file in sorted(directory.glob("*.yaml")):
        text = read_text(file, file.name, found)
        if text is None:
            continue
        if file.name == PLANNED:
            announced = read_planned(file, text, languages, found)
        elif scenario := read_scenario(file, text, languages, found):
            scenarios[scenario.id] = scenario
    still = tuple(plan for plan in announced if plan.id not in scenarios)
    return Collection(scenarios, still, tuple(sorted(found)))


@dataclass(frozen=True)
class Keeper:
    """The scenarios among the files that people write. They are read when the site starts, so what is broken later harms nobody."""

    languages: tuple[str, ...]
    folder: str = kept.CONTENT
    patterns: Sequence[str] = (f"{FOLDER}/*.yaml",)

    def problems(self, root: Path, articles: Numbers[int] | None = None) -> list[Problem]:
        return _placed(problems(root / FOLDER, self.languages))

    def complaints(self) -> list[Problem]:
        return _placed(_current.problems)


def _placed(found: Sequence[Problem]) -> list[Problem]:
    return [replace(problem, file=f"{FOLDER}/{problem.file}") for problem in found]
