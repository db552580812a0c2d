"""Public pages kept ready to send, so that a cached page costs no Django at all.

Public pages vary by nothing but their address and the encodings that the client accepts (kb/base/caching.py),
so one copy serves everybody. When the content's stamp moves, which every process notices within a second, the pages go that
may show the change. An article's page says of which articles it shows anything; any other page goes with every change.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from sys import getsizeof
from threading import Lock

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from kb.base import patience, trouble
from kb.base.caching import what_is_read
from kb.base.compression import CODINGS, encoded

logger = logging.getLogger(__name__)

Headers = tuple[tuple[bytes, bytes], ...]
Key = tuple[str, str]  # a path, and what its view reads of the query

LONGEST_ADDRESS = 300  # characters; longer ones are not kept: nobody shares them
MOST_COPIES = 100  # of one path, by its query: no stranger's page numbers drive out what others read
OVERHEAD = 500  # bytes that a page takes in the tables besides its parts


@dataclass(frozen=True, eq=False)
class Page:
    """A finished 200 answer. `bodies` maps a content coding ('' is none) to the body in it; '' is always there.

    `read` is what sending it counts as: an article's number and the page's language. `shows` has the numbers of the articles
    that anything on it is of; None: of any.
    """

    key: Key
    headers: Headers
    etag: str
    bodies: dict[str, bytes]
    read: tuple[int, str] | None = None
    shows: frozenset[int] | None = None

    @property
    def body(self) -> bytes:
        return self.bodies[""]

    @property
    def size(self) -> int:
        """Bytes of memory that it takes."""
        fields = sum(getsizeof(each) + sum(map(getsizeof, each)) for each in self.headers)
        bodies = sum(map(getsizeof, self.bodies.values())) + getsizeof(self.bodies)
        key = sum(map(getsizeof, self.key))
        shows = getsizeof(self.shows) + sum(map(getsizeof, self.shows or ()))
        return fields + getsizeof(self.headers) + bodies + getsizeof(self.etag) + key + shows + OVERHEAD

    def may_show(self, numbers: frozenset[int]) -> bool:
        """Whether anything on it may be of one of these articles."""
        return self.shows is None or not self.shows.isdisjoint(numbers)


@dataclass
class Copies:
    """The pages of one path: the names that its view reads of a query, and what was read of those that are kept."""

    names: tuple[str, ...]
    queries: dict[str, None] = field(default_factory=dict)


def tag_for(etag: str, coding: str) -> str:
    """The entity tag in a coding: a strong tag names bytes, so each coding has its own (RFC 9110 §8.8.3)."""
    return f'{etag[:-1]}-{coding}"' if coding else etag


def plain_tags(if_none_match: str) -> str:
    """An If-None-Match header with the codings' tags turned back into the page's own."""
    for coding in CODINGS:
        if_none_match = if_none_match.replace(f'-{coding}"', '"')
    return if_none_match


def is_current(etag: str, if_none_match: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in plain_tags(if_none_match).split(",")}
    return etag in tags or "*" in tags


class PageCache:
    """Pages by address, the least recently asked for dropped first when all together take more than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.stamp: int | None = None
        self.bytes = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._copies: dict[str, Copies] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, path: str, query: bytes = b"") -> Page | None:
        """The page at `path`; a `query` counts as far as the page's view reads it."""
        with self._lock:
            copies = self._copies.get(path)
            read = _read(copies.names, query) if copies else None
            page = None if read is None else self._pages.get((path, read))
            if page and read is not None:
                self._pages.move_to_end((path, read))
            return page

    def put(self, page: Page, names: tuple[str, ...], stamp: int) -> None:
        """Keep `page`, whose view reads `names` of a query, unless the content has moved on since `stamp`, when it was being made."""
        path, read = page.key
        with self._lock:
            if stamp != self.stamp or len(path) + len(read) > LONGEST_ADDRESS or page.size > self.limit:
                return
            self._drop(page.key)
            copies = self._copies.setdefault(path, Copies(names))
            if len(copies.queries) >= MOST_COPIES:
                self._drop((path, next(iter(copies.queries))))
            copies.queries[read] = None
            self._pages[page.key] = page
            self.bytes += page.size
            self._make_room()

    def encode(self, page: Page, coding: str) -> bytes:
        """`page`'s body in `coding`, kept with it as long as it is kept."""
        if coding in page.bodies:
            return page.bodies[coding]
        body = encoded(page.body, coding)
        with self._lock:
            if self._pages.get(page.key) is page and coding not in page.bodies:
                self.bytes -= page.size
                page.bodies[coding] = body
                self.bytes += page.size
                self._make_room()
        return body

    def renew(self, stamp: int, changed: frozenset[int] | None = None) -> None:
        """If the content's stamp is another than the one the pages were made under, forget those that may show a change.

        `changed` are the numbers of the articles that the stamp moved for; None: everything may have changed.
        """
        with self._lock:
            if stamp == self.stamp:
                return
            for key in [key for key, page in self._pages.items() if changed is None or page.may_show(changed)]:
                self._drop(key)
            self.stamp = stamp

    def _make_room(self) -> None:
        while self.bytes > self.limit:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.bytes -= page.size
        path, read = key
        copies = self._copies[path]
        del copies.queries[read]
        if not copies.queries:
            del self._copies[path]


def _read(names: tuple[str, ...], query: bytes) -> str | None:
    """What a view that reads `names` would read of `query`, as Django understands it; None if no page is kept for that."""
    if not names or not query:
        return ""
    if len(query) > LONGEST_ADDRESS:
        return None
    try:
        return what_is_read(names, QueryDict(query))
    except SuspiciousOperation:
        return None


class Watch:
    """Asks for the content's stamp at most once in `period` seconds and renews the cache with it.

    `between` tells for which articles it moved from one value to another; None: it cannot.
    """

    def __init__(
        self,
        cache: PageCache,
        current: Callable[[], int],
        between: Callable[[int, int], frozenset[int] | None],
        clock: Callable[[], float],
        period: float,
    ) -> None:
        self.cache, self.current, self.between = cache, current, between
        self.clock, self.period = clock, period
        self._due = clock()

    def is_due(self) -> bool:
        return self.clock() >= self._due

    def look(self) -> None:
        """Where it cannot be had, what the cache holds goes on being served until it can."""
        self._due = self.clock() + self.period
        try:
            with patience.within(patience.COUNTING):  # who wants a page waits for this
                stamp, before = self.current(), self.cache.stamp
                changed = self.between(before, stamp) if before not in (None, stamp) else None
        except Exception as error:
            if not trouble.report(error):
                logger.exception("the stamp of the content could not be read; trying again")
            return
        self.cache.renew(stamp, changed)
