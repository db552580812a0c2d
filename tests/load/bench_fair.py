"""Row of script/bench: what a learner who logs in waits while one address does the worst that it may (worst.py)."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.serving import ROOT, Served
from tests.load.bench_logins import Learner
from tests.load.bench_rows import row

STRANGER = "127.0.0.9"
LOGINS, TURNS = 50, 3  # logins in a row, alone and beside the stranger in turn
MOST = 3.0  # times what a login takes alone
BEGIN_SECONDS = 2.0  # until the stranger is at full speed


def rows(site: Served) -> list[bool]:
    logins(site)  # the first ones of a process are no measure
    alone: list[float] = []
    beside: list[float] = []
    for _ in range(TURNS):
        alone += logins(site)
        with stranger(site.address):
            time.sleep(BEGIN_SECONDS)
            beside += logins(site)
    times = p99(beside) / p99(alone)
    note = f"wanted at most {MOST:.0f}; p99 {1000 * p99(alone):.0f} and {1000 * p99(beside):.0f} ms"
    note += f", median {1000 * p50(alone):.0f} and {1000 * p50(beside):.0f}"
    return [row("a login while one address does its worst", f"{times:.1f} x alone", note, met=times <= MOST)]


def logins(site: Served) -> list[float]:
    """Seconds that each of a learner's logins takes: beginning it, and the right response."""
    learner, found = Learner(site.address), []
    learner.open()
    for _ in range(LOGINS):
        start = time.perf_counter()
        learner.log_in()
        found.append(time.perf_counter() - start)
    return found


@contextmanager
def stranger(site: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "tests.load.worst", site, STRANGER], cwd=ROOT)
    try:
        yield
        assert process.poll() is None, "the stranger gave up"
    finally:
        process.kill()
        process.wait()


def p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def p50(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
