"""Spreads new events of sandboxes and classes to anyone who listens: one reader of each per process, however many listeners.

While anybody listens, the reader asks the event table a few times a second, in a thread of its own, and puts what is
new into each listener's queue. Where there is a Redis, processes tell each other when it is worth asking, and it asks of itself
once a second: for what was told while nobody could hear it. A listener that comes late makes the reader begin again at its cursor; the others
skip what they have had.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import close_old_connections

from auth_demo.classroom import log
from auth_demo.verifier import events
from auth_demo.verifier.events import Entry, News, Watched
from kb.base import patience, shared, trouble

logger = logging.getLogger(__name__)

Read = Callable[[Mapping[str, Watched]], dict[str, News]]
Hears = Callable[[Entry], bool]
INTERVAL = 0.25  # seconds between looks
CLASS_INTERVAL = 0.1  # the same for classes: what a trainer does is to be seen at once by those at another process
TOLD_INTERVAL = 1.0  # the same while other processes are heard
TOGETHER = 0.02  # seconds in which what is told is answered by one look
PAUSE = 2.0  # after a failed look
PATIENCE = 1.5  # seconds that a look waits for a locked database: a new stream waits for the look before
QUEUE = 2_000  # events that a slow listener may fall behind; then it is cut off, and resumes where it was
PER_SANDBOX = 20  # pages of one learner
PER_CLASS = 3_000  # pages of all who are in it


class Full(Exception):
    """As many listeners as this sandbox takes; how many a process or a client has is the door's to say."""


class Listener:
    """Gets entries after `seen` that it `hears`, each once and in order, for as long as `key`, a token's hash, opens the sandbox.

    What is said here of a sandbox holds for a class as well.
    """

    def __init__(self, sandbox_id: str, seen: int, key: str = "", hears: Hears = bool) -> None:
        self.sandbox_id, self.seen, self.key, self.hears = sandbox_id, seen, key, hears
        self.queue: asyncio.Queue[list[Entry] | None] = asyncio.Queue()
        self.waiting = 0
        self.is_gone = False

    def put(self, entries: list[Entry] | None) -> None:
        """None ends it."""
        if entries is None:
            self.queue.put_nowait(None)
            return
        fresh = [entry for entry in entries if entry.seq > self.seen]
        if not fresh:
            return
        self.seen = fresh[-1].seq
        fresh = [entry for entry in fresh if self.hears(entry)]
        if not fresh:
            return
        self.waiting += len(fresh)
        self.queue.put_nowait(fresh if self.waiting <= QUEUE else None)

    def hang_up(self) -> None:
        """Nobody listens now: the one who waits for the next entries gets None."""
        self.is_gone = True
        self.queue.put_nowait(None)

    async def get(self) -> list[Entry] | None:
        entries = await self.queue.get()
        self.waiting -= len(entries or ())
        return entries


class Hub:
    """The listeners of one event loop, and the task that reads for them while there are any."""

    most = PER_SANDBOX  # listeners of one sandbox

    def __init__(self, read: Read, interval: float = INTERVAL) -> None:
        self.read, self.interval = read, interval
        self.listeners: dict[str, set[Listener]] = {}
        self.cursors: dict[str, Watched] = {}
        self.wake = asyncio.Event()
        self.reader: asyncio.Task[None] | None = None
        self.hearer: asyncio.Task[None] | None = None
        self.is_told = False

    def join(self, sandbox_id: str, after: int, key: str, hears: Hears = bool) -> Listener:
        """Raises Full."""
        here = self.listeners.setdefault(sandbox_id, set())
        if len(here) >= self.most:
            raise Full
        listener = Listener(sandbox_id, after, key, hears)
        here.add(listener)
        known = self.cursors.get(sandbox_id)
        self._watch(sandbox_id, min(after, known.seq) if known else after)
        self.wake.set()
        if self.reader is None or self.reader.done():
            self.reader = asyncio.create_task(self._run())
        if settings.REDIS_URL and (self.hearer is None or self.hearer.done()):
            self.hearer = asyncio.create_task(shared.hear(events.NEWS, self._hear, self._set_told))
        return listener

    def leave(self, listener: Listener) -> None:
        here = self.listeners.get(listener.sandbox_id, set())
        here.discard(listener)
        if here:
            self._watch(listener.sandbox_id, self.cursors[listener.sandbox_id].seq)
        else:
            self.listeners.pop(listener.sandbox_id, None)
            self.cursors.pop(listener.sandbox_id, None)
        if not self.listeners:
            for task in (self.reader, self.hearer):
                if task:
                    task.cancel()
            self.reader = self.hearer = None

    async def _run(self) -> None:
        while self.listeners:
            self.wake.clear()
            pause = TOLD_INTERVAL if self.is_told else self.interval
            try:
                self._spread(await run_in_reader(self.read, dict(self.cursors)))
            except Exception as error:
                if not trouble.report(error):
                    logger.exception("the event log could not be read; trying again")
                pause = PAUSE
            with suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), pause)
                await asyncio.sleep(TOGETHER)

    def _hear(self, sandbox_id: str) -> None:
        if sandbox_id in self.listeners:
            self.wake.set()

    def _set_told(self, is_told: bool) -> None:
        self.is_told = is_told
        self.wake.set()

    def _watch(self, sandbox_id: str, seq: int) -> None:
        self.cursors[sandbox_id] = Watched(seq, frozenset(each.key for each in self.listeners[sandbox_id]))

    def _spread(self, found: Mapping[str, News]) -> None:
        for sandbox_id, news in found.items():
            for listener in tuple(self.listeners.get(sandbox_id, ())):
                listener.put(None if listener.key in news.lost else news.entries)
            if news.entries and sandbox_id in self.cursors:
                self._watch(sandbox_id, news.entries[-1].seq)


_thread = ThreadPoolExecutor(1, thread_name_prefix="events")  # one thread, so one database connection
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()
_class_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def current() -> Hub:
    """The hub of the running loop for sandboxes: a process has one."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(events.news)
    return _hubs[loop]


def of_classes() -> Hub:
    """The one for classes."""
    loop = asyncio.get_running_loop()
    if loop not in _class_hubs:
        _class_hubs[loop] = Hub(log.news, CLASS_INTERVAL)
        _class_hubs[loop].most = PER_CLASS
    return _class_hubs[loop]


def _wake_classes(class_id: str) -> None:
    """Something has happened in a class, in whichever thread of this process."""
    for loop, made in list(_class_hubs.items()):
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(made._hear, class_id)


log.LISTENERS.append(_wake_classes)


async def run_in_reader(call: Callable[..., Any], *args: Any) -> Any:
    """Ask the database from async code."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _connected, call, *args)


def _connected(call: Callable[..., Any], *args: Any) -> Any:
    close_old_connections()
    with patience.within(PATIENCE):
        return call(*args)
