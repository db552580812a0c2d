"""Every article with steps has the shape that readers know: how long it takes, the steps, how success looks, what may go wrong, who helps."""

import re

import pytest
from django.conf import settings

ARTICLES = settings.CONTENT_DIR / "articles"
TEXTS = sorted(
    path.relative_to(ARTICLES).as_posix() for path in ARTICLES.glob("*/*.md") if "\nretired: " not in path.read_text()
)
WITH_STEPS = [name for name in TEXTS if "\n::: steps" in (ARTICLES / name).read_text()]
TIME = {"en": r"\ba minute\b|\b\d+\s(?:to\s\d+\s)?minutes\b", "fr": r"\bune minute\b|\b\d+\s(?:à\s\d+\s)?minutes\b"}
RESULT = {"en": r"\*\*[^*\n]+ when\*\*", "fr": r"\*\*[^*\n]+ (?:quand|lorsque)\*\*"}
TROUBLE = {"en": r"^#{2,3} .*[Ii]f you see this, do that", "fr": r"^#{2,3} .*[Ss]i vous voyez ceci, faites cela"}
HELP = "\n::: snippet client-services\n"
WHOLLY_TROUBLE = {"KB1132", "KB9005"}  # each section of these is what one may see, and what to do
NO_SCREEN = {"KB1131", "KB9006"}  # the first message is enrolled with elsewhere; a call shows nothing


def parts(name):
    number, language = name.removesuffix(".md").split("/")
    return number, language, (ARTICLES / name).read_text().split("---\n", 2)[2]


@pytest.mark.parametrize("name", WITH_STEPS)
def test_it_says_how_long_it_takes_before_the_first_step(name):
    _number, language, text = parts(name)
    assert re.search(TIME[language], text[: text.index("\n1. ")])


@pytest.mark.parametrize("name", WITH_STEPS)
def test_it_says_how_success_looks_after_the_steps(name):
    _number, language, text = parts(name)
    assert re.search(RESULT[language], text[text.index("::: steps") :])


@pytest.mark.parametrize(
    "name", [name for name in WITH_STEPS if name.split("/")[0] not in WHOLLY_TROUBLE | NO_SCREEN]
)
def test_it_says_what_to_do_if_something_else_is_seen(name):
    _number, language, text = parts(name)
    assert re.search(TROUBLE[language], text, re.MULTILINE)


@pytest.mark.parametrize("name", TEXTS)
def test_it_says_who_helps(name):
    number, _language, text = parts(name)
    assert number == "KB9006" or HELP in text


@pytest.mark.parametrize("name", TEXTS)
def test_no_line_ends_in_spaces_that_break_it(name):
    assert not re.search(r"[ \t]+$", (ARTICLES / name).read_text(), re.MULTILINE)
