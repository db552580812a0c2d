"""People who use the site at a pace of their own, each over a kept-alive connection: readers, searchers, learners."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from auth_demo.protocols.ocra import respond
from tests.load.worst import Line

HOME = "127.0.0.1"


@dataclass
class Told:
    """What a crowd was answered: seconds by what was asked, and what was no answer."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    async def ask(
        self, line: Line, what: str, path: str, body: dict | None = None, token: str = ""
    ) -> tuple[int, bytes]:
        """Whatever happens is noted. What fails is asked no more on that connection."""
        begun = time.perf_counter()
        try:
            status, answer = await line.ask(path, body, token)
        except (OSError, asyncio.IncompleteReadError) as error:
            line.reader = None  # the next request opens another
            status, answer = 0, repr(error).encode()
        self.seconds.setdefault(what, []).append(time.perf_counter() - begun)
        if not 200 <= status < 400:
            self.errors.append(f"{what}: {status} {answer[:100]!r}")
        return status, answer


async def each(seconds: float, every: float, act: Callable[[], Awaitable[object]]) -> None:
    """`act` every so many seconds for `seconds`, as near to its time as the one before lets it."""
    begun = time.perf_counter()
    turn = 0
    while (now := time.perf_counter()) < begun + seconds:
        await act()
        turn += 1
        await asyncio.sleep(max(0.0, begun + turn * every - now))


class Choice:
    """Addresses as readers choose them: the first twice as often as the second, three times as often as the third (Zipf)."""

    def __init__(self, paths: Sequence[str], chance: random.Random) -> None:
        self.paths, self.chance = paths, chance
        self.weights = list(accumulate(1 / rank for rank in range(1, len(paths) + 1)))

    def __call__(self) -> str:
        return self.chance.choices(self.paths, cum_weights=self.weights)[0]


async def read(site: str, told: Told, choose: Callable[[], str], seconds: float, rate: float) -> None:
    """So many requests a second by `rate` readers who ask for one page a second each."""

    async def reader(number: int) -> None:
        line = Line(site, HOME)
        await asyncio.sleep(number / rate)
        await each(seconds, 1.0, lambda: told.ask(line, "page", choose()))

    await asyncio.gather(*(reader(number) for number in range(round(rate))))


async def read_once(site: str, told: Told, paths: Sequence[str]) -> None:
    """Every one of `paths`, by four readers."""

    async def reader(line: Line, some: Sequence[str]) -> None:
        for path in some:
            await told.ask(line, "page", path)

    await asyncio.gather(*(reader(Line(site, HOME), paths[first::4]) for first in range(4)))


class Learner:
    """Opens a practice and logs in with its card, over and over."""

    def __init__(self, site: str, told: Told) -> None:
        self.line, self.told = Line(site, HOME), told
        self.world: dict = {}

    async def call(self, what: str, path: str, body: dict) -> dict:
        token = self.world.get("token", "")
        status, answer = await self.told.ask(self.line, what, f"/api/v1{path}", body, token)
        return json.loads(answer) if status in {200, 201} else {}

    async def open(self) -> None:
        self.world = await self.call("open", "/sandboxes", {"scenario": "dsc-plus", "language": "en"})

    async def log_in(self) -> None:
        if not self.world:
            await self.open()
            return
        card = next(one for one in self.world["devices"] if one["kind"] == "security-card")
        login = await self.call("call", f"/sandboxes/{self.world['id']}/logins", {"method": "security-card"})
        if login:
            key = bytes.fromhex(card["key"])
            response = respond(card["suite"], key, challenge=login["challenge"], pin=card["pin"])
            await self.call("call", f"/logins/{login['id']}/response", {"response": response})

    async def practice(self, seconds: float, every: float, late: float) -> None:
        """Comes `late` seconds after the first one."""
        await asyncio.sleep(late)
        await self.open()
        await each(seconds, every, self.log_in)


async def learn(site: str, told: Told, people: int, seconds: float, every: float) -> None:
    await asyncio.gather(
        *(Learner(site, told).practice(seconds, every, every * number / people) for number in range(people))
    )


async def join(site: str, told: Told, people: int, within: float) -> None:
    """So many open a practice, one after the other, within so many seconds."""

    async def one(number: int) -> None:
        await asyncio.sleep(within * number / people)
        await Learner(site, told).open()

    await asyncio.gather(*(one(number) for number in range(people)))
