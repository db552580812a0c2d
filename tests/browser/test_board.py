"""The editors' board in the admin, looked at and followed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, WIDE
from tests.browser.test_desk import body

BOARD = "/{}/admin/kb/article/board/"
# A color that no text has today is checked all the same.
EVERY_COLOUR = "document.querySelectorAll('.is-none').forEach((state) => state.classList.remove('is-none'))"
OVERFLOW = "document.documentElement.scrollWidth > innerWidth"
CUT = """[...document.querySelectorAll('.board-title')]
    .filter((title) => getComputedStyle(title).overflow !== 'visible' && title.scrollWidth > title.clientWidth)
    .map((title) => title.textContent)"""


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
def test_every_part_can_be_read_by_everybody(open_page, signed_in, axe, language, viewport, scheme):
    page = open_page(storage_state=signed_in, viewport=viewport, color_scheme=scheme)
    page.goto(BOARD.format(language))
    parts = page.locator(".board-nav a").evaluate_all("(links) => links.map(({href}) => href)")
    assert len(parts) == 8
    for address in parts:
        page.goto(address)
        page.evaluate(EVERY_COLOUR)
        assert axe(page) == [], address
        assert not page.evaluate(OVERFLOW), address
        assert page.evaluate(CUT) == [], address


def test_a_cell_leads_to_its_text_and_a_count_to_the_texts_it_counts(open_page, signed_in):
    page = open_page(storage_state=signed_in, viewport=PHONE)
    page.goto(BOARD.format("en"))
    count = page.locator(".board-states .is-published strong").text_content()
    page.locator("ul.board-states .is-published").click()
    expect(page.locator("td .is-published")).to_have_count(int(count))
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="KB3422", exact=True))
    row.get_by_role("link", name="published").last.click()
    page.wait_for_selector("body.desk-ready")
    expect(body(page, "fr")).to_be_visible()
    expect(body(page, "en")).to_be_hidden()


SELECTED = {
    "en": {
        "count": "2 selected",
        "act": "Continue",
        "title": "Set the category of these articles?",
        "done": "2 articles are changed.",
    },
    "fr": {
        "count": "2 sélectionné(s)",
        "act": "Poursuivre",
        "title": "Changer la catégorie de ces articles ?",
        "done": "2 articles sont modifiés.",
    },
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_articles_found_by_a_word_are_changed_together(open_page, signed_in, axe, language):
    words = SELECTED[language]
    page = open_page(storage_state=signed_in, viewport=WIDE)
    page.goto(BOARD.format(language))
    page.fill("#board-q", "Digital Security Card")
    page.keyboard.press("Enter")
    boxes = page.locator("input[name=chosen]")
    expect(page.locator(".board-table mark").first).to_have_text(re.compile("digital", re.IGNORECASE))
    everything = page.locator("#bulk-every")
    everything.check()
    expect(page.locator("#bulk [role=status]")).to_contain_text(str(boxes.count()))
    everything.uncheck()
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("#bulk [role=status]")).to_have_text(words["count"])
    expect(page.locator("#bulk-category")).to_be_hidden()
    page.select_option("#bulk-deed", "category")
    expect(page.locator("#bulk-language")).to_be_hidden()
    chosen = page.locator("#bulk-category option").nth({"en": -1, "fr": 1}[language]).get_attribute("value")
    page.select_option("#bulk-category", chosen)
    assert axe(page) == []
    page.get_by_role("button", name=words["act"]).click()
    expect(page.get_by_role("heading", name=words["title"])).to_be_visible()
    assert axe(page) == []
    page.locator(".board-confirm button").click()
    expect(page.get_by_text(words["done"])).to_be_visible()
    expect(page.locator("#board-q")).to_have_value("Digital Security Card")
