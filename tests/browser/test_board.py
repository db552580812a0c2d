"""The editors' board in the admin, looked at and followed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_desk import body

BOARD = "/{}/admin/kb/article/board/"
# A colour that no text has today is checked all the same.
EVERY_COLOUR = "document.querySelectorAll('.is-none').forEach((state) => state.classList.remove('is-none'))"
OVERFLOW = "document.documentElement.scrollWidth > innerWidth"


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
