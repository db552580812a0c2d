"""Several texts rendered so that each may point to any other."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kb.markup.model import Image, Rendered
from kb.markup.render import render
from kb.publishing.context import context
from kb.publishing.shelf import Shelf
from kb.publishing.snippets import Snippets, snippets
from kb.text.numbers import MENTION

FindPicture = Callable[["Source", str], Image | None]


@dataclass(frozen=True)
class Source:
    """The Markdown of an article in one language."""

    number: int
    language: str
    body: str


def render_together(
    sources: Sequence[Source], shelf: Shelf, picture: FindPicture, shared: Snippets | None = None
) -> list[Rendered]:
    """Each source rendered; `shelf` holds at least `numbers_in(sources)`, `picture` finds what a figure of a source names.

    `shared` are the snippets to take, if not this site's. What other articles point into is rendered twice: a link to a step needs to know first whether that step exists.
    """
    pointed_into = {
        int(match[1])
        for source in sources
        for match in MENTION.finditer(source.body)
        if match[2] and int(match[1]) != source.number
    }
    render_one = partial(_render, picture=picture, shared=shared or snippets())
    for source in sources:
        if source.number in pointed_into:
            shelf = shelf.with_anchors(source.number, source.language, render_one(source, shelf).anchors)
    return [render_one(source, shelf) for source in sources]


def numbers_in(sources: Collection[Source]) -> set[int]:
    """The articles that `sources` are and that they mention, themselves or in a snippet."""
    mentioned = {int(match[1]) for source in sources for match in MENTION.finditer(source.body)}
    return mentioned | {source.number for source in sources} | {number for number, _line in snippets().numbers()}


def _render(source: Source, shelf: Shelf, *, picture: FindPicture, shared: Snippets) -> Rendered:
    around = replace(
        context(shelf, source.number, source.language),
        image=partial(picture, source),
        snippet=partial(shared.find, source.language),
    )
    return render(source.body, around)
