"""Bodies are read to their end, within limits of size, time and memory."""

import asyncio
import re

import pytest

from kb.project.door import body as bodies
from kb.project.door.body import Bodies, Gone, Refused
from tests.kb.project.door.asking import Arriving, request

LIMITS = ((re.compile("/big/"), 1_000_000), (re.compile("/small/"), 100))


@pytest.fixture
def reader():
    return Bodies(LIMITS)


def post(path: str = "/small/", *, length: int | None = None, peer: str = "192.0.2.1"):
    header = (b"transfer-encoding", b"chunked") if length is None else (b"content-length", str(length).encode())
    return request(path, "POST", peer=peer, headers=[header])


def read(reader: Bodies, asked, arriving: Arriving) -> bytes:
    return asyncio.run(reader.read(asked, arriving))


def refusal(reader: Bodies, asked, arriving: Arriving) -> Refused:
    with pytest.raises(Refused) as caught:
        read(reader, asked, arriving)
    return caught.value


async def until(condition) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


def test_a_body_arrives_whole_however_it_is_cut(reader):
    assert read(reader, post(length=6), Arriving([b"ab", b"", b"cd", b"ef"])) == b"abcdef"
    assert read(reader, post(), Arriving([b"ab", b"c"])) == b"abc"


def test_a_request_without_a_body_waits_for_none(reader):
    assert read(reader, request("/small/", "POST"), Arriving([])) == b""


def test_a_body_announced_too_large_is_refused_unread(reader):
    arriving = Arriving([b"x"])
    refused = refusal(reader, post(length=101), arriving)
    assert (refused.reason, refused.most) == ("too-large", 100)
    assert arriving.chunks == [b"x"]


def test_a_body_that_grows_too_large_is_refused(reader):
    assert refusal(reader, post(), Arriving([b"x" * 60, b"x" * 41, b"x"])).reason == "too-large"


@pytest.mark.parametrize(("path", "most"), [("/big/x", 1_000_000), ("/small/", 100), ("/other/", bodies.SMALL)])
def test_the_limit_depends_on_the_address(reader, path, most):
    assert refusal(reader, post(path, length=most + 1), Arriving([])).most == most


def test_a_body_that_stops_half_way_is_too_slow(reader, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    assert refusal(reader, post(length=50), Arriving([b"half"], complete=False)).reason == "too-slow"


def test_a_body_that_keeps_its_pace_may_take_longer(reader, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    monkeypatch.setattr(bodies, "PACE", 10)

    class Steady(Arriving):
        async def __call__(self) -> dict:
            await asyncio.sleep(0.02)
            return await super().__call__()

    assert read(reader, post(length=100), Steady([b"x" * 10] * 10)) == b"x" * 100


def test_a_client_that_goes_away_is_gone(reader):
    with pytest.raises(Gone):
        read(reader, post(length=50), Arriving([b"half"], complete=False, gone=True))


def test_nothing_is_held_once_all_is_over(reader, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    read(reader, post("/big/", length=3), Arriving([b"abc"]))
    refusal(reader, post(), Arriving([b"x" * 101]))
    refusal(reader, post("/big/"), Arriving([b"x" * 200_000], complete=False))
    assert (reader.held, dict(reader._readings), dict(reader._by_client), dict(reader._large)) == (0, {}, {}, {})


def test_large_bodies_need_a_place_and_small_ones_do_not(reader):
    large = bodies.SMALL + 1

    async def scene() -> None:
        holding = [
            asyncio.create_task(reader.read(post("/big/"), Arriving([b"x" * large], complete=False)))
            for _ in range(bodies.LARGE_PER_CLIENT)
        ]
        await until(lambda: reader.held == large * bodies.LARGE_PER_CLIENT)
        with pytest.raises(Refused, match="busy"):
            await reader.read(post("/big/"), Arriving([b"x" * large]))
        assert await reader.read(post("/big/", peer="192.0.2.2"), Arriving([b"x" * large])) == b"x" * large
        assert await reader.read(post(), Arriving([b"small"])) == b"small"
        for task in holding:
            task.cancel()
        await asyncio.gather(*holding, return_exceptions=True)

    asyncio.run(scene())


def test_who_began_first_makes_room_when_too_much_is_held(reader, monkeypatch):
    monkeypatch.setattr(bodies, "HELD_IN_ALL", 250)

    async def scene() -> None:
        first, second = (
            asyncio.create_task(reader.read(post("/big/"), Arriving([b"x" * 100], complete=False))) for _ in range(2)
        )
        await until(lambda: reader.held == 200)
        assert await reader.read(post("/big/"), Arriving([b"y" * 60, b"z"])) == b"y" * 60 + b"z"
        with pytest.raises(Refused, match="too-slow"):
            await first
        assert not second.done()
        second.cancel()

    asyncio.run(scene())


def test_a_client_with_a_thousand_unfinished_bodies_loses_its_oldest(reader, monkeypatch):
    monkeypatch.setattr(bodies, "HELD_PER_CLIENT", 2)

    async def scene() -> None:
        arriving = [Arriving([b"x"], complete=False) for _ in range(2)]
        other = asyncio.create_task(reader.read(post(peer="192.0.2.9"), Arriving([b"x"], complete=False)))
        await until(lambda: reader.held == 1)
        first, second = (asyncio.create_task(reader.read(post(), each)) for each in arriving)
        await until(lambda: reader.held == 3)
        assert await reader.read(post(), Arriving([b"whole"])) == b"whole"
        with pytest.raises(Refused, match="too-slow"):
            await first
        assert not second.done() and not other.done()
        second.cancel()
        other.cancel()

    asyncio.run(scene())


def test_before_a_stop_bodies_are_hurried(reader):
    async def scene() -> None:
        waiting = asyncio.create_task(reader.read(post(), Arriving([b"x"], complete=False)))
        await until(lambda: reader.held == 1)
        reader.hurry(0.01)
        with pytest.raises(Refused, match="too-slow"):
            async with asyncio.timeout(10):
                await waiting

    asyncio.run(scene())
