"""Rows of script/bench: what a login costs, call by call, and what many practices that are opened at once wait."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from auth_demo.protocols.ocra import respond
from tests.browser.serving import Served
from tests.load.bench_rows import row
from tests.load.cpu import Gauge, children, used_by
from tests.load.reader import Reader

LOGINS, PARALLEL = 40, 200


class Learner:
    """Somebody with a security card, who calls one thing after the other."""

    def __init__(self, site: str, source: str = "127.0.0.1") -> None:
        self.reader = Reader(site, source)

    def open(self) -> None:
        self.world = self.reader.open_sandbox()
        self.card = next(each for each in self.world["devices"] if each["kind"] == "security-card")

    def begin(self) -> None:
        path, body = f"/sandboxes/{self.world['id']}/logins", {"method": "security-card", "device": self.card["id"]}
        self.login = self.reader.call(path, body, self.world["token"])

    def answer_wrong(self) -> None:
        assert self._answer(f"{(int(self._right()) + 12_345_679) % 10**8:08d}") == 422

    def answer_right(self) -> None:
        assert self._answer(self._right()) == 200

    def log_in(self) -> None:
        self.begin()
        self.answer_right()

    def _right(self) -> str:
        key = bytes.fromhex(self.card["key"])
        return respond(self.card["suite"], key, challenge=self.login["challenge"], pin=self.card["pin"])

    def _answer(self, response: str) -> int:
        path = f"/api/v1/logins/{self.login['id']}/response"
        return self.reader.ask(path, {"response": response}, self.world["token"])[0]


def rows(site: Served) -> list[bool]:
    learners = [Learner(site.address) for _ in range(LOGINS)]
    steps: dict[str, Callable[[Learner], None]] = {
        "opening a practice": Learner.open,
        "beginning a login": Learner.begin,
        "a wrong response": Learner.answer_wrong,
        "a right response": Learner.answer_right,
    }
    for name, step in steps.items():
        measured(site, name, step, learners)
    return [parallel_opens(site)]


def measured(site: Served, name: str, step: Callable[[Learner], None], learners: list[Learner]) -> None:
    """Print the CPU time of `step` in the process that answers, and in its helper's, which looks for mistyped PINs."""
    gauge, seconds = Gauge(site.process.pid), []
    worker = max(children(site.process.pid), key=used_by)
    before = used_by(worker)
    with gauge.counting():
        for each in learners:
            start = time.perf_counter()
            step(each)
            seconds.append(time.perf_counter() - start)
    own = (used_by(worker) - before) / len(learners)
    beside = gauge.seconds / len(learners) - own
    waited = f"{1000 * statistics.median(seconds):.0f} ms waited, {1000 * max(seconds):.0f} at most"
    row(name, f"{1000 * own:.1f} ms CPU", f"{1000 * beside:.1f} in its helper; {waited}")


def parallel_opens(site: Served) -> bool:
    """So many practices, opened by as many at once: all are, and how long the last waits."""

    def open_one(_number: int) -> float:
        start = time.perf_counter()
        Learner(site.address).open()
        return time.perf_counter() - start

    start = time.perf_counter()
    with ThreadPoolExecutor(PARALLEL) as pool:
        waited = sorted(pool.map(open_one, range(PARALLEL)))
    rate = PARALLEL / (time.perf_counter() - start)
    note = f"{1000 * statistics.median(waited):.0f} ms waited, {1000 * waited[-1]:.0f} at most"
    return row(f"{PARALLEL} practices opened at once", f"{rate:.0f} a second", note)
