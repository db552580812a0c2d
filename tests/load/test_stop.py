"""The site stops when it is told to, whatever is under way, and answers what it has begun."""

import contextlib
import signal
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Served, started
from tests.load.reader import Reader
from tests.load.sockets import heard, holding, request
from tests.load.test_door import streams

MOST = 10  # seconds from the signal to the end
SEARCHERS, READERS = 12, 4
SAID_FIRST = b'{"status": "not ready", "reason": "stopping"}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Data that the first start has prepared, so that the others are quick."""
    return tmp_path_factory.mktemp("stopped")


class Asking(threading.Thread):
    """Somebody who asks for PATH over and over on one connection, until the site is gone."""

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


def workers(served: Served) -> list[int]:
    pid = served.process.pid
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


@pytest.mark.parametrize(("sign", "listeners"), [(signal.SIGTERM, 1_000), (signal.SIGINT, 20), (signal.SIGTERM, 0)])
def test_it_ends_in_time_under_load_and_answers_what_it_has_begun(folder, sign, listeners):
    with started(folder) as served:
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
        assert took < MOST
        assert [each.cut_off for each in asking if each.cut_off] == []
        assert served.process.returncode == 0
        assert "Traceback" not in served.log.read_text()


def until_all_have_an_answer(asking: list[Asking]) -> None:
    deadline = time.monotonic() + 60
    while any(not each.answers for each in asking):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_says_that_it_stops_before_it_takes_no_more(folder):
    with started(folder) as served, holding(served.address, [b""] * 1) as waiting:
        served.process.terminate()
        answer = ready_after_the_signal(served)
        assert answer == (503, SAID_FIRST)
        assert Reader(served.address).ask("/en/")[0] == 200
        served.process.wait(60)
        assert heard(waiting[0]) == b""


def ready_after_the_signal(served: Served) -> tuple[int, bytes]:
    """The first answer of /readyz that is not the one from before the worker heard of it."""
    while True:
        status, body = Reader(served.address).ask("/readyz")
        if status != 200:
            return status, body


def test_a_worker_does_not_outlive_a_parent_that_was_killed(folder):
    with started(folder) as served:
        left = workers(served)
        assert left
        served.process.kill()
        served.process.wait(10)
        deadline = time.monotonic() + 60
        while any(map(is_running, left)):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with pytest.raises(OSError):
            Reader(served.address).ask("/healthz")
