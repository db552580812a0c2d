"""Numbers of articles in running text."""

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from kb.markup.model import Mention, Target
from kb.markup.state import State
from kb.text.numbers import MENTION, is_local

WANTED = "data-number"  # on every link made of a mention


def note_mentions(text: str, line: int, state: State) -> None:
    """Record the mentions in `text` and complain about those that lead nowhere."""
    for match in MENTION.finditer(text):
        number, step = int(match[1]), match[2]
        if number == state.context.number:
            if step:
                state.within.append((step, line))
            continue
        state.mentions.append(Mention(number, step, line))
        target = state.context.article(number)
        if target is None:
            state.complain("unknown-article", line, number=number)
        elif step and target.steps is not None and step not in target.steps:
            state.complain("unknown-step", line, number=number, step=step)


def link(number: int, step: str | None, state: State) -> etree.Element | None:
    """The element that stands for a mention, still without its words; None where the mention stays text."""
    if number == state.context.number:
        return etree.Element("a", {"class": "kb-link", "href": f"#{step}", WANTED: str(number)}) if step else None
    target = state.context.article(number)
    if target is None:
        return None
    leads = target.url or target.away
    element = etree.Element("a" if leads else "span", {"class": "kb-link" if target.url else "kb-elsewhere"})
    element.set(WANTED, str(number))
    if target.url:
        known = step and (target.steps is None or step in target.steps)
        element.set("href", f"{target.url}#{step}" if known else target.url)
    elif target.away:
        element.set("href", target.away)
        element.set("rel", "noopener noreferrer")
    return element


def name_links(root: etree.Element, state: State) -> None:
    """Give the links below `root` their words, in reading order: the first of a number shows the title."""
    for element in root.iter():
        if number := element.get(WANTED):
            _name(element, int(number), state)


def _name(element: etree.Element, number: int, state: State) -> None:
    _part(element, "kb-number", f"KB{number}")
    target = state.context.article(number)
    if number == state.context.number or target is None:
        return
    _title(element, target, state)
    if not target.url:
        word = "at_the_broker" if target.away else "not_here"
        _part(element, "kb-away", f"({state.word(word)})", before=" ")
    elif is_local(number) and number not in state.titled:
        _part(element, "kb-away", f"({state.word('local_number')})", before=" ")
    state.titled.add(number)


def _title(element: etree.Element, target: Target, state: State) -> None:
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
