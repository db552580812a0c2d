"""The picture of an article in lists and link previews: that of the practice which walks through it."""

import re
from collections.abc import Sequence

from kb import demos
from kb.base import screenshots
from kb.base.screenshots import View
from kb.demos import Demo
from kb.web.page import absolute

SHOWN = re.compile(r' data-demo="([a-z0-9-]+)"')  # in a text as it is rendered
USUAL = "dsc-plus"  # the practice whose picture represents the site


def demo_of(number: int) -> Demo | None:
    """The practice of article `number`, the first of several."""
    found = [demo for demo in demos.all_demos() if demo.ready]
    own = (demo for demo in found if demo.article == number)
    shared = (demo for demo in found if any(step.article == number for step in demo.steps))
    return next(own, None) or next(shared, None)


def views(number: int, language: str) -> Sequence[View]:
    """What to show of article `number` in a list; nothing where no practice walks through it."""
    demo = demo_of(number)
    return screenshots.find(demo.cover, language) if demo and demo.cover else ()


def preview(language: str, number: int | None = None, html: str = "") -> str:
    """The address of what another site shows of a link to article `number` or, without one, to this site; empty: nothing.

    An article that no practice walks through shows the first practice that its `html` leads to.
    """
    demo = demo_of(number) if number is not None else None
    shown = SHOWN.search(html)
    names = [demo.id] if demo else [shown[1]] if shown else []
    found = (screenshots.preview(name, language) for name in [*names, USUAL])
    return absolute(path) if (path := next(filter(None, found), "")) else ""
