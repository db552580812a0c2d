"""The lists of words at the desk in a browser: a synonym from its first try to readers, by keyboard, in both languages."""

import os
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

WORDS = "/{}/admin/kb/article/words/"
SAID = {
    "en": {"add": "Add a row (English)", "words": "Words that mean the same", "try": "What a reader types", "show": "Show the effect", "save": "Save", "now": "Saved. Readers see it now.", "list": "Synonyms", "find": "Find in the list"},
    "fr": {"add": "Ajouter une ligne (anglais)", "words": "Mots de même sens", "try": "Ce qu’un lecteur saisit", "show": "Voir l’effet", "save": "Enregistrer", "now": "Enregistré. Les lecteurs le voient déjà.", "list": "Synonymes", "find": "Chercher dans la liste"},
}  # fmt: skip


def picture(page, name):
    """Where PICTURES names a folder, the page is put there to be looked at."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_synonym_from_its_first_try_to_readers(open_page, signed_in, axe, language):
    said = SAID[language]
    word = "zz" + "".join(secrets.choice("bdgkmvz") for _ in range(8))  # nobody's word, on a second try neither
    page = open_page(storage_state=signed_in, viewport=DESKTOP)
    page.goto(WORDS.format(language))
    assert axe(page) == []
    page.get_by_role("link", name=said["list"], exact=True).press("Enter")
    assert axe(page) == []
    page.get_by_role("link", name=said["add"]).press("Enter")
    page.get_by_label(said["words"]).fill(f"security card, {word}")
    page.get_by_label(said["try"]).fill(word)
    page.get_by_role("button", name=said["show"]).press("Enter")
    effect = page.locator("#effect")
    expect(effect.locator("ol")).to_have_count(1)  # nothing before, articles then
    expect(effect.locator("ol li").first).to_contain_text("KB")
    assert axe(page) == []
    picture(page, f"try-{language}")
    page.get_by_role("button", name=said["save"], exact=True).press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(said["now"])
    page.get_by_label(said["find"]).fill(word)
    page.keyboard.press("Enter")
    expect(page.locator(".words-rows tbody tr")).to_have_count(1)
    reader = open_page()
    reader.goto(f"/en/search/?q={word}")
    expect(reader.locator("main")).to_contain_text("KB")


LOOKED_AT = {
    "index": "",
    "tags": "tags/",
    "categories": "categories/",
    "glossary": "glossary/",
    "stopwords": "stopwords/",
    "snippets": "snippets/",
    "choose": "choose/",
    "text": "choose/text/",
    "new-question": "choose/rows/all/",
    "new-term": "glossary/rows/terms/",
    "new-snippet": "snippets/rows/all/",
}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_everybody_can_use_each_page(open_page, signed_in, axe, name):
    for language, size, scheme in (("en", DESKTOP, "light"), ("fr", PHONE, "dark")):
        page = open_page(storage_state=signed_in, viewport=size, color_scheme=scheme)
        page.goto(WORDS.format(language) + LOOKED_AT[name])
        assert axe(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name} is wider than the screen by {wide} px"
        picture(page, f"{name}-{language}")
        page.close()
