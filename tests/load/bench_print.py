"""Rows of script/bench: how many sheets of A4 each article takes on paper, in each language."""

import re

from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser import paper
from tests.browser.launch import launch
from tests.browser.serving import Served
from tests.load.bench_rows import row

RETIRED = re.compile(r"^retired:", re.MULTILINE)
MOST = 2


def rows(site: Served) -> list[bool]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        met = []
        for number in numbers():
            found = []
            for code, _name in settings.LANGUAGES:
                page.goto(f"{site.address}/{code}/kb/{number}/", wait_until="load")
                found.append(paper.pages(page))
            note = f"wanted at most {MOST}; {' and '.join(map(str, found))}"
            met.append(row(f"KB{number} on paper", f"{max(found)} A4", note, met=max(found) <= MOST))
        browser.close()
    return met


def numbers() -> list[int]:
    texts = sorted(settings.CONTENT_DIR.glob("articles/KB*/en.md"))
    return sorted(int(path.parent.name[2:]) for path in texts if not RETIRED.search(path.read_text()))
