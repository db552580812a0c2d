"""Stopping a site that has its hands full."""

import contextlib
import signal
import socket
import threading
import time
from urllib.parse import urlsplit

from tests.browser.serving import Served
from tests.load.reader import streams
from tests.load.sockets import heard, holding, request

MOST = 10  # seconds from the signal to the end
SEARCHERS, READERS = 12, 4


class Asking(threading.Thread):
    """Somebody who asks for `path` over and over on one connection, until the site is gone."""

    def __init__(self, site: str, path: str) -> None:
        super().__init__(daemon=True)
        self.site, self.path = site, path
        self.answers = 0
        self.cut_off: list[bytes] = []  # answers that began and did not end

    def run(self) -> None:
        parts = urlsplit(self.site)
        with contextlib.suppress(OSError), socket.create_connection((parts.hostname, parts.port), timeout=30) as one:
            while self._ask(one):
                self.answers += 1

    def _ask(self, one: socket.socket) -> bool:
        one.sendall(request(self.site, self.path))
        answer = b""
        while not is_whole(answer):
            more = one.recv(65_536)
            if not more:
                if answer:
                    self.cut_off.append(answer)
                return False
            answer += more
        return True


def is_whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and len(body) >= int(lengths[0].split(b":")[1])


def seconds_to_stop(served: Served, sign: signal.Signals) -> float:
    start = time.monotonic()
    served.process.send_signal(sign)
    served.process.wait(60)
    return time.monotonic() - start


def until_all_have_an_answer(asking: list[Asking]) -> None:
    deadline = time.monotonic() + 60
    while any(not each.answers for each in asking):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def stop_under_load(served: Served, sign: signal.Signals, listeners: int) -> tuple[float, list[bytes]]:
    """Seconds from `sign` to the end, under searches, reads, `listeners` streams and an unfinished upload; and the answers
    that were cut off.
    """
    site = served.address
    upload = request(site, "/en/admin/login/", "Content-Length: 5000", method="POST") + b"half"
    with holding(site, streams(site, listeners)) as listening, holding(site, [upload, b"", b"GET /"]):
        assert all(heard(one) for one in listening)
        asking = [Asking(site, "/en/search/?q=card") for _ in range(SEARCHERS)]
        asking += [Asking(site, "/en/") for _ in range(READERS)]
        for each in asking:
            each.start()
        until_all_have_an_answer(asking)
        took = seconds_to_stop(served, sign)
        for each in asking:
            each.join(30)
    return took, [answer for each in asking for answer in each.cut_off]
