"""Hands a request, its body read, to Django's WSGI handler in a thread, and takes the whole answer back at once.

The thread is free as soon as Django has answered: a reader who takes the answer slowly holds a connection and nothing
else. The loop is told once an answer (a2wsgi did it three times, and its threads waited for a loop that had stopped).
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from kb.base import trouble
from kb.project.door.access import ROUTE
from kb.project.door.body import Refused
from kb.project.door.request import Headers, Request
from kb.project.door.turns import Full, Job, Turns
from kb.project.logs import request_id

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PATIENCE = 20.0  # seconds that a request waits for a thread
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


class Bridge:
    def __init__(self, wsgi: Wsgi, threads: int) -> None:
        self.wsgi = wsgi
        self.turns = Turns(threads)
        self.patience = PATIENCE
        self._waiting: dict[Job, asyncio.Future[Answer]] = {}

    async def answer(self, request: Request, body: bytes) -> Answer:
        """Raises Refused (busy) if no thread is free in time, and what Django raises."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Answer] = loop.create_future()

        def run() -> None:
            asked = environ(request, body)
            request_id.set(request.id)
            outcome = self._ask(asked)
            request.route = asked.get(ROUTE, "")
            with suppress(RuntimeError):  # the loop has stopped: nobody waits for the answer
                loop.call_soon_threadsafe(_tell, answered, outcome)

        job = Job(run, request.client, request.method not in READING)
        try:
            self.turns.submit(job)
        except Full:
            raise Refused("busy") from None
        self._waiting[job] = answered
        timer = loop.call_later(self.patience, self._give_up, job)
        try:
            return await answered
        finally:
            timer.cancel()
            self._waiting.pop(job, None)
            self.turns.withdraw(job)

    def hurry(self, seconds: float) -> None:
        """Let requests wait for a thread `seconds` more at most: the site is about to stop."""
        self.patience = min(self.patience, seconds)
        for job in self._waiting:
            asyncio.get_running_loop().call_later(seconds, self._give_up, job)

    def _give_up(self, job: Job) -> None:
        answered = self._waiting.get(job)
        if answered and self.turns.withdraw(job) and not answered.done():
            answered.set_exception(Refused("busy"))

    def _ask(self, environ: Environ) -> Answer | Exception:
        try:
            return collect(self.wsgi, environ)
        except Exception as error:
            if not trouble.report(error):
                logger.exception("%s %s failed", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return error


def _tell(answered: asyncio.Future[Answer], outcome: Answer | Exception) -> None:
    if answered.done():
        return
    if isinstance(outcome, Exception):
        answered.set_exception(outcome)
    else:
        answered.set_result(outcome)


def collect(wsgi: Wsgi, environ: Environ) -> Answer:
    """What a `wsgi` application answers, whole (PEP 3333)."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        started[:] = [(status, headers)]

    chunks = wsgi(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    status, headers = started[0]
    fields = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return Answer(int(status[:3]), fields, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


def environ(request: Request, body: bytes) -> Environ:
    """PEP 3333's environment. The body's length is what was read, whatever was announced."""
    scope = request.scope
    host, port = scope.get("server") or ("", 0)
    peer = scope.get("client") or ("", 0)
    result: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path,
        "QUERY_STRING": request.query,
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": peer[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        _add(result, name, value.decode("latin-1"))
    result.pop("HTTP_CONTENT_LENGTH", None)
    result["CONTENT_TYPE"] = result.pop("HTTP_CONTENT_TYPE", "")
    result["CONTENT_LENGTH"] = str(len(body)) if body else ""
    return result


def _add(result: Environ, name: bytes, value: str) -> None:
    key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    if key in result:
        value = result[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    result[key] = value
