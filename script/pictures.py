"""What script/figures runs: takes the pictures of articles, practices and README, or says which of them are old.

It starts the site on data of its own, walks through each practice in each language, and keeps the pictures in
static/figures/, with a manifest that says what each was made from. What is not old is left alone.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")

import django

README = ROOT / "static/img/readme"
DESKTOP, PHONE = (1280, 800), (390, 844)
PAGES = {
    "home": ("/en/", DESKTOP, "light"),
    "practice": ("/en/practice/dsc-plus/?step=challenge", DESKTOP, "light"),
    "article-phone": ("/fr/kb/3422/", PHONE, "light"),
    "practice-phone": ("/en/practice/dsc-plus/?step=challenge", PHONE, "dark"),
}
PROCESSES = 2
TRIES = 2  # a machine may be busy with much else
MOST_BYTES = 12_000_000
_browser: Any = None
Picture = tuple[Any, str, str, dict[str, Any], str | None]  # what it shows, language, system, its files, its preview


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="take none; fail if one is missing, old or not needed")
    asked.add_argument("--only", default="", help="those of an article or a practice, such as KB3422 or dsc-plus")
    asked.add_argument("--again", action="store_true", help="take them also where nothing they show has changed")
    asked.add_argument("--readme", action="store_true", help="README's pictures too, which show whole pages")
    options = asked.parse_args()
    django.setup()
    from script.studio import album

    book = album.Album.open()
    if options.check:
        return told(book.complaints(MOST_BYTES))
    wanted = [each for each in book.wanted if each.is_of(options.only)]
    begun, failed = time.monotonic(), []
    ways = book.ways(wanted, again=options.again)
    if ways or options.readme:
        with tempfile.TemporaryDirectory() as folder:
            failed = take(book, ways, Path(folder), readme=options.readme)
    book.save(tidy=not options.only)
    print(f"{len(ways)} walks in {time.monotonic() - begun:.0f} s; {book.size() / 1e6:.1f} MB in {album.FOLDER}")
    return told(failed if options.only else [*failed, *book.complaints(MOST_BYTES)])


def take(book: Any, ways: list[Any], folder: Path, *, readme: bool) -> list[str]:
    """Take the pictures of `ways`; what could not be taken, and why."""
    from tests.browser.serving import serving

    failed = []
    with serving(folder, DJANGO_SETTINGS_MODULE="script.studio.settings") as address:
        with ProcessPoolExecutor(PROCESSES, initializer=begin) as pool:
            for count, taken in enumerate(pool.map(walk, [address] * len(ways), ways), 1):
                if isinstance(taken, str):
                    failed.append(taken)
                    continue
                for entry in taken:
                    book.take(*entry)
                print(f"{count}/{len(ways)} {ways[count - 1].name}", flush=True)
                book.save(tidy=False)  # what is broken off goes on from here
        if readme:
            photograph_pages(address)
    return failed


def begin() -> None:
    """In each process that takes pictures: one browser for all of its walks."""
    from playwright.sync_api import sync_playwright

    from tests.browser.launch import launch

    global _browser
    django.setup()
    playwright = sync_playwright().start()
    _browser = launch(playwright)


def walk(address: str, way: Any) -> list[Picture] | str:
    """One walk, tried twice. What stood in the way, where it cannot be gone."""
    from playwright.sync_api import Error

    from script.studio.walking import Missing

    told = ""
    for _tried in range(TRIES):
        try:
            return list(developed(_browser, address, way))
        except Missing as missing:
            return str(missing)
        except (Error, AssertionError, TypeError) as error:
            told = f"{way.name}: {error}"
    return told


def developed(browser: Any, address: str, way: Any) -> Iterator[Picture]:
    from script.studio import album, darkroom, walking

    for wanted, parts in walking.go(browser, address, way):
        demo, state = wanted.screenshot.demo, wanted.screenshot.state
        place = next(place for place in wanted.places() if place.way == way.place.way)
        view = darkroom.develop(parts, album.FOLDER, f"{demo}/{state}")
        is_first = wanted.covers and place == wanted.places()[0]
        card = darkroom.card(parts, album.FOLDER, f"{demo}/preview") if is_first else None
        yield wanted.screenshot, way.language, place.system, view, card


def photograph_pages(address: str) -> None:
    """README's pictures: what a reader sees of whole pages. Nothing moves in them and no caret blinks."""
    from playwright.sync_api import sync_playwright

    from script.studio.chance import WALK
    from tests.browser.launch import launch

    README.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (path, (width, height), scheme) in PAGES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
                base_url=address,
                extra_http_headers={WALK: f"readme {name}"},
            )
            page.goto(path, wait_until="networkidle")
            page.evaluate("document.activeElement?.blur?.()")
            page.wait_for_timeout(500)
            page.screenshot(path=README / f"{name}.png")
            page.close()
        browser.close()


def told(complaints: Iterable[str]) -> int:
    found = list(complaints)
    for each in found:
        print(each)
    if found:
        print("script/figures takes the pictures that are missing or old.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
