"""Live streams hear at once of what their own process has written, and of what another has, where there is a Redis."""

import asyncio
from functools import partial

import pytest
from django.test import Client

from auth_demo.classroom import control
from auth_demo.classroom.opening import Setup, open_class
from auth_demo.verifier import events
from auth_demo.web import hub
from kb.base import shared
from tests.auth_demo.conftest import open_sandbox

LONG = 60.0  # seconds, that nobody waits here


def news(entry):
    return {"a1": events.News([entry], frozenset())}


@pytest.fixture
def patient(monkeypatch):
    """Nobody looks of itself."""
    monkeypatch.setattr(hub, "TOLD_INTERVAL", LONG)


def entry(seq):
    return events.Entry(seq, None, "login.began", {})


@pytest.mark.postgresql
def test_a_listener_gets_what_came_as_soon_as_it_is_told(patient):
    async def run():
        found, looked = {}, asyncio.Event()
        loop = asyncio.get_running_loop()

        def read(_watched):
            answer = dict(found)
            if here.is_told:  # the look that hearing begins with
                loop.call_soon_threadsafe(looked.set)
            return answer

        here = hub.Hub(read, 0.01)
        listener = here.join("a1", 0, "")
        async with asyncio.timeout(LONG / 2):
            await looked.wait()
            found |= news(entry(1))
            await asyncio.to_thread(shared.tell, events.NEWS, "another")
            await asyncio.to_thread(shared.tell, events.NEWS, "a1")
            got = await listener.get()
        here.leave(listener)
        return [each.seq for each in got]

    assert asyncio.run(run()) == [1]


@pytest.mark.postgresql
def test_the_hub_looks_as_often_as_without_redis_while_nothing_can_be_heard(settings, patient):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    async def run():
        looks = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def read(_watched):
            loop.call_soon_threadsafe(looks.put_nowait, 1)
            return {}

        here = hub.Hub(read, 0.01)
        listener = here.join("a1", 0, "")
        async with asyncio.timeout(LONG / 2):
            for _each in range(5):
                await looks.get()
        here.leave(listener)

    asyncio.run(run())


@pytest.mark.postgresql
def test_what_happens_in_a_practice_is_told_once_it_is_written(real_database, monkeypatch):
    told = []
    monkeypatch.setattr(shared, "tell", lambda space, what: told.append((space, what)))
    caller = open_sandbox(Client())
    assert told and set(told) == {(events.NEWS, caller.id)}


def test_what_a_trainer_does_wakes_the_streams_of_its_own_process_at_once(real_database):
    told = open_class(Setup(("card-test",), language="en"))

    async def run():
        here = hub.of_classes()
        here.interval = LONG  # so that no look of its own comes in time
        listener = here.join(told.classroom.pk, told.classroom.last_seq, "")
        await asyncio.sleep(0)
        act = partial(control.act, told.classroom, control.Order("start"))
        async with asyncio.timeout(LONG / 2):
            while here.wake.is_set():
                await asyncio.sleep(0.01)
            await asyncio.to_thread(act)
            entries = await listener.get()
        here.leave(listener)
        return entries

    entries = asyncio.run(run())
    assert entries is None or [each.type for each in entries] == ["class.started"]


def test_what_happens_in_a_class_is_told_to_other_processes_once_it_is_written(real_database, monkeypatch, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    told = []
    monkeypatch.setattr(shared, "tell", lambda space, what: told.append((space, what)))
    opened = open_class(Setup(("card-test",), language="en"))
    assert told == [(events.NEWS, opened.classroom.pk)]
