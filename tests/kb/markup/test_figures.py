"""A figure shows what a practice looks like at some moment, where there is a picture of that."""

from dataclasses import replace

import pytest

from kb.base.screenshots import Screenshot, View
from kb.markup.model import DemoLink
from kb.markup.render import render
from tests.kb.markup.conftest import WORDING, dangers

VIEW = View("card/pin-0a1b2c3d", "card/pin-4e5f6a7b", 440, 300)
PIN = DemoLink(
    "card",
    "The card",
    "/en/practice/card/?step=pin",
    "pin",
    moves=("press", "card.pin", "ok"),
    devices=("card", "window"),
)


@pytest.fixture
def shown(article):
    """A function that renders a figure of the step `pin` with FIELDS, where a picture has VIEWS; also what was asked for."""

    def made(*fields: str, views=(VIEW,), language="en"):
        asked = []
        text = "\n".join(["::: figure 1", "demo: card", "state: pin", *fields, "caption: The card asks.", ":::"])
        context = replace(
            article.context(language),
            words=WORDING,
            demo=lambda name, step, place: replace(PIN, step=step),
            screenshot=lambda screenshot: asked.append(screenshot) or views,
        )
        return render(text, context), asked

    return made


def test_a_figure_has_the_picture_of_its_state_in_both_themes_and_two_sizes(shown):
    rendered, asked = shown("alt: The card shows PIN.")
    assert asked == [Screenshot("card", "pin")]
    html = rendered.html
    assert 'alt="The card shows PIN."' in html
    assert 'width="440" height="300" loading="lazy"' in html
    assert 'media="screen and (prefers-color-scheme: dark)"' in html
    for file in (
        "pin-0a1b2c3d.webp 440w",
        "pin-0a1b2c3d@2x.webp 880w",
        "pin-4e5f6a7b.webp 440w",
        "pin-4e5f6a7b@2x.webp 880w",
    ):
        assert f"/static/figures/card/{file}" in html
    assert rendered.problems[0].code == "practice-elsewhere"  # and nothing else is wrong


def test_the_picture_is_a_link_to_itself_in_full_size_and_the_step_is_tried_on_it(shown):
    html = shown("alt: The card.")[0].html
    assert '<a class="shot-link" href="/static/figures/card/pin-0a1b2c3d@2x.webp"' in html
    assert html.index("shot-link") < html.index('class="try"') < html.index("<figcaption>")


def test_of_two_systems_each_has_its_picture(shown):
    views = [replace(VIEW, system="ios"), replace(VIEW, system="android")]
    html = shown("alt: The phone.", views=views)[0].html
    assert html.count('data-system="ios"') == html.count('data-system="android"') == 1


def test_without_a_picture_a_figure_is_its_caption(shown):
    html = shown("alt: The card.", views=())[0].html
    assert "<img" not in html and "The card asks." in html and 'class="try"' in html


def test_moments_device_and_pointers_say_which_picture(shown):
    _rendered, asked = shown("moment: before ok, end", "device: card", "pointers: [card.ok, card.press]", "alt: Two.")
    assert asked == [Screenshot("card", "pin", "", ("before ok", "end"), "card", ("card.ok", "card.press"))]


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("moment: before supper", ("unknown-moment", 4)),
        ("moment: ok", ("unknown-moment", 4)),
        ("device: toaster", ("unknown-device", 4)),
        ("pointers: [toaster.ok]", ("unknown-device", 4)),
        ("pointers: [card]", ("unknown-device", 4)),
        ("pointers: card.ok", ("figure-pointers", 4)),
    ],
)
def test_what_the_practice_has_not_is_told_with_its_line(shown, field, problem):
    rendered, _asked = shown(field, "alt: The card.")
    assert problem in [(each.code, each.line) for each in rendered.problems if each.blocks]


def test_a_picture_without_alternative_text_is_told_and_has_the_words_of_its_caption(shown):
    rendered, _asked = shown()
    assert "figure-without-alt" in [each.code for each in rendered.problems if not each.blocks]
    assert 'alt="The card asks."' in rendered.html


def test_the_alternative_text_is_no_way_in(shown):
    """The marks of a picture come through the cleaning; nothing that runs or leads away does."""
    html = shown('alt: "><script>x</script><img src="https://evil.example/x" onerror="y">')[0].html
    assert "<script" not in html and html.count("<img") == 1
    assert [each for each in dangers(html) if "evil" in each] == []


def test_the_words_that_are_searched_hold_no_address_and_no_alternative_text(shown):
    assert shown("alt: Only for those who cannot see it.")[0].plain == "Figure 1 The card asks."
