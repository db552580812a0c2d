"""What an article and the practices that walk through it have to agree on: steps, and the labels on their screens."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kb import demos
from kb.demos import Demo, DemoStep
from kb.files.problems import FileProblem
from kb.files.tree import TextFile
from kb.markup.model import Rendered

LABEL = re.compile(r"\[\[(.+?)\]\]")
DEVICE = re.compile(r"\+\+(.+?)\+\+|`(.+?)`")  # its keys, and what its display shows
NEXT = re.compile(r"\d+[a-z]?\.\s|:::\s*$")


def _is_in(demo: Demo, language: str) -> bool:
    return demo.ready and demo.spoken(language) == language


def disagreeing(file: TextFile, rendered: Rendered) -> Iterator[FileProblem]:
    """Where the text of `file` and a practice that walks through it say different things, on the lines of the file.

    Warnings, as at the desk: an article may be published before its practice follows.
    """
    for demo in demos.all_demos():
        bound: dict[str, list[DemoStep]] = {}
        for step in demo.steps_of(file.place.number) if _is_in(demo, file.place.language) else ():
            if step.article_step:
                bound.setdefault(step.article_step, []).append(step)
        for anchor, steps in bound.items():
            if anchor in rendered.steps:
                yield from _labels(file, demo, rendered.lines[anchor], steps)
            else:
                message = _("The practice scenario “%(demo)s” walks through “%(step)s”: there is no such step here.")
                yield file.in_body(1, message % {"demo": demo.id, "step": anchor}, blocks=False)


def _labels(file: TextFile, demo: Demo, first: int, steps: Sequence[DemoStep]) -> Iterator[FileProblem]:
    """`first` is the line of the body on which the step of the article begins that `steps` walk through."""
    shown = {label for step in steps for label in step.labels.get(file.place.language, ())}
    text = _lines(file.parsed.body, first)
    named = {label: first + at for at, line in enumerate(text) for label in LABEL.findall(line)}
    message = _("The practice scenario “%(demo)s” does not show “%(label)s”, which this step names.")
    for label in named.keys() - shown:
        yield file.in_body(named[label], message % {"demo": demo.id, "label": label}, blocks=False)
    message = _("The practice scenario “%(demo)s” shows “%(label)s” in this step, which does not name it.")
    for label in shown - named.keys() - _shown_by_devices("\n".join(text)):
        yield file.in_body(first, message % {"demo": demo.id, "label": label}, blocks=False)


def _shown_by_devices(text: str) -> set[str]:
    return {each for found in DEVICE.findall(text) for each in found}


def _lines(body: str, first: int) -> list[str]:
    """Those of the step that begins on line `first`, up to the next one or the end of the list."""
    lines = body.split("\n")
    end = next((at for at in range(first, len(lines)) if NEXT.match(lines[at])), len(lines))
    return lines[first - 1 : end]
