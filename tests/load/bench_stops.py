"""Stops under load, one after the other: each has to end in time and to answer what it has begun."""

import signal
import statistics
from pathlib import Path

from tests.browser.serving import started
from tests.load.bench_rows import row
from tests.load.stopping import MOST, stop_under_load

TIMES, LISTENERS = 20, 200
SIGNS = (signal.SIGTERM, signal.SIGINT)


def rows(folder: Path) -> list[bool]:
    """Stop a server TIMES times under load; says whether all were as they should be."""
    seconds, cut_off = [], 0
    for number in range(TIMES):
        with started(folder) as served:
            took, lost = stop_under_load(served, SIGNS[number % len(SIGNS)], LISTENERS)
        seconds.append(took)
        cut_off += len(lost)
    met = max(seconds) < MOST and not cut_off
    note = f"{max(seconds):.1f} s at most, wanted less than {MOST}; {cut_off} answers cut off"
    return [row(f"{TIMES} stops under load", f"{statistics.median(seconds):.1f} s", note, met=met)]
