"""Rows of script/bench, if they are asked for by name: readers, searchers, learners and editors for ten minutes, on two processes.

SOAK_SECONDS says how long. Nothing may fail, and memory may not go on growing.
"""

import asyncio
import os
import random
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from tests.browser.serving import ROOT, Served, started
from tests.load.bench_hits import addresses
from tests.load.bench_rows import row
from tests.load.cpu import children, resident
from tests.load.crowd import HOME, Choice, Told, each, learn, read
from tests.load.worst import Line

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
SAMPLES = 10
GROWTH = 1.1  # of the workers' memory, from the third sample to the last
WORKER, PARENT = 120, 60  # MB
WORDS = ("card", "pin", "carte", "téléphone perdu", "authentcator", "KB1131", "no sms", "new phone")


def rows(folder: Path) -> list[bool]:
    folder = folder / "soak"
    with started(folder, WEB_WORKERS="2", SANDBOXES_PER_HOUR="100000") as site:
        environment = {**os.environ, "DATA_DIR": str(site.data)}
        editing = [sys.executable, "-m", "tests.load.editing", "10", str(SECONDS)]
        with subprocess.Popen(editing, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as editor:
            told, workers, parents = asyncio.run(soak(site))
    asked = sum(map(len, told.seconds.values()))
    grown = workers[-1] / workers[2]
    load = f"load {os.getloadavg()[0]:.1f}"
    note = "; ".join([f"{asked:,} requests in {SECONDS:.0f} s, {load}", *told.errors[:2]])
    met = not told.errors and editor.returncode == 0
    return [
        row("soak: errors", str(len(told.errors)), note, met=met),
        row("soak: memory grew", f"{grown:.2f} x", f"wanted at most {GROWTH}", met=grown <= GROWTH),
        row(
            "soak: a worker's memory", f"{workers[-1]:.0f} MB", f"wanted at most {WORKER}", met=workers[-1] <= WORKER
        ),
        row("soak: the parent's", f"{parents[-1]:.0f} MB", f"wanted at most {PARENT}", met=parents[-1] <= PARENT),
    ]


async def soak(site: Served) -> tuple[Told, list[float], list[float]]:
    """What was answered, and the memory of the largest worker and of the parent from time to time, in MB."""
    told, chance = Told(), random.Random(2)
    workers: list[float] = []
    parents: list[float] = []

    async def search() -> None:
        await told.ask(line, "search", f"/api/v1/search?lang={chance.choice(['en', 'fr'])}&q={chance.choice(words)}")

    async def look() -> None:
        workers.append(max(map(resident, site_workers(site))) / 1e6)
        parents.append(resident(site.process.pid) / 1e6)

    line, words = Line(site.address, HOME), list(map(quote, WORDS))
    await asyncio.gather(
        read(site.address, told, Choice(addresses(site.address), chance), SECONDS, 20),
        each(SECONDS, 0.5, search),
        learn(site.address, told, 30, SECONDS, 20.0),
        each(SECONDS, SECONDS / SAMPLES, look),
    )
    await look()
    return told, workers, parents


def site_workers(site: Served) -> list[int]:
    """Those that serve; what else the parent has started is smaller."""
    return children(site.process.pid)
