"""The one line between the articles and the practice room: which demos there are.

`auth_demo` registers its scenarios here when Django starts; the knowledge base reads them and never learns
where they came from.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from kb.base.screenshots import Screenshot

Texts = Mapping[str, str]  # language code -> text


@dataclass(frozen=True)
class DemoStep:
    """One step of a demo: the article step it walks through and the labels its screens show."""

    id: str
    title: Texts
    article_step: str | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: str | None = None  # a platform or variant that has the step, where the first one has it not
    article: int | None = None  # where it is another one than the demo's
    own_screens: bool = False  # what it shows is nobody's but the practice room's
    moves: tuple[str, ...] = ()  # what is pressed or typed in it, by name


@dataclass(frozen=True)
class Demo:
    """A practice scenario. `ready` is false while it is only announced.

    It can be practiced in its `languages`; without any, in all that there are. Anyone who reads another is offered it in one of them.
    """

    id: str
    title: Texts
    article: int
    steps: tuple[DemoStep, ...] = ()
    platforms: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    summary: Texts = field(default_factory=dict)
    button: Texts = field(default_factory=dict)  # what the button that opens it says
    ready: bool = True
    languages: tuple[str, ...] = ()  # in the site's order
    devices: tuple[str, ...] = ()
    cover: Screenshot | None = None  # its picture

    def spoken(self, language: str) -> str:
        """The language in which it is offered to readers of `language`."""
        return language if not self.languages or language in self.languages else self.languages[0]

    def address(self, language: str, *, step: str | None = None, platform: str | None = None) -> str:
        """`platform` may also be a variant."""
        place = "variant" if platform in self.variants else "platform"
        query = urlencode({k: v for k, v in (("step", step), (place, platform)) if v})
        return f"/{language}/practice/{self.id}/" + (f"?{query}" if query else "")

    def has_place(self, name: str | None) -> bool:
        return name in self.platforms or name in self.variants

    def rank(self, name: str | None) -> int:
        """Which of the platforms and variants it is, from 1 on; 0 for all of them."""
        return [None, *self.platforms, *self.variants].index(name) if self.has_place(name) else 0

    def step(self, step_id: str) -> DemoStep | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def steps_of(self, number: int) -> Iterator[DemoStep]:
        """Those that walk through article `number`."""
        return (step for step in self.steps if (step.article or self.article) == number)

    def place_of(self, number: int) -> str | None:
        """The platform or variant that article `number` is about, where the demo belongs to several articles."""
        return next((step.place for step in self.steps if step.article == number), None)


@dataclass(frozen=True)
class Classes:
    """What classes did in a demo: how many there were, with how many people, and their mistakes, in words and counted.

    A mistake comes with `anchor`, the place in the demo's article that explains it; empty: the whole of it.
    """

    demo: str
    classes: int
    people: int
    mistakes: tuple["Mistake", ...] = ()


@dataclass(frozen=True)
class Mistake:
    said: str
    people: int
    anchor: str = ""


Counting = Callable[[Collection[str]], list[Classes]]


class UnknownDemo(LookupError):
    """No demo of that id is registered."""


_demos: dict[str, Demo] = {}
_counting: list[Counting] = []


def register(demo: Demo) -> None:
    """Make a demo known under its id; a second registration replaces the first."""
    _demos[demo.id] = demo


def get(demo_id: str) -> Demo:
    try:
        return _demos[demo_id]
    except KeyError:
        raise UnknownDemo(demo_id) from None


def all_demos() -> Iterator[Demo]:
    return iter(_demos.values())


def count_with(counting: Counting) -> None:
    """Say how the classes of demos are counted: by a function of their ids, which speaks the active language."""
    _counting[:] = [counting]


def classes_of(number: int) -> list[Classes]:
    """What classes did in the demos that walk through article `number`; nothing where nobody counts."""
    ids = [demo.id for demo in all_demos() if demo.article == number or any(demo.steps_of(number))]
    return _counting[0](ids) if _counting and ids else []
