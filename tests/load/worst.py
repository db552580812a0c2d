"""Somebody who asks, from one address and without a pause, for whatever costs the site most.

Run as `python -m tests.load.worst SITE SOURCE`; it goes on until it is ended. Its own computing steps back behind everybody
else's: it stands for another machine.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

EACH = 8  # at once of each kind
JSON = "application/json"


class Line:
    """One kept-alive connection from `source`."""

    def __init__(self, site: str, source: str) -> None:
        self.parts, self.source = urlsplit(site), source
        self.reader: asyncio.StreamReader | None = None

    async def ask(self, path: str, body: dict | None = None, token: str = "") -> tuple[int, bytes]:
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection(
                self.parts.hostname, self.parts.port, limit=2**20, local_addr=(self.source, 0)
            )
        data = b"" if body is None else json.dumps(body).encode()
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {self.parts.netloc}"]
        lines += [f"Content-Type: {JSON}", f"Content-Length: {len(data)}"] if data else []
        lines += [f"Authorization: Bearer {token}"] if token else []
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        return int(head.split(b" ", 2)[1]), await self.reader.readexactly(length)

    async def call(self, path: str, body: dict, token: str = "") -> dict:
        """The answer to a call of the API; empty where it was refused."""
        status, answer = await self.ask(f"/api/v1{path}", body, token)
        return json.loads(answer) if status in {200, 201} else {}


numbers = count()


async def guess(line: Line) -> None:
    """Answer with nobody's response, over and over; a new practice once the old one takes no more."""
    world = await line.call("/sandboxes", {"scenario": "dsc-plus"})
    while world:
        login = await line.call(f"/sandboxes/{world['id']}/logins", {"method": "security-card"}, world["token"])
        if not login:
            return
        for _ in range(5):
            await line.call(f"/logins/{login['id']}/response", {"response": f"{next(numbers):08d}"}, world["token"])


async def open_practices(line: Line) -> None:
    await line.call("/sandboxes", {"scenario": "dsc-plus"})


async def search(line: Line) -> None:
    await line.ask(f"/en/search/?q=card+that+nobody+has+{next(numbers)}")


async def look_for_an_unknown_number(line: Line) -> None:
    await line.ask(f"/en/kb/{100_000 + next(numbers)}/")


async def read_what_is_not_cached(line: Line) -> None:
    await line.ask(f"/en/practice/dsc-plus/?step={next(numbers)}")


KINDS = (guess, open_practices, search, look_for_an_unknown_number, read_what_is_not_cached)


async def main(site: str, source: str) -> None:
    async def go_on(kind: Callable) -> None:
        line = Line(site, source)
        while True:
            await kind(line)

    await asyncio.gather(*(go_on(kind) for kind in KINDS for _ in range(EACH)))


if __name__ == "__main__":
    os.nice(19)
    asyncio.run(main(*sys.argv[1:]))
