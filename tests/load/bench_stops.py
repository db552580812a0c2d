"""Stops under load, one after the other: each has to end in time and to answer what it has begun."""

import signal
import statistics
from pathlib import Path

from tests.browser.serving import started
from tests.load.stopping import MOST, stop_under_load

TIMES, LISTENERS = 20, 200
SIGNS = (signal.SIGTERM, signal.SIGINT)


def stops(folder: Path) -> bool:
    """Stop a server TIMES times under load, print what it took, and say whether all were as they should be."""
    seconds, cut_off = [], 0
    for number in range(TIMES):
        with started(folder) as served:
            took, lost = stop_under_load(served, SIGNS[number % len(SIGNS)], LISTENERS)
        seconds.append(took)
        cut_off += len(lost)
    fits = max(seconds) < MOST and not cut_off
    print(
        f"{TIMES} stops under load: {statistics.median(seconds):.1f} s in the median, {max(seconds):.1f} s at most,"
        f" {cut_off} answers cut off{'' if fits else '  TOO SLOW'}"
    )
    return fits
