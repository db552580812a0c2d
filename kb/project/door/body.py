"""The body of a request, read to its end before a thread is taken, within limits of size, time and memory.

Nothing is written to disk here. A sender that keeps a pace is given time; one that trickles is not. If too much is
held unfinished, in all or for one client, the sender who has been at it longest is told that it was too slow: so
somebody who begins a thousand bodies and finishes none is in nobody's way but their own.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kb.project.door.request import Message, Receive, Request

SECONDS = 15.0  # for any body, and beyond that as long as it keeps PACE
PACE = 16_000  # bytes a second, a slow phone line
SMALL = 128 * 1024  # bytes; what is larger needs a place
LARGE_PLACES, LARGE_PER_CLIENT = 8, 2
HELD_IN_ALL = 96 * 1024 * 1024  # bytes of unfinished bodies
HELD_PER_CLIENT = 1_500  # unfinished bodies: a school is one address

Limits = tuple[tuple[re.Pattern[str], int], ...]


class Refused(Exception):
    """The body is not taken; `reason` is a key of refusals.REASONS, `most` the bytes that would have been taken."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.most = reason, most


class Gone(Exception):
    """The client went away."""


@dataclass(eq=False)
class Reading:
    """A body on its way."""

    client: str
    most: int
    began: float
    timer: asyncio.Timeout
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    has_place: bool = False
    is_ended: bool = False


class Bodies:
    """`limits`: the most bytes for addresses that match, the first match counts; anything else gets SMALL."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0
        self._readings: dict[Reading, None] = {}  # in the order in which they began
        self._by_client: Counter[str] = Counter()
        self._large: Counter[str] = Counter()

    def most(self, path: str) -> int:
        return next((most for pattern, most in self.limits if pattern.match(path)), SMALL)

    async def read(self, request: Request, receive: Receive) -> bytes:
        """Raises Refused (too-large, too-slow, busy), Gone."""
        announced = request.fields.get(b"content-length")
        if announced is None and b"transfer-encoding" not in request.fields:
            return b""
        most = self.most(request.path)
        if announced is not None and int(announced) > most:
            raise Refused("too-large", most)
        client = request.client
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(now + SECONDS) as timer:
                with self._held(Reading(client, most, now, timer)) as reading:
                    while self._take(reading, await receive()):
                        pass
        except TimeoutError:
            raise Refused("too-slow") from None
        return b"".join(reading.chunks)

    def hurry(self, seconds: float) -> None:
        """Give every body on its way `seconds` more at most: the site is about to stop."""
        latest = asyncio.get_running_loop().time() + seconds
        for reading in self._readings:
            if (reading.timer.when() or 0) > latest:
                reading.timer.reschedule(latest)

    @contextmanager
    def _held(self, reading: Reading) -> Iterator[Reading]:
        if self._by_client[reading.client] >= HELD_PER_CLIENT:
            self._end_oldest(reading.client)
        self._readings[reading] = None
        self._by_client[reading.client] += 1
        try:
            yield reading
        finally:
            self._readings.pop(reading, None)
            self.held -= reading.size
            self._less(self._by_client, reading.client)
            if reading.has_place:
                self._less(self._large, reading.client)

    def _take(self, reading: Reading, message: Message) -> bool:
        """Keep what came; whether there is more."""
        if reading.is_ended:
            raise Refused("too-slow")
        if message["type"] != "http.request":
            raise Gone
        chunk = message.get("body", b"")
        reading.chunks.append(chunk)
        reading.size += len(chunk)
        self.held += len(chunk)
        if reading.size > reading.most:
            raise Refused("too-large", reading.most)
        if reading.size > SMALL and not reading.has_place:
            self._take_place(reading)
        more = bool(message.get("more_body"))
        if more:
            reading.timer.reschedule(reading.began + SECONDS + reading.size / PACE)
            while self.held > HELD_IN_ALL and self._end_oldest():
                pass
        return more

    def _take_place(self, reading: Reading) -> None:
        if self._large.total() >= LARGE_PLACES or self._large[reading.client] >= LARGE_PER_CLIENT:
            raise Refused("busy")
        reading.has_place = True
        self._large[reading.client] += 1

    def _end_oldest(self, client: str | None = None) -> bool:
        """End the reading that began first, of `client` if one is named; False if there is none."""
        reading = next((each for each in self._readings if client in (None, each.client)), None)
        if reading is None:
            return False
        del self._readings[reading]
        self.held -= reading.size
        reading.size, reading.is_ended = 0, True
        reading.chunks.clear()
        reading.timer.reschedule(reading.began)  # long past
        return True

    @staticmethod
    def _less(counter: Counter[str], client: str) -> None:
        counter[client] -= 1
        if not counter[client]:
            del counter[client]
