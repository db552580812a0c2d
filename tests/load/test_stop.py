"""The site stops when it is told to, whatever is under way, and answers what it has begun."""

import contextlib
import signal
import time
from pathlib import Path

import pytest

from tests.browser.serving import Served, started
from tests.load.reader import Reader
from tests.load.sockets import heard, holding
from tests.load.stopping import MOST, stop_under_load

SAID_FIRST = b'{"status": "not ready", "reason": "stopping"}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Data that the first start has prepared, so that the others are quick."""
    return tmp_path_factory.mktemp("stopped")


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
        took, cut_off = stop_under_load(served, sign, listeners)
        assert took < MOST
        assert cut_off == []
        assert served.process.returncode == 0
        assert "Traceback" not in served.log.read_text()


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
