"""A small HTTP/1.1 client that asks one thing many times, over kept-alive connections."""

import asyncio
from urllib.parse import urlsplit

LAST_CHUNK = b"\r\n0\r\n\r\n"  # no text that is measured has it inside


async def ask(site: str, request: bytes, times: int, *, connections: int = 4, status: int = 200) -> None:
    """Send `request` at least `times` times to `site`, over so many `connections`; raises RuntimeError at another `status`."""
    each = -(-times // connections)
    await asyncio.gather(*(_ask(site, request, each, str(status).encode()) for _ in range(connections)))


async def _ask(site: str, request: bytes, times: int, status: bytes) -> None:
    parts = urlsplit(site)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2**20)
    for _ in range(times):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if head.split(b" ", 2)[1] != status:
            raise RuntimeError(f"not a {status.decode()}: {head[:200]!r}")
        if b"\r\ntransfer-encoding: chunked" in head.lower():
            await reader.readuntil(LAST_CHUNK)
        elif status != b"304":
            await reader.readexactly(_length(head))
    writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("an answer without a length")
