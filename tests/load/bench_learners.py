"""Rows of script/bench: what learners wait for the verifier who log in at the pace of people, and many who join at once.

Times, so the load of the machine is told beside them; the share of a core that the server took tells how far it is from full.
"""

import asyncio
import os
from collections.abc import Coroutine
from pathlib import Path

from tests.browser.serving import Served, started
from tests.load.bench_rows import row
from tests.load.cpu import Gauge
from tests.load.crowd import Told, join, learn
from tests.load.sockets import room_for

PEOPLE, EVERY, SECONDS = 300, 20.0, 60.0
P50, P99 = 0.1, 0.6  # seconds
JOINING, WITHIN, JOINED_P99 = 1_000, 30.0, 3.0


def rows(folder: Path) -> list[bool]:
    room_for(JOINING)
    with started(folder / "learners", SANDBOXES_PER_HOUR="100000") as site:
        told, share = measured(site, lambda told: learn(site.address, told, PEOPLE, SECONDS, EVERY), SECONDS + EVERY)
        calls = sorted(told.seconds["call"])
        met = p(calls, 0.5) <= P50 and p(calls, 0.99) <= P99 and not told.errors
        wanted = f"{P50:g} and {P99:g} s"
        found = [tell(f"{PEOPLE} learners, one process: p50, p99", calls, told, share, wanted, met)]
    with started(folder / "joining", WEB_WORKERS="2") as site:
        told, share = measured(site, lambda told: join(site.address, told, JOINING, WITHIN), WITHIN)
        opened = sorted(told.seconds["open"])
        met = p(opened, 0.99) <= JOINED_P99 and not told.errors
        wanted = f"p99 {JOINED_P99:g} s"
        return [*found, tell(f"{JOINING} join in {WITHIN:g} s, two: p50, p99", opened, told, share, wanted, met)]


def measured(site: Served, crowd, seconds: float) -> tuple[Told, float]:
    told, gauge = Told(), Gauge(site.process.pid)
    doing: Coroutine = crowd(told)
    with gauge.counting():
        asyncio.run(doing)
    return told, gauge.seconds / seconds


def tell(name: str, times: list[float], told: Told, share: float, wanted: str, met: bool) -> bool:
    note = f"wanted at most {wanted}; {len(times)} calls, {len(told.errors)} errors {told.errors[:1] or ''}; "
    note += f"{share:.0%} of a core, load {os.getloadavg()[0]:.1f}"
    return row(name, f"{1000 * p(times, 0.5):.0f}, {1000 * p(times, 0.99):.0f} ms", note, met=met)


def p(times: list[float], part: float) -> float:
    return times[int(len(times) * part)]
