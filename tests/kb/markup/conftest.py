from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from kb.markup.model import Context, DemoLink, Rendered, Target
from kb.markup.render import render
from kb.markup.words import WORDS

WORDING = {key: key.replace("_", " ") for key in WORDS} | {
    "step": "Step {number}",
    "figure": "Figure {number}",
    "copy_link": "Copy link: {place}",
}
ARTICLES = {
    2260: Target(2260, "IB Key", "/en/kb/2260/ib-key/", "en", frozenset({"step-1", "log-in"})),
    3279: Target(3279, "Autre téléphone", "/en/kb/3279/", "fr", frozenset()),
    9001: Target(9001, "Without notifications", "/en/kb/9001/", "en"),
    3234: Target(3234, "No notifications", None, "en"),
}
STEPS = {"login", "pin"}


def demo(name: str, step: str | None, platform: str | None) -> DemoLink | None:
    if name == "later":
        return DemoLink("later", "Later", None, step)
    if name != "card" or (step and step not in STEPS):
        return None
    return DemoLink("card", "The card", f"/en/practice/card/?step={step}" if step else "/en/practice/card/", step)


@pytest.fixture
def article():
    """A function that renders a text; step-2 is bound to the practice step `pin`."""

    def context(language: str) -> Context:
        bound = {"step-2": demo("card", "pin", None)}
        return Context(language, 3422, WORDING, ARTICLES.get, demo, lambda step, platform: bound.get(step))

    def made(text: str, language: str = "en") -> Rendered:
        return render(text, context(language))

    made.context = context
    return made


@pytest.fixture
def codes():
    """The codes and lines of what is wrong with a text."""
    return lambda rendered: [(problem.code, problem.line) for problem in rendered.problems]


class _Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "img", "iframe", "object", "form", "input", "svg", "link", "meta", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "src", "srcset", "action"}:
                self.found.append(f"{tag} {name}")
            if name == "href" and urlsplit(value or "").scheme not in {"", "https", "mailto"}:
                self.found.append(f"href {value}")


def dangers(html: str) -> list[str]:
    """The elements and attributes of `html` that could run or load something."""
    reader = _Dangers()
    reader.feed(html)
    reader.close()
    return reader.found
