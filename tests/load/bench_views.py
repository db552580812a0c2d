"""Rows of script/bench: what a first view has a browser move, heads of answers included, and how many requests it is."""

from playwright.sync_api import Browser, sync_playwright

from tests.browser.launch import launch
from tests.browser.serving import Served
from tests.browser.transfer import moved
from tests.load.bench_rows import row

MOST = {  # requests, bytes
    "/en/kb/3422/digital-security-card-plus/": (10, 60_000),
    "/en/practice/dsc-plus/": (14, 120_000),
    "/fr/practice/no-notification/": (14, 160_000),
}


def rows(site: Served) -> list[bool]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        met = [first_view(browser, site.address, path, most) for path, most in MOST.items()]
        browser.close()
    return met


def first_view(browser: Browser, address: str, path: str, most: tuple[int, int]) -> bool:
    context = browser.new_context()
    page = context.new_page()
    with moved(page) as found:
        page.goto(address + path, wait_until="networkidle")
    context.close()
    met = found.requests <= most[0] and found.bytes <= most[1]
    note = f"{found.requests} requests; wanted at most {most[1]:,} in {most[0]}"
    return row(f"first view of {path}", f"{found.bytes:,} bytes", note, met=met)
