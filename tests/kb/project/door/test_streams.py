"""Live streams at the door: how many, how long, and how they end."""

import asyncio

import pytest

from kb.project.door import streams as doors
from kb.project.door.body import Refused
from kb.project.door.streams import Streams
from tests.kb.project.door.asking import Arriving, request


async def forever(scope, receive, send):
    """A stream as the practice room has it: it goes on until its client is gone."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
    while (await receive())["type"] != "http.disconnect":
        pass


class Client:
    def __init__(self) -> None:
        self.sent: list[dict] = []
        self.has_begun = asyncio.Event()

    async def __call__(self, message: dict) -> None:
        self.sent.append(message)
        if message.get("body"):
            self.has_begun.set()

    @property
    def is_complete(self) -> bool:
        return not self.sent[-1].get("more_body", False)


def begin(streams: Streams, peer: str = "192.0.2.1", **arriving) -> tuple[asyncio.Task, Client]:
    client = Client()
    asked = request("/stream", peer=peer)
    return asyncio.create_task(streams.serve(forever, asked, Arriving([], **arriving), client)), client


def run(scene) -> None:
    async def within() -> None:
        async with asyncio.timeout(10):
            await scene()

    asyncio.run(within())


def test_a_stream_ends_after_a_while_and_completely(monkeypatch):
    monkeypatch.setattr(doors, "SECONDS", 0.01)

    async def scene() -> None:
        task, client = begin(Streams())
        await task
        assert client.is_complete

    run(scene)


def test_a_stop_ends_every_stream_and_those_that_begin_after_it():
    async def scene() -> None:
        streams = Streams()
        task, client = begin(streams)
        await client.has_begun.wait()
        streams.end()
        await task
        late, late_client = begin(streams)
        await late
        assert client.is_complete and late_client.is_complete

    run(scene)


def test_one_client_has_only_so_many_and_others_still_get_theirs(monkeypatch):
    monkeypatch.setattr(doors, "PER_CLIENT", 2)

    async def scene() -> None:
        streams = Streams()
        held = [begin(streams) for _ in range(2)]
        for _task, client in held:
            await client.has_begun.wait()
        refused, _client = begin(streams)
        with pytest.raises(Refused, match="busy"):
            await refused
        other, client = begin(streams, peer="192.0.2.2")
        await client.has_begun.wait()
        streams.end()
        await asyncio.gather(other, *(task for task, _client in held))

    run(scene)


def test_a_place_is_free_again_when_its_client_is_gone(monkeypatch):
    monkeypatch.setattr(doors, "PER_CLIENT", 1)
    monkeypatch.setattr(doors, "IN_ALL", 1)

    async def scene() -> None:
        streams = Streams()
        for _ in range(3):
            task, _client = begin(streams, gone=True)
            await task

    run(scene)


def test_a_school_fits():
    assert doors.PER_CLIENT >= 1_500
