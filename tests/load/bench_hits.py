"""Row of script/bench: how many of the readers' requests the page cache answers while editors publish, as the site counts it.

Readers choose among 1,000 articles in each language as people do (Zipf), 40 requests a second; each page was read once before.
"""

import asyncio
import os
import random
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.browser.serving import ROOT, Served, free_port, started
from tests.load.bench_rows import row
from tests.load.crowd import Choice, Told, read, read_once

ARTICLES, RATE, EVERY, SECONDS = 1_000, 40.0, 10.0, 60.0
LEAST = 0.85
COUNTED = re.compile(r'^kb_requests_total\{door="(cache|page)".*\} (\S+)$', re.MULTILINE)


def rows(folder: Path) -> list[bool]:
    folder = folder / "hits"
    folder.mkdir()
    environment = {**os.environ, "DATA_DIR": str(folder / "data")}
    subprocess.run(
        [sys.executable, "-m", "tests.load.many", "fill", str(ARTICLES)], cwd=ROOT, env=environment, check=True
    )
    metrics = f"127.0.0.1:{free_port()}"
    with started(folder, METRICS_ADDRESS=metrics) as site:
        return [measured(site, f"http://{metrics}/metrics", environment)]


def measured(site: Served, metrics: str, environment: dict[str, str]) -> bool:
    paths = addresses(site.address)
    random.Random(3).shuffle(paths)
    asyncio.run(read_once(site.address, Told(), paths))
    told, before = Told(), counts(metrics)
    editing = [sys.executable, "-m", "tests.load.editing", str(EVERY), str(SECONDS)]
    with subprocess.Popen(editing, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as editor:
        assert editor.stdout and editor.stdout.readline() == "ready\n"
        asyncio.run(read(site.address, told, Choice(paths, random.Random(4)), SECONDS, RATE))
        edits = editor.stdout.read().count("edited")
    after = counts(metrics)
    hits, misses = (after[door] - before[door] for door in ("cache", "page"))
    ratio = hits / (hits + misses)
    note = f"wanted at least {LEAST:.0%}; {hits + misses:.0f} requests at {RATE:g} a second, {edits} edits"
    note += f"; {len(told.errors)} errors"
    return row("answered by the page cache", f"{ratio:.1%}", note, met=ratio >= LEAST and not told.errors)


def addresses(site: str) -> list[str]:
    """Those of the articles in every language, and of the first pages, as the sitemap tells them."""
    found = [urllib.request.urlopen(f"{site}/sitemap.xml").read().decode()]
    parts = re.findall(r"<sitemap><loc>([^<]+)", found[0])
    found += [urllib.request.urlopen(part).read().decode() for part in parts]
    urls = [url for text in found for url in re.findall(r"<url><loc>([^<]+)", text)]
    return [url.removeprefix(site) for url in urls]


def counts(metrics: str) -> dict[str, float]:
    found = {"cache": 0.0, "page": 0.0}
    for door, number in COUNTED.findall(urllib.request.urlopen(metrics).read().decode()):
        found[door] += float(number)
    return found
