"""Help with the paragraph at the caret, by mouse and by keyboard, in both languages of the interface."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_desk import body, until, write

SOURCE = "## Log in {#log-in}\n\nType the challenge code on your security device.\n\nThen go on.\n"
SAID = {
    "en": {"terms": "Terms: 2", "use": "Use it", "advice": "Make two sentences of"},
    "fr": {"terms": "Termes : 2", "use": "Insérer", "advice": "Coupez en deux la phrase"},
}


def panel(page, language="fr"):
    return page.locator(f"[data-desk=id_body_{language}] .desk-paragraph")


def caret(page, needle, language="fr"):
    area = body(page, language)
    area.evaluate(
        "(area, at) => { area.focus(); area.setSelectionRange(at, at); area.dispatchEvent(new Event('click')); }",
        area.input_value().index(needle) + 1,
    )
    return area


@pytest.mark.parametrize("interface", ["en", "fr"])
def test_terms_and_words_to_avoid_are_put_in_by_mouse_and_key(open_form, axe, interface):
    page, words = open_form(1131, interface), SAID[interface]
    write(page, SOURCE, language="en")
    area = write(page, "## Connexion {#log-in}\n\nTapez le code de défi 🔑.\n", language="fr")
    caret(page, "Tapez")
    help = panel(page)
    expect(help.get_by_role("status").first).to_contain_text(words["terms"].replace(" :", "\xa0:"))
    expect(help.locator(".desk-source")).to_have_text("Type the challenge code on your security device.")
    help.locator(".desk-avoided button").click()
    assert area.input_value() == "## Connexion {#log-in}\n\nTapez le code Challenge 🔑.\n"
    page.keyboard.press("Control+z")
    assert "code de défi" in area.input_value()
    caret(page, "🔑")
    expect(help.locator(".desk-terms li").nth(1)).to_contain_text("security device → appareil de sécurité")
    page.keyboard.press("Control+Shift+Digit3")  # the second term, behind the word to avoid and the first
    assert "appareil de sécurité" in area.input_value()
    expect(help.locator(".desk-terms li").nth(1)).to_have_class("is-there")
    assert axe(page) == []
    page.keyboard.press("Tab")
    expect(help.locator("button").first).to_be_focused()


def test_a_published_translation_is_offered_and_takes_the_paragraphs_place(open_form):
    page = open_form(1131)
    source = "Type your user name and password on the login screen, then select [[Log In]]. A 6-digit code appears."
    write(page, f"## Log in {{#log-in}}\n\n{source}\n", language="en")
    area = write(page, "## Connexion {#log-in}\n\nÀ écrire.\n\nFin.\n", language="fr")
    caret(page, "À écrire")
    first = panel(page).locator(".desk-memory li").first
    expect(first).to_contain_text("%")
    first.locator("summary").click()
    expect(first.locator("del, ins").first).to_be_visible()
    said = first.locator("p").nth(1).text_content()
    first.get_by_role("button", name="Use it").click()
    assert area.input_value() == f"## Connexion {{#log-in}}\n\n{said}\n\nFin.\n"
    assert page.evaluate("document.activeElement.id") == "id_body_fr"


@pytest.mark.parametrize("interface", ["en", "fr"])
def test_a_long_sentence_is_told_in_plain_words(open_form, interface):
    page = open_form(1131, interface)
    write(page, "Take the card " + "and take the card " * 9 + "home.\n", language="en")
    caret(page, "Take", "en")
    expect(panel(page, "en").locator(".desk-advice")).to_contain_text(SAID[interface]["advice"])


def test_help_can_be_hidden_and_a_text_that_one_may_not_write_has_none(open_form):
    page = open_form(1131)
    button = page.locator("[data-desk=id_body_fr] [data-do=paragraph]")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(panel(page)).to_be_hidden()
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(panel(page)).to_be_visible()


def test_a_machine_is_asked_at_the_press_of_its_button_alone_and_what_it_says_waits_for_the_editor(open_form):
    """The site of these tests has no machine, so the page is told of one, and its answers are given here."""
    page = open_form(1131, viewport=DESKTOP)
    asked = []

    def answer(route):
        asked.append(route.request.post_data)
        route.fulfill(
            content_type="application/json", body=json.dumps({"target": "Touchez ici.", "lost": ["[[Log In]]"]})
        )

    def form(route):
        response = route.fetch()
        route.fulfill(
            response=response, body=response.text().replace('"receiver": ""', '"receiver": "translate.example"')
        )

    page.route("**/editor/translation/", answer)
    page.route(re.compile("/change/"), form)
    page.reload()
    until(page, "document.body.classList.contains('desk-ready')")
    write(page, "## Log in {#log-in}\n\nTap [[Log In]].\n", language="en")
    area = write(page, "## Connexion {#log-in}\n\nRien.\n", language="fr")
    caret(page, "Rien")
    button = panel(page).get_by_role("button", name="translate.example")
    expect(button).to_be_visible()
    assert asked == []
    button.focus()
    page.keyboard.press("Enter")
    part = panel(page).locator(".desk-machine")
    expect(part).to_contain_text("Touchez ici.")
    expect(part).to_contain_text("Missing or changed: [[Log In]]")
    expect(button).to_be_focused()
    assert "Touchez" not in area.input_value()
    part.get_by_role("button", name="Use it").click()
    assert area.input_value() == "## Connexion {#log-in}\n\nTouchez ici.\n"
    assert len(asked) == 1
