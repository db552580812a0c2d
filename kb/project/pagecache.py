"""Public pages kept ready to send, so that a cached page costs no Django at all.

Public pages vary by nothing but their address and the encodings that the client accepts (kb/web/caching.py),
so one copy serves everybody. The store is emptied when the content's stamp moves, which every process notices within
a second. Only what is public is compressed here or anywhere: a compressed page that held a secret beside
something a stranger may choose would leak it by its length (BREACH).
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import brotli

Headers = tuple[tuple[bytes, bytes], ...]

LEAST_TO_COMPRESS = 500  # bytes; below that an encoded body is hardly smaller
LONGEST_ADDRESS = 300  # longer ones are not kept: nobody shares them


@dataclass(frozen=True)
class Page:
    """A finished 200 answer. `bodies` maps a content coding ('' is none) to the body in it.

    `read` is what sending it counts as: an article's number and the page's language.
    """

    headers: Headers
    etag: str
    bodies: dict[str, bytes]
    read: tuple[int, str] | None = None

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))


def encoded(body: bytes) -> dict[str, bytes]:
    if len(body) < LEAST_TO_COMPRESS:
        return {"": body}
    return {"": body, "br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, 6, mtime=0)}


def best_coding(accepted: str, bodies: dict[str, bytes]) -> str:
    """The smallest coding in BODIES that an Accept-Encoding header takes."""
    items = (item.strip().partition(";") for item in accepted.lower().split(","))
    taken = {name for name, _semicolon, quality in items if quality.replace(" ", "") not in {"q=0", "q=0.0"}}
    return next((coding for coding in ("br", "gzip") if coding in bodies and coding in taken), "")


def tag_for(etag: str, coding: str) -> str:
    """The entity tag in a coding: a strong tag names bytes, so each coding has its own (RFC 9110 §8.8.3)."""
    return f'{etag[:-1]}-{coding}"' if coding else etag


def plain_tags(if_none_match: str) -> str:
    """An If-None-Match header with the codings' tags turned back into the page's own."""
    return if_none_match.replace('-br"', '"').replace('-gzip"', '"')


def is_current(etag: str, if_none_match: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in plain_tags(if_none_match).split(",")}
    return etag in tags or "*" in tags


class PageCache:
    """Pages by address, the least recently asked for dropped first when their bytes exceed LIMIT."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.stamp: int | None = None
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, address: str) -> Page | None:
        with self._lock:
            page = self._pages.get(address)
            if page:
                self._pages.move_to_end(address)
            return page

    def put(self, address: str, page: Page, stamp: int) -> None:
        """Keep PAGE, unless the content has moved on since STAMP, when it was being made."""
        with self._lock:
            if stamp != self.stamp or page.size > self.limit or len(address) > LONGEST_ADDRESS:
                return
            self._drop(address)
            self._pages[address] = page
            self._bytes += page.size
            while self._bytes > self.limit:
                self._drop(next(iter(self._pages)))

    def renew(self, stamp: int) -> None:
        """Forget everything if the content's stamp is another than the one the pages were made under."""
        with self._lock:
            if stamp != self.stamp:
                self._pages.clear()
                self._bytes = 0
                self.stamp = stamp

    def _drop(self, address: str) -> None:
        page = self._pages.pop(address, None)
        if page:
            self._bytes -= page.size


class Watch:
    """Asks for the content's stamp at most once in PERIOD seconds and renews the cache with it."""

    def __init__(
        self, cache: PageCache, current: Callable[[], int], clock: Callable[[], float], period: float
    ) -> None:
        self.cache, self.current, self.clock, self.period = cache, current, clock, period
        self._due = clock()

    def is_due(self) -> bool:
        return self.clock() >= self._due

    def look(self) -> None:
        self._due = self.clock() + self.period
        self.cache.renew(self.current())
