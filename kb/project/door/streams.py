"""Live streams at the door: how many one client may hold, and how long one lasts.

A browser comes back by itself to a stream that ends, with the number of the last event that it has, so ending one loses
nothing: it takes a place back from anyone who only holds it, and lets a process stop.
"""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from typing import Any

from kb.project.door.body import Refused
from kb.project.door.request import Application, Message, Receive, Request, Send

PER_CLIENT = 4_000  # a school is one address
IN_ALL = 5_000
SECONDS = 600.0  # that a stream lasts, and up to a fifth more: not all come back at once


class Streams:
    def __init__(self) -> None:
        self.is_over = False
        self._by_client: Counter[str] = Counter()
        self.count = 0
        self._ends: set[asyncio.Future[None]] = set()

    async def serve(self, stream: Application, request: Request, receive: Receive, send: Send) -> None:
        """Raises Refused (busy) before anything is sent."""
        client = request.client
        if self.count >= IN_ALL or self._by_client[client] >= PER_CLIENT:
            raise Refused("busy")
        self.count += 1
        self._by_client[client] += 1
        try:
            await self._serve(stream, request, receive, send)
        finally:
            self.count -= 1
            self._by_client[client] -= 1
            if not self._by_client[client]:
                del self._by_client[client]

    def end(self) -> None:
        """End all streams, and those that begin from now on at once: the site is about to stop."""
        self.is_over = True
        for end in self._ends:
            _end(end)

    async def _serve(self, stream: Application, request: Request, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        end: asyncio.Future[None] = loop.create_future()
        lasts = 0 if self.is_over else SECONDS * random.uniform(1, 1.2)  # noqa: S311  (nothing secret)
        timer = loop.call_later(lasts, _end, end)
        self._ends.add(end)
        last: Message = {}

        async def received() -> Message:
            message: asyncio.Future[Message] = asyncio.ensure_future(receive())
            both: set[asyncio.Future[Any]] = {message, end}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if message.done():
                return message.result()
            message.cancel()
            return {"type": "http.disconnect"}

        async def sent(message: Message) -> None:
            last.update(message)
            await send(message)

        try:
            await stream({**request.scope, "headers": request.headers}, received, sent)
            if last.get("more_body") and end.done():
                with suppress(Exception):  # the client may be gone as well
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            timer.cancel()
            self._ends.discard(end)


def _end(end: asyncio.Future[None]) -> None:
    if not end.done():
        end.set_result(None)
