"""Strangers who open real sockets against the site and use them badly."""

import resource
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

SPARE = 1_000  # open files for the test itself


def room_for(wanted: int) -> int:
    """How many sockets of `wanted` the system lets this process open; its own limit is raised as far as it may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted + SPARE if hard == resource.RLIM_INFINITY else min(wanted + SPARE, hard)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return min(wanted, allowed - SPARE)


def request(site: str, path: str, *fields: str, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(site).netloc}", *fields]
    return "\r\n".join([*lines, "", ""]).encode()


@contextmanager
def holding(
    site: str, said: Iterable[bytes], *, source: str = "127.0.0.1", window: int = 0
) -> Iterator[list[socket.socket]]:
    """A connection for each of `said`, which is sent on it; all stay open. `window` bounds what each takes in unread."""
    parts = urlsplit(site)
    held: list[socket.socket] = []
    try:
        for data in said:
            one = socket.socket()
            held.append(one)
            if window:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            one.settimeout(60)
            one.bind((source, 0))
            one.connect((parts.hostname, parts.port))
            one.sendall(data)
        yield held
    finally:
        for one in held:
            one.close()


def heard(one: socket.socket, *, seconds: float = 60) -> bytes:
    """What comes next on a connection; b"" if it was closed."""
    one.settimeout(seconds)
    try:
        return one.recv(65_536)
    except ConnectionError:
        return b""


def all_closed(held: list[socket.socket], *, within: float) -> bool:
    """Whether the other end closes every one of `held`; what it says before that is thrown away."""
    deadline = time.monotonic() + within
    with selectors.DefaultSelector() as waiting:
        for one in held:
            waiting.register(one, selectors.EVENT_READ)
        while waiting.get_map() and time.monotonic() < deadline:
            for key, _events in waiting.select(1):
                if heard(key.fileobj) == b"":
                    waiting.unregister(key.fileobj)
        return not waiting.get_map()
