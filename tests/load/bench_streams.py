"""Row of script/bench: what live streams cost while nothing happens."""

import time

from tests.browser.serving import Served
from tests.load.bench_rows import row
from tests.load.cpu import Gauge
from tests.load.reader import streams
from tests.load.sockets import heard, holding, room_for

STREAMS, SECONDS = 1_000, 5.0
MOST = 0.15  # of a core


def rows(site: Served) -> list[bool]:
    gauge = Gauge(site.process.pid)
    requests = streams(site.address, room_for(STREAMS))
    memory = gauge.memory()
    with holding(site.address, requests) as listening:
        assert all(heard(one) for one in listening)
        with gauge.counting():
            time.sleep(SECONDS)
        grown = (gauge.memory() - memory) / len(listening)
    share = gauge.seconds / SECONDS
    note = f"wanted at most {MOST:.0%}; {grown / 1000:.0f} kB each"
    return [row(f"{len(requests)} idle streams", f"{share:.1%} of a core", note, met=share <= MOST)]
