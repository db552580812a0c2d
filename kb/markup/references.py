"""Numbers of articles in running text."""

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from kb.markup.model import Mention, Target
from kb.markup.state import State
from kb.markup.tree import Line
from kb.text.numbers import MENTION, is_local

CODE = re.compile(r"(`+).+?\1")


def note_mentions(lines: list[Line], state: State) -> None:
    """Record the mentions in LINES and complain about those that lead nowhere."""
    for line in lines:
        for match in MENTION.finditer(CODE.sub("", line.text)):
            number, step = int(match[1]), match[2]
            state.mentions.append(Mention(number, step, line.number))
            target = state.context.article(number)
            if target is None:
                state.complain("unknown-article", line.number, number=number)
            elif step and target.steps is not None and step not in target.steps:
                state.complain("unknown-step", line.number, number=number, step=step)


def link(number: int, step: str | None, state: State) -> etree.Element | None:
    """The element that stands for a mention, or None where it stays text."""
    target = state.context.article(number)
    if target is None:
        return None
    element = etree.Element("a" if target.url else "span", {"class": "kb-link" if target.url else "kb-elsewhere"})
    element.set("data-number", str(number))
    if target.url:
        known = step and (target.steps is None or step in target.steps)
        element.set("href", f"{target.url}#{step}" if known else target.url)
    _name(element, target, state)
    if not target.url:
        _part(element, "kb-away", f"({state.word('not_here')})", before=" ")
    elif is_local(number) and number not in state.titled:
        _part(element, "kb-away", f"({state.word('local_number')})", before=" ")
    state.titled.add(number)
    return element


def _name(element: etree.Element, target: Target, state: State) -> None:
    _part(element, "kb-number", f"KB{target.number}")
    if target.number in state.titled:
        element.set("title", target.title)
        return
    title = _part(element, "kb-title", target.title, before=" ")
    if target.language != state.context.language:
        title.set("lang", target.language)


def _part(parent: etree.Element, css: str, text: str, before: str = "") -> etree.Element:
    if before and len(parent):
        parent[-1].tail = before
    part = etree.SubElement(parent, "span", {"class": css})
    part.text = AtomicString(text)
    return part
