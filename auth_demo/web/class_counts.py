"""What classes did, in words, for those who write the articles."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from auth_demo.classroom import tally
from auth_demo.classroom.tally import Total
from auth_demo.scenarios import load
from auth_demo.web import class_articles, class_strings


@dataclass(frozen=True)
class Told:
    """A mistake in the active language, how many people made it, and the place in the article that explains it."""

    said: str
    people: int
    anchor: str


def totals(scenarios: Collection[str]) -> list[Total]:
    return tally.totals(scenarios)


def mistakes(total: Total) -> Iterator[Told]:
    scenario = load.get(total.scenario)
    for cause, people in total.mistakes:
        anchor = class_articles.of_mistake(scenario, cause).partition("#")[2] if scenario else ""
        yield Told(str(class_strings.CAUSES.get(cause, cause)), people, anchor)
