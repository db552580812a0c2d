"""Articles cut into what is translated: lossless, and at the same places in every language."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.markup.segments import cut, fill, segments
from tests.kb.markup.test_articles import ARTICLES

FOLDERS = sorted(ARTICLES.glob("KB*"))

ARTICLE = """Before.

## Log in {#log-in}

::: tabs
::: tab ios Apple iOS
::: steps ios
1. Type your name.
   A second line.

   ::: figure 1
   demo: dsc-plus
   alt: Two fields.
   caption: The login screen.
   :::
4a. Tap [[More]].
:::
:::
:::

| Method | Limit |
|---|---|
| SMS | 200 \\| 300 |

- One
  and more
- Two

::: note Mind this
Nothing.
:::
"""


def keys(body: str) -> dict[str, str]:
    return {segment.key: segment.text for segment in segments(body)}


def test_every_kind_of_text_is_a_segment_at_a_place_of_its_own():
    assert keys(ARTICLE) == {
        ":text-1": "Before.",
        "log-in:heading-1": "Log in",
        "log-in/ios:title-1": "Apple iOS",
        "log-in/ios/ios/step-1:text-1": "Type your name.\nA second line.",
        "log-in/ios/ios/step-1/figure-1:alt-1": "Two fields.",
        "log-in/ios/ios/step-1/figure-1:caption-1": "The login screen.",
        "log-in/ios/ios/step-4a:text-1": "Tap [[More]].",
        "log-in:cell-1": "Method",
        "log-in:cell-2": "Limit",
        "log-in:cell-3": "SMS",
        "log-in:cell-4": "200 \\| 300",
        "log-in:item-1": "One\nand more",
        "log-in:item-2": "Two",
        "log-in:title-1": "Mind this",
        "log-in:text-1": "Nothing.",
    }


def test_filled_texts_keep_the_markers_and_the_indentation_around_them():
    filled = fill(ARTICLE, {"log-in/ios/ios/step-1:text-1": "Nom.\nDeux.\nTrois.", "log-in:item-2": "Deux\nlignes"})
    assert "1. Nom.\n   Deux.\n   Trois.\n\n   ::: figure 1" in filled
    assert "- Deux\n   lignes\n" in filled
    assert keys(filled)["log-in/ios/ios/step-1:text-1"] == "Nom.\nDeux.\nTrois."


def put_together(body: str) -> str:
    return "".join(piece if isinstance(piece, str) else piece.raw for piece in cut(body))


LINES = st.sampled_from(
    [*ARTICLE.split("\n"), "| |", "|a|", ":::", "1. ", "caption: x", "   indented  ", "::: steps", "\t"]
)


@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=200))
@example("| a |  | b |\n")
@settings(deadline=None)
def test_nothing_is_lost_whatever_is_written(body):
    assert put_together(body) == body
    assert fill(body, {}) == body
    assert len(keys(body)) == len(segments(body))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_languages_of_an_article_have_the_same_segments(folder):
    bodies = [path.read_text().split("---\n", 2)[2] for path in sorted(folder.glob("*.md"))]
    assert [put_together(body) for body in bodies] == bodies
    assert keys(bodies[0]).keys() == keys(bodies[1]).keys()
