"""content/demos/: every scenario and what is planned, read once.

`configure` tells where and in which languages (apps.py does, when Django starts); what is broken is left out of
the site and listed by `problems`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auth_demo.scenarios.schema import Planned, Problem, Scenario, read_planned, read_scenario

PLANNED = "planned.yaml"


@dataclass(frozen=True)
class Collection:
    scenarios: dict[str, Scenario]
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]


_EMPTY = Collection({}, (), ())
_current: Collection = _EMPTY


def configure(directory: Path, languages: Sequence[str]) -> Collection:
    """Make the scenarios of DIRECTORY those of this process."""
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
        text = _text(file, found)
        if file.name == PLANNED:
            announced = read_planned(file, text, languages, found)
        elif scenario := read_scenario(file, text, languages, found):
            scenarios[scenario.id] = scenario
    still = tuple(plan for plan in announced if plan.id not in scenarios)
    return Collection(scenarios, still, tuple(sorted(found)))


def _text(file: Path, found: list[Problem]) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found.append(Problem(file.name, 1, f"cannot be read as UTF-8: {error}"))
        return ""
