"""Platform tabs: headed sections that a script may turn into tabs."""

import re
from collections.abc import Callable

from kb.markup.model import Heading
from kb.markup.prose import Converter
from kb.markup.state import State
from kb.markup.tree import Container, Node

TAB = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)[ \t]+(?P<title>\S.*)")


def tabs(container: Container, state: State, render: Callable[[list[Node]], str], convert: Converter) -> str:
    parts = []
    for child in container.children:
        if isinstance(child, Container) and child.name == "tab":
            parts.append(_tab(child, state, render, convert))
        else:
            line = (
                child.line if not hasattr(child, "lines") or isinstance(child, Container) else child.lines[0].number
            )
            state.complain("bad-tab", line)
    return f'<div class="tabs" data-tabs>\n{"".join(parts)}</div>\n' if parts else ""


def _tab(container: Container, state: State, render: Callable[[list[Node]], str], convert: Converter) -> str:
    head = TAB.fullmatch(container.rest)
    if not head:
        state.complain("bad-tab", container.line)
        return render(container.children)
    name, title = head["id"], head["title"]
    anchor = f"{state.heading}-{name}" if name in state.anchors and state.heading else name
    state.claim(anchor, container.line)
    state.outline.append(Heading(3, anchor, title))
    outer, state.tab = state.tab, anchor
    inside = render(container.children)
    state.tab = outer
    return (
        f'<section class="tab" id="{anchor}" data-tab="{name}" aria-labelledby="{anchor}-title">'
        f'<h3 id="{anchor}-title">{convert.inline(title, container.line)}</h3>\n{inside}</section>\n'
    )
