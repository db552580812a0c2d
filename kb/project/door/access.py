"""What the door notes of each answer, where an operator asked for it: a line in the log, numbers for Prometheus.

Nothing of the reader is in either: no address, no query, no browser; of an address the pattern that it fits, because an
address may hold the secret of a preview link or the id of somebody's practice.
"""

import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kb.project.door.request import Message, Receive, Request, Send

HEADER = b"x-request-id"
GIVEN = re.compile(rb"[A-Za-z0-9._-]{8,64}")  # what a proxy may have numbered a request with
ROUTE = "kb.route"  # where kb.project.middleware puts the pattern of an address into the WSGI environment

logger = logging.getLogger("kb.access")

Respond = Callable[[Request, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a request. `door` says who answered: cache, file, stream, page or door; `size` in bytes, as sent."""

    id: str
    method: str
    door: str
    route: str
    status: int
    size: int
    seconds: float


def id_of(request: Request) -> str:
    """The proxy's number for `request`, where one of ours is in front and gave one; else a new one."""
    given = request.fields.get(HEADER, b"") if request.trusted else b""
    return given.decode() if GIVEN.fullmatch(given) else secrets.token_hex(8)


def log(answered: Answered) -> None:
    """The line of the access log."""
    milliseconds = round(answered.seconds * 1000, 1)
    logger.info(
        "%s %s %s %d, %d bytes in %s ms",
        answered.method,
        answered.door,
        answered.route or "-",
        answered.status,
        answered.size,
        milliseconds,
        extra={
            "request_id": answered.id,
            "fields": {
                "method": answered.method,
                "door": answered.door,
                "route": answered.route,
                "status": answered.status,
                "bytes": answered.size,
                "ms": milliseconds,
            },
        },
    )


class Recorder:
    """Answers requests by `respond`, gives each its id, and hands what became of it to all `listeners`."""

    def __init__(self, respond: Respond, listeners: list[Callable[[Answered], None]]) -> None:
        self.respond, self.listeners = respond, listeners

    async def __call__(self, request: Request, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        request.id = id_of(request)
        status, size = 0, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER, request.id.encode())]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.respond(request, receive, sent)
        finally:
            seconds = time.perf_counter() - started
            answered = Answered(request.id, known(request.method), request.door, request.route, status, size, seconds)
            for listen in self.listeners:
                listen(answered)


def known(method: str) -> str:
    """A method that somebody made up is no name for a row of numbers."""
    return method if method in {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"} else "OTHER"
