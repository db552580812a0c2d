"""What script/figures runs: starts the site on data of its own and photographs it."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launch import launch
from tests.browser.serving import serving

TARGET = ROOT / "static/img/readme"
DESKTOP, PHONE = (1280, 800), (390, 844)
ARTICLE = "/fr/kb/3422/"
PRACTICE = "/en/practice/dsc-plus/?step=challenge"


def photograph(browser: Browser, address: str, name: str, size: tuple[int, int], scheme: str = "light") -> None:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", base_url=address
    )
    page.goto(
        {"home": "/en/", "article": ARTICLE, "practice": PRACTICE}[name.split("-")[0]], wait_until="networkidle"
    )
    settle(page)
    page.screenshot(path=TARGET / f"{name}.png")
    page.close()


def settle(page: Page) -> None:
    """Pictures are alike each time they are taken: nothing moves, no caret blinks."""
    page.evaluate("document.activeElement?.blur?.()")
    page.wait_for_timeout(500)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        photograph(browser, address, "home", DESKTOP)
        photograph(browser, address, "practice", DESKTOP)
        photograph(browser, address, "article-phone", PHONE)
        photograph(browser, address, "practice-phone", PHONE, "dark")
        browser.close()


if __name__ == "__main__":
    main()
