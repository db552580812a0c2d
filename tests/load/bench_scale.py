"""Rows of script/bench about a site with 10,000 articles in each language, beside the same site without them."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.load.bench_rows import row

MOST = 50.0  # ms of CPU of a search at the 99th percentile
GROWTH = 1.5  # of a page, times what it takes without them
DESK = 500.0  # ms of CPU of each page of the desk, among 1,000 articles with their history
BODY = 60.0  # ms of CPU: publishing a text with another body
SITEMAP = 200.0  # ms: an index of parts
ROOT = Path(__file__).parents[2]


def rows(folder: Path) -> list[bool]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.many"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder / "many")},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    few, many = found["few"], found["many"]
    times = sorted(found["search"])
    typed = times[int(len(times) * 0.99)]
    note = f"p50 {statistics.median(times):.1f} ms, {len(times)} searches"
    return [
        *(grown(name, few[name], many[name]) for name in few if name != "sitemap"),
        at_most("sitemap's index", many["sitemap"], SITEMAP),
        at_most("as you type, p99", typed, MOST, note),
        *(at_most(name, took, DESK, among=1_000) for name, took in found["desk"].items()),
        at_most("publishing another body", found["publish"], BODY),
    ]


def grown(name: str, few: float, many: float) -> bool:
    note = f"{few:.1f} and {many:.1f} ms CPU; wanted at most {GROWTH}"
    return row(f"{name} among 10,000 articles", f"{many / few:.2f} x as dear", note, met=many <= GROWTH * few)


def at_most(name: str, found: float, most: float, note: str = "", among: int = 10_000) -> bool:
    note = "; ".join(filter(None, [f"wanted at most {most:.0f}", note]))
    return row(f"{name} among {among:,} articles", f"{found:.1f} ms CPU", note, met=found <= most)
