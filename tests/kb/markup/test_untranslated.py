"""What nobody translated is marked or told, and what is alike in every language is not."""

import pytest

from kb.markup.segments import segments
from kb.markup.untranslated import MARK, as_in_source, marked, problems
from tests.kb.markup.test_articles import ARTICLES

SOURCE = "Tap the button on your phone.\n\n::: steps\n1. Enter the number that the phone shows.\n2. [[Log In]]\n:::\n"


def told(text, source=SOURCE):
    return [(problem.line, problem.values["text"]) for problem in as_in_source(source, text)]


def test_a_paragraph_in_the_words_of_the_source_is_told_at_its_line():
    half = SOURCE.replace("Tap the button on your phone.", "Appuyez sur le bouton de votre téléphone.")
    assert told(half) == [(4, "Enter the number that the phone shows.")]
    assert len(told(SOURCE)) == 2 and not any(problem.blocks for problem in as_in_source(SOURCE, SOURCE))


@pytest.mark.parametrize(
    "text",
    [
        "IBKR Mobile, TWS",
        "[[Enter your user name and password here]]",
        "`NO ANSWER FROM THE CARD READER`",
        "1 2 3 4 5 6 7",
        "KB1131#log-in",
    ],
)
def test_names_and_what_a_screen_shows_are_alike_in_every_language(text):
    assert told(f"{text}\n", f"{text}\n") == []


def test_the_same_words_at_another_place_are_none_of_the_source():
    assert told("Begin.\n\n" + SOURCE.partition("\n\n")[0] + "\n") == []


@pytest.mark.parametrize("folder", sorted(ARTICLES.glob("KB*")), ids=lambda folder: folder.name)
def test_none_of_our_articles_has_one(folder):
    english, french = ((folder / f"{code}.md").read_text().split("---\n", 2)[2] for code in ("en", "fr"))
    assert segments(english) and told(french, english) == []


def test_each_line_with_the_mark_is_an_error():
    text = f"One.\n\n{marked('Two is here.')}\n\n- {marked('Three')}\n"
    found = list(problems(text))
    assert [(problem.line, problem.values["text"]) for problem in found] == [(3, "Two is here."), (5, "Three")]
    assert all(problem.blocks and problem.values["mark"] == MARK for problem in found)
