"""Rows of script/bench: how soon a practice can be used on a phone with a slow line, nothing of it kept from before.

Seconds on a line emulated by the browser. They hold for any machine as far as that line, not the machine, is what one
waits for; the median of five is counted.
"""

import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launch import launch
from tests.browser.serving import Served
from tests.browser.transfer import moved, slow_line
from tests.load.bench_rows import row

TIMES = 5
PHONE = {"width": 390, "height": 844}
PRACTICE, ARTICLE = "/en/practice/no-notification/", "/en/kb/2748/"
SECONDS = {"practice page": 3.5, "practice inside an article": 4.0}


def rows(site: Served) -> list[bool]:
    address = site.address
    with sync_playwright() as playwright:
        browser = launch(playwright)
        met = [
            ready("practice page", [measured(browser, address, open_page) for _ in range(TIMES)]),
            ready("practice inside an article", [measured(browser, address, open_in_article) for _ in range(TIMES)]),
        ]
        browser.close()
    return met


def ready(name: str, found: list[tuple[float, int, int]]) -> bool:
    seconds = statistics.median(each[0] for each in found)
    requests, size = found[0][1:]
    note = f"wanted at most {SECONDS[name]}; {requests} requests, {size:,} bytes"
    return row(f"{name}, slow line", f"{seconds:.2f} s", note, met=seconds <= SECONDS[name])


def measured(
    browser: Browser, address: str, open_it: Callable[[Page, str], tuple[float, int, int]]
) -> tuple[float, int, int]:
    """Seconds until it is ready, requests, bytes."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    seconds, requests, size = open_it(page, address)
    context.close()
    return seconds, requests, size


def open_page(page: Page, address: str) -> tuple[float, int, int]:
    with slow_line(page), moved(page) as found:
        start = time.perf_counter()
        page.goto(address + PRACTICE, wait_until="commit")
        page.wait_for_selector("html[data-practice=ready]", state="attached")
        return time.perf_counter() - start, found.requests, found.bytes


def open_in_article(page: Page, address: str) -> tuple[float, int, int]:
    page.goto(address + ARTICLE, wait_until="networkidle")
    with slow_line(page), moved(page) as found:
        start = time.perf_counter()
        page.locator(".demo-open").first.click()
        page.wait_for_selector(".demo-room[data-practice=ready]", state="attached")
        return time.perf_counter() - start, found.requests, found.bytes
