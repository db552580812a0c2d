"""A small HTTP/1.1 client that asks one address as fast as one process can, over kept-alive connections."""

import asyncio
import time
from urllib.parse import urlsplit


async def rate(address: str, *, seconds: float, connections: int = 8) -> float:
    """Answers per second that ADDRESS gave during SECONDS; every one must be a 200."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    request = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    deadline = time.perf_counter() + seconds
    counts = await asyncio.gather(*(_ask(parts.hostname, parts.port, request, deadline) for _ in range(connections)))
    return sum(counts) / seconds


async def _ask(host: str, port: int, request: bytes, deadline: float) -> int:
    reader, writer = await asyncio.open_connection(host, port, limit=2**20)
    answers = 0
    while time.perf_counter() < deadline:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"not a 200: {head[:200]!r}")
        await reader.readexactly(_length(head))
        answers += 1
    writer.close()
    return answers


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("an answer without a length")
