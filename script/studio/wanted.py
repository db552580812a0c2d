"""Which pictures there have to be: those that figures of articles show, and one of each practice."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Scenario, Step
from auth_demo.scenarios.vocabulary import SYSTEMS
from kb.base.screenshots import END, START, Screenshot
from kb.files import check

PHONE = "phone"


@dataclass(frozen=True)
class Wanted:
    """A picture, and where it is shown: the numbers of articles, and the practices whose own picture it is."""

    screenshot: Screenshot
    articles: frozenset[int]
    covers: frozenset[str]

    def is_of(self, name: str) -> bool:
        """Whether it belongs to the article or practice `name`, such as KB3422 or dsc-plus; to the empty name all do."""
        return not name or name == self.screenshot.demo or name.upper() in {f"KB{each}" for each in self.articles}

    @property
    def scenario(self) -> Scenario:
        found = load.get(self.screenshot.demo)
        if found is None:
            raise LookupError(self.screenshot.demo)
        return found

    @property
    def step(self) -> Step:
        found = self.scenario.step(self.screenshot.state)
        if found is None:
            raise LookupError(self.screenshot.key)
        return found

    @property
    def devices(self) -> list[str]:
        """Whose screen it shows, moment by moment."""
        return [self.screenshot.device or self.used_at(moment) for moment in self.screenshot.moments]

    @property
    def kinds(self) -> set[str]:
        return {device.kind for device in self.scenario.devices if device.id in self.devices}

    def used_at(self, moment: str) -> str:
        """The device in hand: the next move's, or at the end of a step and after a move, the last one's."""
        return self.step.solve[_index(self.step, moment, last=True)].device

    def done_at(self, moment: str) -> int:
        """How many moves of the step are done."""
        return _index(self.step, moment, last=False)

    def places(self) -> list["Place"]:
        """Where it is taken: of a phone that no platform or variant is named for, once on each system."""
        named = self.screenshot.place
        variants = [each.id for each in self.scenario.variants]
        if not named and PHONE in self.kinds and {*SYSTEMS} <= {*variants}:
            applying = [each for each in SYSTEMS if self._has(each)]
            if len(applying) > 1:
                return [Place(self._platform(""), system, system) for system in applying]
        named = named or self.scenario.elsewhere(self.step) or ""
        variant = named if named in variants else next(iter(variants), "")
        return [Place(self._platform(named), variant)]

    def _platform(self, named: str) -> str:
        known = [each.id for each in self.scenario.platforms]
        chosen = self.step.only.platform
        return named if named in known else next((each for each in known if not chosen or each in chosen), known[0])

    def _has(self, variant: str) -> bool:
        return not self.step.only.variant or variant in self.step.only.variant


@dataclass(frozen=True)
class Place:
    """A way through a practice. `system` is named where one system's picture serves for the others."""

    platform: str
    variant: str
    system: str = ""

    @property
    def way(self) -> tuple[str, str]:
        return self.platform, self.variant


def every(content: Path) -> list[Wanted]:
    """All of them, each once, that the files in `content` name."""
    shown: dict[Screenshot, set[int]] = {}
    for number, screenshot in figures(content):
        if load.get(screenshot.demo):
            shown.setdefault(screenshot, set()).add(number)
    covers = {scenario.picture: scenario.id for scenario in load.every()}
    return [
        Wanted(each, frozenset(shown.get(each, ())), frozenset(filter(None, [covers.get(each)])))
        for each in dict.fromkeys([*shown, *covers])
    ]


def figures(content: Path) -> Iterator[tuple[int, Screenshot]]:
    """What the figures of the articles show, with the article's number; the same in each language."""
    library = check.read(content)
    made = check.render(library)
    for file in library.files:
        for figure in made[file.path].figures:
            if figure.screenshot:
                yield file.place.number, figure.screenshot


def _index(step: Step, moment: str, *, last: bool) -> int:
    """How many moves are done at `moment`; with `last`, the place of the move whose device is in hand.

    Raises ValueError for a move that the step has not.
    """
    when, _space, name = moment.partition(" ")
    if when == START:
        return 0
    if when == END:
        return len(step.solve) - last
    at = [move.value for move in step.solve].index(name)
    return at if when == "before" or last else at + 1
