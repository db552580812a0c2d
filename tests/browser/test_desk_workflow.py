"""From a changed original to a published translation, in the real admin and in both languages of its interface."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_desk import KEPT, body, until

ORIGINAL = {"en": 2748, "fr": 2545}  # an article each, so that the two runs do not meet
WORDS = {
    "en": {
        "behind": "The original has changed since: 1 edit.",
        "published": "Readers see it now: French.",
        "history": "History and publication",
        "readers": "As readers see it",
    },
    "fr": {
        "behind": "L’original a changé depuis : 1 modification.",
        "published": "Les lecteurs le voient maintenant : français.",
        "history": "Historique et publication",
        "readers": "Tel que les lecteurs le voient",
    },
}
SAVE = "[name=_continue]"


@pytest.mark.parametrize("interface", ["en", "fr"])
def test_a_translation_goes_from_stale_to_published(open_form, axe, interface):
    words, number = WORDS[interface], ORIGINAL[interface]
    page = open_form(number, interface)

    change_step(page, "en", "First: ")
    page.select_option("#id_significance_en", "30")
    page.fill("#id_change_en", "The first step is clearer.")
    page.click("[name=then_en][value=publish]")

    part = page.locator(".desk-where-fr")
    expect(part.get_by_text(words["behind"])).to_be_visible()
    expect(part.locator("ins").first).to_contain_text("First")
    assert axe(page) == []
    reader = page.context.new_page()
    reader.goto(f"/fr/kb/{number}/")
    expect(reader.locator(".notice.stale")).to_be_visible()
    expect(reader.locator(".stale-mark")).to_have_count(1)
    assert axe(reader) == []

    change_step(page, "fr", "D’abord : ")
    page.check("#id_caught_up_fr")
    page.click("[name=then_fr][value=publish]")
    expect(page.get_by_text(words["published"])).to_be_visible()
    expect(page.get_by_text(words["behind"])).to_have_count(0)
    reload_until_gone(reader, ".stale-mark, .notice.stale")
    expect(reader.get_by_text("D’abord").first).to_be_visible()

    page.locator(".desk-where-fr").get_by_role("link", name=words["history"]).click()
    expect(page.locator(".diff ins").first).to_contain_text("D’abord")
    expect(page.get_by_role("link", name=words["readers"])).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert axe(page) == []
    page.goto(page.url.partition("text/")[0] + "archive/")
    expect(page.locator(".button.grave")).to_be_visible()
    assert axe(page) == []


def test_two_editors_at_once_lose_nothing(open_form):
    first = open_form(1861)
    second = open_form(1861, page=first.context.new_page())
    before = body(first).input_value()
    body(first).fill(before + "\nThe first editor’s line.\n")
    first.click(SAVE)
    expect(first.locator(".messagelist .success")).to_be_visible()
    body(second).fill("The second editor’s line.\n\n" + before)
    second.click(SAVE)
    expect(second.locator(".met")).to_be_visible()
    both = body(second).input_value()
    second.locator(".met summary").click()
    expect(second.locator(".met .diff-added ins").first).to_be_visible()
    second.set_viewport_size(
        {"width": 390, "height": 844}
    )  # one text above the other: nothing that was added is left out
    expect(second.locator(".met .diff-added ins").first).to_be_visible()
    second.set_viewport_size({"width": 1400, "height": 900})
    assert both.startswith("The second editor’s line.") and both.rstrip().endswith("The first editor’s line.")
    expect(second.locator("#desk-kept")).to_be_hidden()  # what was sent is in the form
    second.click(SAVE)
    expect(second.locator(".messagelist .success")).to_be_visible()
    expect(second.locator(".met")).to_have_count(0)


def test_a_text_restored_after_a_crash_is_put_together_with_what_a_colleague_saved_since(open_form):
    crashed = open_form(1861)
    before = body(crashed).input_value()
    body(crashed).fill("Typed before the crash.\n\n" + before)
    until(crashed, KEPT)
    crashed.evaluate("window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
    colleague = open_form(1861)  # in a browser of its own
    body(colleague).fill(before + "\nSaved by a colleague.\n")
    colleague.click(SAVE)
    expect(colleague.locator(".messagelist .success")).to_be_visible()
    again = open_form(1861, page=crashed.context.new_page())
    again.locator("#desk-kept [data-restore]").click()
    again.click(SAVE)
    expect(again.locator(".met")).to_be_visible()
    both = body(again).input_value()
    assert both.startswith("Typed before the crash.") and both.rstrip().endswith("Saved by a colleague.")


def reload_until_gone(page, selector):
    """Kept pages are renewed within a second or so of a change."""
    deadline = time.monotonic() + 20
    while page.locator(selector).count():
        assert time.monotonic() < deadline, selector
        page.reload()


def change_step(page, language, words):
    """`words` before those of the first step."""
    area = body(page, language)
    area.fill(area.input_value().replace("\n1. ", f"\n1. {words}", 1))


@pytest.mark.parametrize("interface", ["en", "fr"])
def test_a_preview_link_can_be_copied_and_its_banner_keeps_its_distance(open_form, axe, interface):
    page = open_form(3196, interface)
    page.locator(".desk-where-en").get_by_role("link", name=WORDS[interface]["history"]).click()
    page.get_by_role("button", name={"en": "Make a preview link", "fr": "Créer un lien d’aperçu"}[interface]).click()
    button = page.get_by_role("button", name={"en": "Copy the link", "fr": "Copier le lien"}[interface])
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist [role=status]")).to_have_text({"en": "Copied.", "fr": "Copié."}[interface])
    assert axe(page) == []
    page.locator(".messagelist a").click()
    banner, below = page.locator(".notice"), page.locator(".body")
    assert below.bounding_box()["y"] - banner.bounding_box()["y"] - banner.bounding_box()["height"] >= 16
