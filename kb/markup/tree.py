"""The structure of an article: prose, headings and `:::` containers, each with its line.

Python-Markdown keeps no line numbers and nests containers poorly, so the structure is read here, line by line, and
only stretches of prose are handed to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.base.signs import clean
from kb.markup.blocks import ITEM
from kb.markup.model import Problem

OPEN = re.compile(r"(?P<indent> *):::[ \t]*(?P<name>[A-Za-z]+)(?:[ \t]+(?P<rest>.*\S))?[ \t]*")
CLOSE = re.compile(r" *:::[ \t]*")
MARKS = re.compile(r"(#{1,6})[ \t]+")
BLANK = " \t"
ANCHOR = re.compile(r"\{#([^{}\s]*)\}")
CONTAINERS = frozenset(
    ("note", "warning", "historic", "unknown", "steps", "tabs", "tab", "figure", "demo", "snippet")
)
DEEPEST = 20  # containers within containers; more is nobody's article


@dataclass(frozen=True)
class Line:
    number: int  # from 1
    text: str


@dataclass
class Prose:
    lines: list[Line]


@dataclass
class Heading:
    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Title:
    """What a line says that is a heading: where in it the words are, and its id."""

    level: int
    start: int
    end: int
    id: str | None


@dataclass
class Container:
    line: int
    name: str
    rest: str
    lines: list[Line]  # what is inside, unread
    depth: int  # how many containers it stands in
    children: "list[Node]" = field(default_factory=list)


Node = Prose | Heading | Container


def read(text: str) -> tuple[list[Node], list[Problem]]:
    """The nodes of a whole article, and what is wrong with its containers."""
    typed = re.split(r"\r\n?|\n", clean(text))  # Markdown uses some of what is forbidden
    lines = [Line(number, line.expandtabs(4).rstrip()) for number, line in enumerate(typed, 1)]
    problems: list[Problem] = []
    return nodes(lines, problems), problems


def title_in(line: str) -> Title | None:
    """`line` as a heading: “## Words {#id}”, “## Words ##”. Each part is cut off by itself, for no line to take long."""
    marks = MARKS.match(line)
    if not marks:
        return None
    kept = line.rstrip(BLANK)
    found = ANCHOR.fullmatch(kept, max(kept.rfind("{"), marks.end())) if kept.endswith("}") else None
    kept = kept[: found.start()].rstrip(BLANK) if found else kept
    bare = kept.rstrip("#")
    if bare[-1:] in ("", *BLANK):  # signs that close it, as Markdown lets them
        kept = bare.rstrip(BLANK)
    return Title(len(marks[1]), marks.end(), max(len(kept), marks.end()), found and found[1])


def nodes(lines: list[Line], problems: list[Problem], depth: int = 0) -> "list[Node]":
    """`lines` cut into nodes; a container's content is read in its turn, except a figure's and a list of steps."""
    found: list[Node] = []
    prose: list[Line] = []
    rest = iter(lines)
    for line in rest:
        opened, heading = OPEN.fullmatch(line.text), title_in(line.text)
        if not opened and not heading and not CLOSE.fullmatch(line.text):
            prose.append(line)
            continue
        if opened and opened["indent"] and any(ITEM.fullmatch(each.text) for each in prose):
            problems.append(Problem("container-in-list", line.number, {"name": opened["name"]}, blocks=False))
        _end_prose(prose, found)
        if opened:
            found.append(_container(line, opened, rest, problems, depth))
        elif heading:
            text = line.text[heading.start : heading.end]
            found.append(Heading(line.number, heading.level, text, heading.id))
        else:
            problems.append(Problem("stray-close", line.number, {}))
    _end_prose(prose, found)
    return found


def _end_prose(prose: list[Line], found: "list[Node]") -> None:
    if any(line.text.strip() for line in prose):
        found.append(Prose(prose.copy()))
    prose.clear()


def _container(
    first: Line, opened: re.Match[str], rest: Iterator[Line], problems: list[Problem], depth: int
) -> Container:
    inside = _inside(first, rest, problems)
    container = Container(first.number, opened["name"], opened["rest"] or "", dedented(inside), depth)
    if container.name not in CONTAINERS:
        problems.append(Problem("unknown-container", first.number, {"name": container.name}))
    if depth >= DEEPEST:
        problems.append(Problem("nested-too-deep", first.number, {"name": container.name}))
        container.lines = []
    elif container.name not in {"steps", "figure"}:
        container.children = nodes(container.lines, problems, depth + 1)
    return container


def _inside(first: Line, rest: Iterator[Line], problems: list[Problem]) -> list[Line]:
    inside: list[Line] = []
    depth = 1
    for line in rest:
        depth += bool(OPEN.fullmatch(line.text)) - bool(CLOSE.fullmatch(line.text))
        if depth == 0:
            return inside
        inside.append(line)
    problems.append(Problem("unclosed-container", first.number, {"name": first.text.strip(" :")}))
    return inside


def dedented(lines: list[Line]) -> list[Line]:
    """`lines` without the indentation that all of them share."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()]
    cut = min(indents, default=0)
    return [Line(line.number, line.text[cut:]) for line in lines] if cut else lines
