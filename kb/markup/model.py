"""What goes into rendering an article and what comes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.base.screenshots import Screenshot, View


@dataclass(frozen=True)
class Target:
    """What a mentioned number stands for. `url` is None where this site does not hold the article."""

    number: int
    title: str
    url: str | None
    language: str  # of the title
    steps: frozenset[str] | None = None  # every anchor of the article; None: not known, so not checked
    away: str | None = None  # where the broker shows what this site does not hold


@dataclass(frozen=True)
class DemoLink:
    """A practice scenario, or one step of it. `url` is None while it is only announced."""

    id: str
    title: str
    url: str | None
    step: str | None = None
    button: str = ""  # what the button that opens it says
    moves: tuple[str, ...] = ()  # of the step: what is pressed or typed in it, by name
    devices: tuple[str, ...] = ()  # of the scenario
    language: str = (
        ""  # of the practice, its title and its button, where it is not the text's; then `named` in the text's
    )
    named: str = ""


@dataclass(frozen=True)
class Image:
    """A picture to be shown; `language` is that of what it shows and of `alt`."""

    url: str
    width: int
    height: int
    alt: str
    language: str


def _no_image(_key: str) -> Image | None:
    return None


def _no_snippet(_name: str) -> str | None:
    return None


def _no_views(_screenshot: Screenshot) -> Sequence[View]:
    return ()


@dataclass(frozen=True)
class Context:
    """Everything the renderer has to ask for: it knows no database, no addresses and no interface language.

    `words` are the interface's words in `language`; its keys are the members of kb.markup.words.WORDS.
    `article` and `demo` return None for what does not exist; `demo` takes scenario, step or state, platform.
    `step_demo` takes an article step's id and a platform, and returns the practice step that begins it, if any.
    `snippet` returns the Markdown that articles share under a name.
    """

    language: str
    number: int
    words: Mapping[str, str]
    article: Callable[[int], Target | None]
    demo: Callable[[str, str | None, str | None], DemoLink | None]
    step_demo: Callable[[str, str | None], DemoLink | None]
    image: Callable[[str], Image | None] = _no_image
    snippet: Callable[[str], str | None] = _no_snippet
    screenshot: Callable[[Screenshot], Sequence[View]] = _no_views


@dataclass(frozen=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A piece of the article's plain text and the anchor it is under ('' before the first)."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Mention:
    number: int
    step: str | None
    line: int


@dataclass(frozen=True)
class Figure:
    number: int
    section: str  # id of the heading or tab that the numbering belongs to
    caption: str
    demo: str | None
    state: str | None
    line: int
    screenshot: Screenshot | None = None  # what of the practice it shows


@dataclass(frozen=True)
class Problem:
    """Something wrong in the source: a stable code, the line (from 1, of the body), the values to name."""

    code: str
    line: int
    values: Mapping[str, str | int]
    blocks: bool = True  # False: a warning


@dataclass(frozen=True)
class Rendered:
    html: str = ""
    outline: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    anchors: tuple[str, ...] = ()  # every id that a link may point to, in order: headings, tabs, steps
    steps: tuple[str, ...] = ()  # of these, the steps
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # of the anchors

    @property
    def plain(self) -> str:
        return "\n".join(passage.text for passage in self.passages)
