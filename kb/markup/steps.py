"""Numbered steps, with ids that are the same in every language."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.markup import figures
from kb.markup.prose import attribute
from kb.markup.state import State
from kb.markup.tree import Container, Line, Node, dedented, nodes

START = re.compile(r"(?P<number>[0-9]{1,3})(?P<letter>[a-z]?)\.[ \t]+(?P<text>.*)")
PREFIX = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
INDENT = 3

RenderNodes = Callable[[list[Node]], str]


@dataclass
class Step:
    line: int
    number: int
    letter: str
    lines: list[Line]

    @property
    def label(self) -> str:
        return f"{self.number}{self.letter}"


def steps(container: Container, state: State, render: RenderNodes) -> str:
    prefix = _prefix(container, state)
    found = _cut(container, state)
    _check_order(found, state)
    items = "".join(_item(step, prefix, container.depth, state, render) for step in found)
    name = f' data-list="{attribute(prefix)}"' if prefix else ""
    return f'<ol class="steps" role="list"{name}>\n{items}</ol>\n' if items else ""


def _item(step: Step, prefix: str, depth: int, state: State, render: RenderNodes) -> str:
    anchor = f"{prefix}-step-{step.label}" if prefix else f"step-{step.label}"
    identity = ""
    if state.claim(anchor, step.line):
        state.steps.append(anchor)
        identity = f' id="{anchor}"'
    outer, state.bound, state.step = (state.bound, state.step), set(), anchor
    inside = render(nodes(step.lines, state.problems, depth + 1))
    demo = state.context.step_demo(anchor, None)
    tried = demo is not None and any(known.id == demo.id for known in state.bound)  # by a figure in it
    button = "" if tried else figures.try_link(demo, step.line, state)
    state.bound, state.step = outer
    name = state.word("step", number=step.label)
    copy = attribute(state.word("copy_link", place=name))
    return (
        f'<li class="step"{identity} data-step="{step.label}">'
        f'<span class="step-number" aria-hidden="true">{step.label}</span><div class="step-body">'
        f'<span class="visually-hidden">{attribute(name)}. </span>{inside}{button}</div>'
        f'<a class="anchor" href="#{anchor}" aria-label="{copy}"></a>'
        "</li>\n"
    )


def _prefix(container: Container, state: State) -> str:
    if container.rest and not PREFIX.fullmatch(container.rest):
        state.complain("bad-name", container.line, name=container.rest)
        return ""
    return container.rest


def _cut(container: Container, state: State) -> list[Step]:
    found: list[Step] = []
    for line in container.lines:
        start = START.fullmatch(line.text)
        if start:
            first = Line(line.number, start["text"])
            found.append(Step(line.number, int(start["number"]), start["letter"], [first]))
        elif found:
            if line.text and len(line.text) - len(line.text.lstrip()) < INDENT:
                state.complain("step-indent", line.number)
            found[-1].lines.append(line)
        elif line.text:
            state.complain("step-missing", line.number)
    for step in found:
        step.lines = [step.lines[0], *dedented(step.lines[1:])]
    return found


def _check_order(found: list[Step], state: State) -> None:
    number, letter = 0, ""
    for step in found:
        follows = (step.number == number + 1 and step.letter in {"", "a"}) or (
            step.number == number and letter and step.letter == chr(ord(letter) + 1)
        )
        if not follows:
            state.complain("step-gap", step.line, expected=number + 1, found=step.label)
        number, letter = step.number, step.letter
