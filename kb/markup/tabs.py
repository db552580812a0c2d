"""Platform tabs: headed sections that a script may turn into tabs."""

import re
from collections.abc import Callable

from kb.markup.model import Heading
from kb.markup.plain import words_of
from kb.markup.prose import Converter
from kb.markup.state import State
from kb.markup.tree import Container, Node, Prose

TAB = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)[ \t]+(?P<title>\S.*)")
LEVEL = 3  # of a tab's heading

Render = Callable[[list[Node]], str]


def tabs(container: Container, state: State, render: Render, convert: Converter) -> str:
    parts = []
    above, within = state.bound, []
    for child in container.children:
        if isinstance(child, Container) and child.name == "tab":
            state.bound = set(above)
            parts.append(_tab(child, state, render, convert))
            within.append(state.bound)
        else:
            state.complain("bad-tab", child.lines[0].number if isinstance(child, Prose) else child.line)
            parts.append(render([child]))
    state.bound = set.intersection(*within) if within else above  # of several tabs only one is seen
    return f'<div class="tabs" data-tabs>\n{"".join(parts)}</div>\n' if parts else ""


def _tab(container: Container, state: State, render: Render, convert: Converter) -> str:
    head = TAB.fullmatch(container.rest)
    if not head:
        state.complain("bad-tab", container.line)
        return render(container.children)
    name, anchor = head["id"], _anchor(head["id"], state)
    title = convert.inline(head["title"], container.line)
    identity = labelled = heading_id = ""
    if state.claim(anchor, container.line):
        identity = f' id="{anchor}"'
        state.outline.append(Heading(LEVEL, anchor, words_of(title)))
        if state.take(f"{anchor}-title", container.line):
            labelled, heading_id = f' aria-labelledby="{anchor}-title"', f' id="{anchor}-title"'
    outer = state.tab, state.level, state.name
    state.tab, state.level, state.name = anchor, LEVEL, words_of(title)
    inside = render(container.children)
    state.tab, state.level, state.name = outer
    return (
        f'<section class="tab"{identity} data-tab="{name}"{labelled}>'
        f"<h3{heading_id}>{title}</h3>\n{inside}</section>\n"
    )


def _anchor(name: str, state: State) -> str:
    """The tab's own id; where an earlier group has it already, with the id of the heading in front."""
    return f"{state.heading}-{name}" if name in state.ids and state.heading else name
