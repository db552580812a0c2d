"""Rows of script/bench: the CPU time of one answer, beside that of a bare Django view of the same size."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from tests.browser.serving import ROOT, Served, free_port
from tests.load.bench_rows import compare, rounds
from tests.load.client import ask
from tests.load.cpu import Gauge
from tests.load.sockets import request

ARTICLE = "/en/kb/3422/digital-security-card-plus/"
UNLIMITED = {"SEARCHES_PER_MINUTE": "1000000"}  # one client stands for many
CACHED_TIMES, UNCACHED_TIMES = 4_000, 120
# Of a bare Django view's speed. What is not cached has Django's handler and middleware, queries and a template.
LEAST = {
    "article, cached": 1.5,
    "article, uncached": 0.10,
    "home, uncached": 0.08,
    "search page": 0.03,
    "search, API": 0.03,
    "next to nothing, through all middleware": 0.5,
}
OF_ITS_KIND = {"article, cached": ("bare ASGI application", 0.85), "static file": ("granian's own static file", 0.5)}
FILE = "img/mark.svg"


@dataclass(frozen=True)
class Asked:
    name: str
    path: str
    fields: tuple[str, ...] = ()
    status: int = 200
    times: int = CACHED_TIMES


BROTLI = ("Accept-Encoding: br",)
CACHED = (
    Asked("article, cached", ARTICLE),
    Asked("article, cached, in brotli", ARTICLE, BROTLI),
    Asked("article, cached, ?utm_source=x", f"{ARTICLE}?utm_source=x"),
    Asked("home, cached", "/en/"),
    Asked("practice, cached", "/en/practice/dsc-plus/"),
    Asked("static file", f"/static/{FILE}"),
    Asked("search page", "/en/search/?q=card", times=UNCACHED_TIMES),
    Asked("search, API", "/api/v1/search?lang=en&q=card", times=UNCACHED_TIMES),
    Asked("search, API, French", "/api/v1/search?lang=fr&q=t%C3%A9l%C3%A9phone", times=UNCACHED_TIMES),
    Asked("a number that nobody knows", "/en/kb/9998/", status=404, times=UNCACHED_TIMES),
    Asked("/healthz", "/healthz"),
)
UNCACHED = (
    Asked("article, uncached", ARTICLE, times=UNCACHED_TIMES),
    Asked("article, uncached, in brotli", ARTICLE, BROTLI, times=UNCACHED_TIMES),
    Asked("home, uncached", "/en/", times=UNCACHED_TIMES),
    Asked("practice, uncached", "/en/practice/dsc-plus/", times=UNCACHED_TIMES),
    Asked("next to nothing, through all middleware", "/robots.txt", times=UNCACHED_TIMES),
)


def rows(site: Served, uncached: Served, folder: Path) -> list[bool]:
    """Measures both sites (the second has no page cache) beside the bare ones, and prints a row for each page."""
    (folder / "bytes").write_bytes(fetched(site.address + ARTICLE).read())
    with (
        bare("view", folder / "bytes") as view,
        bare("function", folder / "bytes") as function,
        bare("coroutine", folder / "bytes") as coroutine,
        bare("files", ROOT / "static") as files,
    ):
        root = Asked("", "/")
        measured = {
            "bare view": cost(view, root),
            "bare view, again": cost(view, root),
            "bare WSGI function": cost(function, root),
            "bare ASGI application": cost(coroutine, root),
            "granian's own static file": cost(files, Asked("", f"/static/{FILE}")),
            "article, 304": cost(site, unchanged(site)),
            **{each.name: cost(site, each) for each in CACHED},
            **{each.name: cost(uncached, each) for each in UNCACHED},
        }
        found = rounds(measured)
    against = found.pop("bare view")
    met = [compare(name, costs, against, least=LEAST.get(name), what=" a bare view") for name, costs in found.items()]
    for name, (other, least) in OF_ITS_KIND.items():
        met.append(compare(f"{name}, as fast as", found[name], found[other], least=least, what=f" {other}"))
    return met


def cost(site: Served, asked: Asked) -> Callable[[], float]:
    """Measures the seconds of CPU that an answer takes."""
    sent, gauge = request(site.address, asked.path, *asked.fields), Gauge(site.process.pid)

    def measure() -> float:
        with gauge.counting():
            asyncio.run(ask(site.address, sent, asked.times, status=asked.status))
        return gauge.seconds / asked.times

    return measure


def unchanged(site: Served) -> Asked:
    tag = fetched(site.address + ARTICLE).headers["ETag"]
    return Asked("article, 304", ARTICLE, (f"If-None-Match: {tag}",), status=304)


@contextmanager
def bare(what: str, file: Path) -> Iterator[Served]:
    """tests/load/bare.py, serving the bytes of `file`, or all files below it."""
    port = free_port()
    address, log = f"http://127.0.0.1:{port}", Path(os.environ["DATA_DIR"]).with_name(f"{what}.log")
    with log.open("w") as output:
        command = [sys.executable, "-m", "tests.load.bare", what, str(port), str(file)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=dict(os.environ))
        try:
            wait_for(address, process, log)
            yield Served(address, process, file.parent, log)
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address: str, process: subprocess.Popen, log: Path, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetched(address)
            return
        except HTTPError:
            return  # it answers, though there is nothing at its root
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}:\n{log.read_text()}")


def fetched(address: str):
    return urllib.request.urlopen(address, timeout=30)
