"""Rows of script/bench: a class of 30, 300 and 1,000 simulated participants over HTTP, each with the two streams of a page.

Told are the time from a trainer's action to its being heard by everybody, and from what a participant does to its being on
the board, which the trainer's page asks for every second. The participants share the machine with the server, so with 1,000
of them much of the time is theirs.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.browser.serving import ROOT, Served, started
from tests.load.bench_rows import row
from tests.load.cpu import Gauge
from tests.load.sockets import room_for

SIZES = (30, 300, 1_000)
P50, P95 = 0.2, 1.0  # seconds, at TARGET participants
TARGET = 300
ACTIONS: tuple[dict, ...] = (
    {"action": "start"},
    {"action": "pause"},
    {"action": "resume"},
    {"action": "lock", "step": "pin"},
    {"action": "unlock"},
    {"action": "hint"},
    {"action": "pause"},
    {"action": "resume"},
)
# What a page hears of these comes in the stream of its practice, under this name.
FAULTS = {
    "fault.on": {"action": "fault", "fault": "response-expired"},
    "fault.off": {"action": "fault", "fault": "response-expired", "on": False},
}
ACTS = 20  # participants who begin a login while the board is looked at
BOARD_EVERY = 1.0
JOINING = 8  # at a time
PATIENCE = 60.0


@dataclass
class Crowd:
    """One class on a running site, and what was measured in it; times in seconds."""

    site: str
    told: dict[str, str]
    people: list[dict] = field(default_factory=list)
    heard: dict[str, list[float]] = field(default_factory=dict)  # by event and its number: when each page had it
    felt: dict[str, list[float]] = field(default_factory=dict)  # the same of the practices, by event
    requests: int = 0
    errors: list[str] = field(default_factory=list)

    async def ask(self, method: str, path: str, token: str, body: dict | None = None) -> dict:
        self.requests += 1
        reader, writer = await asyncio.open_connection(*_place(self.site), limit=2**24)
        writer.write(_request(self.site, method, path, token, body))
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            length = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            )
            content = await reader.readexactly(length)
        finally:
            writer.close()
        if head.split(b" ", 2)[1] not in (b"200", b"201"):
            self.errors.append(f"{method} {path}: {head[:30]!r} {content[:200]!r}")
            return {}
        return json.loads(content)

    async def join(self, number: int, gate: asyncio.Semaphore) -> None:
        async with gate:
            body = {"nickname": f"Load {number}", "language": "en"}
            joined = await self.ask("POST", f"/api/v1/classes/{self.told['code']}/participants", "", body)
            if joined:
                self.people.append(joined)

    async def listen(self, person: dict, ready: asyncio.Semaphore) -> None:
        """Note when each event of the class came."""
        path = f"/api/v1/classes/{self.told['id']}/events?after={person['last_event']}"
        await self._stream(
            path,
            person["token"],
            ready,
            lambda event: self.heard.setdefault(f"{event['seq']} {event['type']}", []),
        )

    async def practice(self, person: dict, ready: asyncio.Semaphore) -> None:
        """Hold the stream of the practice open, as the page does."""
        sandbox = person["sandbox"]
        await self._stream(
            f"/api/v1/sandboxes/{sandbox['id']}/events?after=1",
            sandbox["token"],
            ready,
            lambda event: self.felt.setdefault(event["type"], []),
        )

    async def _stream(
        self, path: str, token: str, ready: asyncio.Semaphore, place: Callable[[dict], list[float]]
    ) -> None:
        reader, writer = await asyncio.open_connection(*_place(self.site))
        writer.write(_request(self.site, "GET", path, token, stream=True))
        try:
            await reader.readuntil(b"retry:")
            ready.release()
            while line := await reader.readline():
                if line.startswith(b"data: {") and b'"type"' in line:
                    event = json.loads(line[6:])
                    place(event).append(time.perf_counter())
        finally:
            writer.close()

    async def act(self, action: dict, felt: str = "") -> list[float]:
        """How long it took until each of all had heard it; `felt` is the event of the practices that says so, if one does."""
        self.heard.clear()
        self.felt.clear()
        begun = time.perf_counter()
        await self.ask("POST", f"/api/v1/classes/{self.told['id']}/actions", self.told["token"], action)
        while time.perf_counter() < begun + PATIENCE:
            heard = self.felt.get(felt, []) if felt else max(self.heard.values(), key=len, default=[])
            if len(heard) >= len(self.people):
                return [moment - begun for moment in heard]
            await asyncio.sleep(0.005)
        self.errors.append(f"{action}: {len(heard)} of {len(self.people)} heard it")
        return [moment - begun for moment in heard] + [PATIENCE]

    async def board(self) -> dict[str, str]:
        seen = await self.ask("GET", f"/api/v1/classes/{self.told['id']}/board", self.told["token"])
        return {each["id"]: each["device_state"] for each in seen.get("participants", [])}

    async def act_to_board(self) -> list[float]:
        """How long it took until a login that was begun was on the board."""
        begun: dict[str, float] = {}
        seen: dict[str, float] = {}
        chosen = self.people[:: max(1, len(self.people) // ACTS)][:ACTS]

        async def log_in() -> None:
            for person in chosen:
                sandbox = person["sandbox"]
                begun[person["id"]] = time.perf_counter()
                await self.ask("POST", f"/api/v1/sandboxes/{sandbox['id']}/logins", sandbox["token"], {})
                await asyncio.sleep(0.13)

        acting = asyncio.create_task(log_in())
        deadline = time.perf_counter() + PATIENCE
        while len(seen) < len(chosen) and time.perf_counter() < deadline:
            began = time.perf_counter()
            states = await self.board()
            now = time.perf_counter()
            for pk in begun:
                if states.get(pk) == "challenge":
                    seen.setdefault(pk, now)
            await asyncio.sleep(max(0.0, BOARD_EVERY - (now - began)))
        await acting
        if len(seen) < len(chosen):
            self.errors.append(f"{len(chosen) - len(seen)} logins never came to the board")
        return [seen.get(pk, deadline) - moment for pk, moment in begun.items()]


def rows(folder: Path) -> list[bool]:
    met: list[bool] = []
    for workers in (1, 2):
        # A site of its own for each size: what the class before left behind costs nothing here.
        for size in SIZES:
            here = folder / f"class-{workers}-{size}"
            with started(here, WEB_WORKERS=str(workers)) as site:
                met += asyncio.run(_measured(site, room_for(2 * size) // 2, workers))
    return met


async def _measured(site: Served, size: int, workers: int) -> list[bool]:
    gauge, before = Gauge(site.process.pid), _bytes(site.data)
    memory = gauge.memory()
    crowd = Crowd(site.address, open_class(site))
    name = f"{size} in a class, {workers} process{'es' if workers > 1 else ''}"
    begun = time.perf_counter()
    gate = asyncio.Semaphore(JOINING)
    await asyncio.gather(*(crowd.join(number, gate) for number in range(size)))
    joined = time.perf_counter() - begun
    ready = asyncio.Semaphore(0)
    listening = [asyncio.create_task(crowd.listen(each, ready)) for each in crowd.people]
    listening += [asyncio.create_task(crowd.practice(each, ready)) for each in crowd.people]
    for _ in listening:
        await asyncio.wait_for(ready.acquire(), PATIENCE)
    used = gauge.used()
    begun = time.perf_counter()
    heard = [moment for action in ACTIONS for moment in await crowd.act(action)]
    acting = time.perf_counter() - begun
    felt = [moment for event, action in FAULTS.items() for moment in await crowd.act(action, event)]
    shown = await crowd.act_to_board()
    cpu = gauge.used() - used
    grown = (gauge.memory() - memory) / 1e6
    for each in listening:
        each.cancel()
    for each in listening:
        with suppress(asyncio.CancelledError, ConnectionError):
            await each
    is_target = size == TARGET
    fast = median(heard) <= P50 and _p95(heard) <= P95
    wanted = f"wanted at most {1000 * P50:.0f} and {1000 * P95:.0f} ms" if is_target else f"{len(ACTIONS)} actions"
    return [
        row(f"{name}: joined", f"{joined:.1f} s", f"{crowd.requests} requests, {len(crowd.errors)} errors"),
        row(f"{name}: action to seen", _both(heard), wanted, met=fast or not is_target),
        row(f"{name}: problem to felt", _both(felt), f"{len(FAULTS)} of them, for everybody"),
        row(f"{name}: act to board", _both(shown), f"the board is asked for every {BOARD_EVERY:g} s"),
        row(
            f"{name}: memory, database",
            f"{grown:.0f} MB, {(_bytes(site.data) - before) / 1e6:.1f} MB",
            f"{cpu:.1f} s CPU, {acting:.1f} s of it actions",
        ),
        row(f"{name}: errors", str(len(crowd.errors)), "; ".join(crowd.errors[:2]), met=not crowd.errors),
    ]


def open_class(site: Served) -> dict[str, str]:
    settings = {"DATA_DIR": str(site.data), "PUBLIC_URL": site.address, "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "manage.py", "open_class", "--scenario", "dsc-plus", "--trainer", "Load"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _both(times: list[float]) -> str:
    return f"{1000 * median(times):.0f}, {1000 * _p95(times):.0f} ms"


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _bytes(data: Path) -> int:
    return sum(each.stat().st_size for each in data.glob("site.sqlite3*"))


def _place(site: str) -> tuple[str, int]:
    parts = urlsplit(site)
    return str(parts.hostname), int(parts.port or 80)


def _request(
    site: str, method: str, path: str, token: str, body: dict | None = None, *, stream: bool = False
) -> bytes:
    content = b"" if body is None else json.dumps(body).encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {urlsplit(site).netloc}",
        f"Accept: {'text/event-stream' if stream else 'application/json'}",
        *([f"Authorization: Bearer {token}"] if token else []),
        *([] if stream else ["Connection: close"]),
        *([f"Content-Length: {len(content)}", "Content-Type: application/json"] if body is not None else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + content
