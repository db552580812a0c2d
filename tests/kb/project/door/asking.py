"""Requests as granian hands them to the door, and what comes back."""

import asyncio
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from kb.project.door.request import Request


def scope(path: str = "/en/", method: str = "GET", *, peer: str = "127.0.0.1", query: str = "", headers=()) -> dict:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", settings.HOST.encode()), *headers],
        "client": (peer, 50_000),
        "server": (settings.HOST, settings.PORT),
    }


def request(path: str = "/en/", method: str = "GET", *, trusted: int = 0, **more: Any) -> Request:
    return Request(scope(path, method, **more), trusted)


class Arriving:
    """A body that arrives in `chunks`; after them nothing comes, or the client is gone."""

    def __init__(self, chunks: Iterable[bytes], *, complete: bool = True, gone: bool = False) -> None:
        self.chunks = list(chunks)
        self.complete, self.gone = complete, gone

    async def __call__(self) -> dict:
        await asyncio.sleep(0)
        if self.chunks:
            body = self.chunks.pop(0)
            return {"type": "http.request", "body": body, "more_body": bool(self.chunks) or not self.complete}
        if self.gone:
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()
        raise AssertionError("nothing ever comes")
