"""Rows of script/bench before COMMIT: pages of this tree beside the same pages of an earlier one, served at the same time.

Both run on the packages that are installed here; what the earlier one needs besides goes on PYTHONPATH.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import ROOT, Served, free_port, started
from tests.load.bench_pages import ARTICLE, BROTLI, UNCACHED_TIMES, UNLIMITED, Asked, cost, wait_for
from tests.load.bench_rows import compare, rounds

ROUNDS = 13
LEAST = 0.9  # of the earlier one's speed, or of what it has when it is measured against itself
CACHED = (
    Asked("article, cached", ARTICLE),
    Asked("article, cached, in brotli", ARTICLE, BROTLI),
    Asked("static file", "/static/img/mark.svg"),
    Asked("search, API", "/api/v1/search?lang=en&q=card", times=UNCACHED_TIMES),
)
UNCACHED = (
    Asked("article, uncached", ARTICLE, times=UNCACHED_TIMES),
    Asked("home, uncached", "/en/", times=UNCACHED_TIMES),
)
PAGES: tuple[tuple[tuple[Asked, ...], dict[str, str]], ...] = (
    (CACHED, {}),
    (UNCACHED, {"PAGE_CACHE_BYTES": "0"}),
)


def rows(commit: str, folder: Path) -> list[bool]:
    met: list[bool] = []
    with checked_out(commit, folder / "tree") as tree:
        for pages, settings in PAGES:
            with (
                started(folder / "now", **UNLIMITED, **settings) as now,
                served_from(tree, folder / "then", **UNLIMITED, **settings) as then,
            ):
                met += compared(pages, now, then)
    return met


def compared(pages: tuple[Asked, ...], now: Served, then: Served) -> list[bool]:
    """A row for each of `pages`, and one of the earlier site against itself, which tells the spread."""
    measured = {}
    for page in pages:
        measured[page.name], measured[f"{page.name}, before"] = cost(now, page), cost(then, page)
    first = pages[0].name
    measured["again"] = cost(then, pages[0])
    found = rounds(measured, ROUNDS)
    compare(f"{first}, before, again", found["again"], found[f"{first}, before"], what=" before")
    itself = statistics.median(
        before / again for before, again in zip(found[f"{first}, before"], found["again"], strict=True)
    )
    least = round(LEAST * min(1.0, itself), 2)
    return [
        compare(page.name, found[page.name], found[f"{page.name}, before"], least=least, what=" before")
        for page in pages
    ]


@contextmanager
def checked_out(commit: str, tree: Path) -> Iterator[Path]:
    def git(*command: str) -> None:
        subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True)

    git("worktree", "add", "--detach", str(tree), commit)
    try:
        yield tree
    finally:
        git("worktree", "remove", "--force", str(tree))


@contextmanager
def served_from(tree: Path, folder: Path, **environment: str) -> Iterator[Served]:
    """The site of another checkout, its data below `folder`."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    address, log = f"http://127.0.0.1:{port}", folder / "server.log"
    settings = {"DATA_DIR": str(folder / "data"), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "kb.project.settings"}
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "script/start.py"],
            cwd=tree,
            env=os.environ | settings | environment,
            stdout=output,
            stderr=output,
        )
        try:
            wait_for(f"{address}/readyz", process, log, seconds=300)
            yield Served(address, process, folder / "data", log)
        finally:
            process.terminate()
            process.wait(20)
