"""What script/bench runs: all parts, or those that are named.

On a machine that others use too, times mean nothing by themselves. So what is compared is measured in one run and in
turn (bench_rows.py), and what the server computes is told by the kernel (cpu.py). A part is a module beside this one.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "kb.project.settings"
os.environ["LOG_LEVEL"] = "WARNING"

from tests.browser.serving import started  # noqa: E402
from tests.load import (  # noqa: E402
    bench_before,
    bench_class,
    bench_fair,
    bench_front,
    bench_hits,
    bench_inside,
    bench_learners,
    bench_lighthouse,
    bench_logins,
    bench_pages,
    bench_print,
    bench_scale,
    bench_search,
    bench_soak,
    bench_start,
    bench_stops,
    bench_streams,
    bench_views,
)

ON_A_SITE = {  # in this order: a login is measured before others have left anything behind
    "logins": bench_logins.rows,
    "fair": bench_fair.rows,
    "streams": bench_streams.rows,
    "views": bench_views.rows,
    "front": bench_front.rows,
    "print": bench_print.rows,
    "lighthouse": bench_lighthouse.rows,
}
ON_THEIR_OWN = {  # they start what they need, below a folder
    "scale": bench_scale.rows,
    "hits": bench_hits.rows,
    "class": bench_class.rows,
    "learners": bench_learners.rows,
    "start": bench_start.rows,
    "inside": bench_inside.rows,
    "stops": bench_stops.rows,
    "soak": bench_soak.rows,
}
PARTS = ("pages", "search", *ON_A_SITE, *ON_THEIR_OWN)
BY_NAME = {"lighthouse", "soak"}  # these take long, or fetch much
USAGE = f"script/bench [PART …], of: {' '.join(PARTS)}; or script/bench before COMMIT"


def run(parts: list[str], folder: Path) -> list[bool]:
    met: list[bool] = []
    os.environ["DATA_DIR"] = str(folder / "data")
    if "pages" in parts:
        with (
            started(folder, **bench_pages.UNLIMITED) as site,
            started(folder / "uncached", PAGE_CACHE_BYTES="0", **bench_pages.UNLIMITED) as uncached,
        ):
            met += bench_pages.rows(site, uncached, folder)
    if "search" in parts:
        with started(folder, **bench_pages.UNLIMITED) as site:
            met += bench_search.rows(site)
    if set(parts) & set(ON_A_SITE):
        with started(folder) as site:
            for name in (name for name in ON_A_SITE if name in parts):
                met += ON_A_SITE[name](site)
    for name in (name for name in ON_THEIR_OWN if name in parts):
        met += ON_THEIR_OWN[name](folder)
    return met


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end too
    with tempfile.TemporaryDirectory() as folder:
        if arguments[:1] == ["before"] and len(arguments) == 2:
            return 0 if all(bench_before.rows(arguments[1], Path(folder))) else 1
        parts = arguments or [name for name in PARTS if name not in BY_NAME]
        if not set(parts) <= set(PARTS):
            print(USAGE, file=sys.stderr)
            return 2
        return 0 if all(run(parts, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
