"""What script/bench runs: ratios within one run, since absolute times on a shared machine mean nothing.

Each pair is measured in turn, A B A B …, and the median of the rounds' ratios is what counts.
"""

import asyncio
import hashlib
import hmac
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import serving  # noqa: E402
from tests.load import bench_front  # noqa: E402
from tests.load.client import rate  # noqa: E402

ARTICLE = "/en/kb/3422/digital-security-card-plus/"
SEARCHES = ["/api/v1/search?lang=en&q=card", "/api/v1/search?lang=fr&q=notification%20t%C3%A9l%C3%A9phone"]
ROUNDS = 7
SECONDS = 1.0
TARGETS = {"article, cached / bare view": 0.5, "article, uncached / bare view": 0.15}
FIRST_VIEW_BYTES, FIRST_VIEW_REQUESTS, MOST_QUERIES = 60_000, 10, 3


def get(address: str, **headers: str) -> bytes:
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def server(data: Path, **environment: str) -> AbstractContextManager[str]:
    more = {
        "DJANGO_SETTINGS_MODULE": "tests.load.settings",
        "BENCH_BYTES": str(data / "bytes"),
        "LOG_LEVEL": "WARNING",
    }
    return serving(data, **more, **environment)


def paired(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, list[float]]:
    """The median ratio of ONE to OTHER and the ratios of all rounds."""
    ratios = [one() / other() for _ in range(ROUNDS)]
    return statistics.median(ratios), ratios


def ask(address: str) -> Callable[[], float]:
    return lambda: asyncio.run(rate(address, seconds=SECONDS))


def report(name: str, median: float, ratios: list[float]) -> bool:
    target = TARGETS.get(name)
    fits = target is None or median >= target
    wanted = f", wanted at least {target}" if target else ""
    print(
        f"{name:<44} {median:8.2f} x  ({min(ratios):.2f} to {max(ratios):.2f}{wanted}){'' if fits else '  TOO SLOW'}"
    )
    return fits


def pages(data: Path) -> list[bool]:
    results = []
    with server(data) as address:
        (data / "bytes").write_bytes(get(address + ARTICLE))
        results.append(
            report("article, cached / bare view", *paired(ask(address + ARTICLE), ask(f"{address}/bare/")))
        )
        results.append(first_view(address))
        results += bench_front.rows(address)
    with server(data, PAGE_CACHE_BYTES="0") as address:
        bare = ask(f"{address}/bare/")
        results.append(report("article, uncached / bare view", *paired(ask(address + ARTICLE), bare)))
        for path in SEARCHES:
            report(f"search {path.split('q=')[1]} / bare view", *paired(ask(address + path), bare))
    return results


def first_view(address: str) -> bool:
    """The page and all it loads of itself, as a browser that accepts brotli gets them."""
    from playwright.sync_api import sync_playwright

    from tests.browser.launch import launch

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        sizes: list[int] = []
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto(address + ARTICLE, wait_until="networkidle")
        browser.close()
    fits = sum(sizes) <= FIRST_VIEW_BYTES and len(sizes) <= FIRST_VIEW_REQUESTS
    print(f"first view of an article: {sum(sizes):,} bytes in {len(sizes)} requests{'' if fits else '  TOO MUCH'}")
    return fits


def queries() -> bool:
    """Counted in the process itself, on the database that the servers used."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert Client(headers={"host": "127.0.0.1"}).get(ARTICLE).status_code == 200
    fits = len(captured) <= MOST_QUERIES
    print(f"queries of an article page: {len(captured)}{'' if fits else '  TOO MANY'}")
    return fits


def ocra() -> None:
    from auth_demo.protocols.ocra import parse, respond, verify

    suite, key, challenge = parse("OCRA-1:HOTP-SHA256-8:QN06-PSHA256"), os.urandom(32), "481203"
    answer = respond(suite, key, challenge=challenge, pin="1234")
    message = os.urandom(34 + 1 + 128 + 32)

    def per_second(work: Callable[[], object], times: int = 20_000) -> float:
        start = time.perf_counter()
        for _ in range(times):
            work()
        return times / (time.perf_counter() - start)

    median, ratios = paired(
        lambda: per_second(lambda: verify(suite, key, answer, challenge=challenge, pin="1234")),
        lambda: per_second(lambda: hmac.new(key, message, hashlib.sha256).digest()),
    )
    report("OCRA verification / one bare HMAC-SHA256", median, ratios)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ |= {"DATA_DIR": str(data / "data"), "DJANGO_SETTINGS_MODULE": "tests.load.settings"}
        os.environ["BENCH_BYTES"] = str(data / "bytes")
        results = [*pages(data), queries()]
        ocra()
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
