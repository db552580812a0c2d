"""On a phone the first step of an article begins on the first screen or just below it: nobody scrolls through a preface."""

import re

from django.conf import settings

LOWEST = 900  # px from the top of the page, on a phone of 390 × 844
RETIRED = re.compile(r"^retired:", re.MULTILINE)


def articles(language: str) -> list[int]:
    """The numbers of the articles that have steps."""
    texts = {path: path.read_text() for path in sorted(settings.CONTENT_DIR.glob(f"articles/KB*/{language}.md"))}
    return [
        int(path.parent.name[2:]) for path, text in texts.items() if "::: steps" in text and not RETIRED.search(text)
    ]


def test_the_first_step_begins_on_the_first_screen_of_a_phone(open_page, language):
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    low = {}
    for number in articles(language):
        page.goto(f"/{language}/kb/{number}/", wait_until="domcontentloaded")
        top = page.locator(".body .step").first.bounding_box()["y"]
        if top > LOWEST:
            low[number] = round(top)
    assert low == {}


def test_on_a_phone_the_links_of_the_header_are_a_menu_that_needs_no_script(open_page, language):
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"/{language}/kb/3422/")
    first = page.locator(".sections a").first
    assert not first.is_visible()
    page.locator(".menu-button").click()
    assert first.is_visible()
    page.keyboard.press("Escape")
    assert not first.is_visible()


def test_on_a_wide_screen_the_links_of_the_header_are_seen_at_once(open_page, language):
    page = open_page(viewport={"width": 1280, "height": 844}, java_script_enabled=False)
    page.goto(f"/{language}/kb/3422/")
    assert page.locator(".sections a").first.is_visible()
    assert not page.locator(".menu-button").is_visible()
