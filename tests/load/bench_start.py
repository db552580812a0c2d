"""Rows of script/bench: what the first requests of a fresh process wait, and others beside them."""

import time
from pathlib import Path

from tests.browser.serving import started
from tests.load.bench_logins import Learner
from tests.load.bench_rows import row
from tests.load.reader import Reader

MOST = 10  # times what the same takes a moment later


def rows(folder: Path) -> list[bool]:
    with started(folder):
        pass  # the first start loads the articles
    start = time.perf_counter()
    with started(folder) as site:
        ready = time.perf_counter() - start
        reader = Reader(site.address)
        pages = [timed(lambda: reader.ask("/en/recent/")) for _ in range(2)]
        calls = [timed(Learner(site.address).open) for _ in range(6)]
    row("start of a site that was started before", f"{ready:.1f} s")
    row("first page of a process", f"{1000 * pages[0]:.0f} ms", f"the same again {1000 * pages[1]:.1f} ms")
    later = sorted(calls[1:])[2]
    met = calls[0] <= MOST * later
    note = f"wanted at most {MOST} times a later one's {1000 * later:.0f} ms"
    return [row("first API call of a process", f"{1000 * calls[0]:.0f} ms", note, met=met)]


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
