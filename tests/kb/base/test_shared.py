"""What processes share through Redis is counted as in the database, in names of its own; and nobody needs it to be there."""

import asyncio
import logging
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from redis import Redis

from kb.base import limits, shared, trouble
from kb.base.models import Counter
from tests.parallel import in_parallel

pytestmark = pytest.mark.postgresql

NOW = 1_800_000_000.0
NOWHERE = "redis://127.0.0.1:1/0"
LONG = 30.0  # seconds after which a test gives up


def spend(whose="anna", what="tries", most=3, seconds=60, now=NOW):
    return limits.spend(what, whose, most=most, seconds=seconds, now=now)


@pytest.fixture
def server(settings):
    with Redis.from_url(settings.REDIS_URL, decode_responses=True) as server:
        yield server


@pytest.fixture(params=["redis", "database"])
def counted(request, settings, db):
    if request.param == "database":
        settings.REDIS_URL = ""


@pytest.mark.usefixtures("counted")
def test_the_one_too_many_is_told_how_long_to_wait_and_waits_no_longer():
    assert [spend(now=NOW + second) for second in (0, 10, 20)] == [None] * 3
    assert spend(now=NOW + 30) == timedelta(seconds=30)
    assert spend(now=NOW + 59) == timedelta(seconds=1)
    assert [spend(now=NOW + 60 + second) for second in (0, 1, 2)] == [None] * 3
    assert spend(now=NOW + 63) == timedelta(seconds=57)


@pytest.mark.usefixtures("counted")
def test_each_client_and_each_thing_is_counted_on_its_own():
    assert [spend(most=1), spend("bruno", most=1), spend(what="votes", most=1)] == [None] * 3
    assert spend(most=1) == timedelta(seconds=60)


@pytest.mark.usefixtures("counted")
def test_looking_counts_nothing():
    assert [limits.to_wait("tries", "anna", most=1, now=NOW) for _each in range(3)] == [None] * 3
    spend()
    assert limits.to_wait("tries", "anna", most=1, now=NOW + 1) == timedelta(seconds=59)


@pytest.mark.usefixtures("counted")
def test_what_is_given_back_or_forgotten_may_be_spent_again():
    assert [spend(most=1), bool(spend(most=1))] == [None, True]
    limits.give_back("tries", "anna")
    assert [spend(most=1), bool(spend(most=1))] == [None, True]
    limits.forget("tries", "anna")
    limits.give_back("tries", "anna")  # nothing is there: nothing becomes less than nothing
    assert [spend(most=1), bool(spend(most=1))] == [None, True]


def test_a_burst_gets_no_more_than_the_limit(real_database):
    got = in_parallel(24, lambda: limits.spend("tries", "anna", most=5, seconds=600))
    assert got.count(None) == 5
    assert not Counter.objects.exists()


def test_what_is_put_is_in_the_database_whatever_redis_has_forgotten(db, server):
    limits.put("practices", "all", 2, seconds=600)
    assert limits.spend_lasting("practices", "all", most=3, seconds=600) is None
    assert limits.spend_lasting("practices", "all", most=3, seconds=600)
    assert list(server.scan_iter(f"{shared.PREFIX}:*")) == []


def test_another_site_on_the_same_server_has_names_of_its_own(settings, db):
    spend(most=1)
    settings.SECRET_KEY = "another"
    assert spend(most=1) is None


def test_a_count_goes_by_itself(db, server):
    spend(seconds=600, now=time.time())
    (key,) = server.scan_iter(f"{shared.PREFIX}:*")
    assert 0 < server.ttl(key) <= 600


COUNT_IN_A_PROCESS = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["kb.base"], REDIS_URL=%r, SECRET_KEY=%r)
django.setup()
from kb.base import limits, shared
shared.PREFIX = %r
shared.PATIENCE = 30
print(sum(limits.spend("votes", "anna", most=60, seconds=600) is None for _ in range(50)))
"""


def test_processes_share_a_limit(settings):
    code = COUNT_IN_A_PROCESS % (settings.REDIS_URL, settings.SECRET_KEY, shared.PREFIX)
    ask = [sys.executable, "-c", code]
    running = [subprocess.Popen(ask, stdout=subprocess.PIPE, text=True, env=os.environ) for _each in range(3)]
    assert sum(int(each.communicate()[0]) for each in running) == 60


@pytest.fixture
def gone(settings, monkeypatch):
    monkeypatch.setattr(trouble, "_told", {})
    settings.REDIS_URL = NOWHERE


def test_when_redis_is_gone_the_database_counts_and_the_log_says_so_once(gone, db, caplog):
    with caplog.at_level(logging.ERROR):
        assert [spend(most=2) is None for _each in range(4)] == [True, True, False, False]
        assert limits.spend_if_possible("requests", "anna", most=1, seconds=60) is None
        assert limits.spend_if_possible("requests", "anna", most=1, seconds=60)
    assert [record.message for record in caplog.records if "Redis" in record.message] == [caplog.records[0].message]
    assert "secret" not in caplog.text


def test_a_server_that_did_not_answer_is_asked_again_after_a_pause(gone, db, settings, monkeypatch):
    url, now = os.environ["REDIS_URL"], [1000.0]
    monkeypatch.setattr(shared.time, "monotonic", lambda: now[0])
    spend(most=1)
    settings.REDIS_URL = url
    with pytest.raises(shared.Gone):
        shared.ask(lambda redis: redis.ping())
    now[0] += shared.PAUSE + 0.1
    assert shared.ask(lambda redis: redis.ping())
    assert spend(most=1) is None, "and it knows nothing of what was counted meanwhile"


def test_what_one_process_tells_another_hears():
    async def run():
        heard, connected = asyncio.Queue(), asyncio.Event()
        task = asyncio.create_task(
            shared.hear(
                "events", heard.put_nowait, lambda is_there: connected.set() if is_there else connected.clear()
            )
        )
        async with asyncio.timeout(LONG):
            await connected.wait()
            await asyncio.to_thread(shared.tell, "other", "not this")
            await asyncio.to_thread(shared.tell, "events", "a1")
            first = await heard.get()
        task.cancel()
        await asyncio.wait({task})
        return first, connected.is_set()

    assert asyncio.run(run()) == ("a1", False)


def test_who_is_cut_off_hears_again(server, monkeypatch):
    monkeypatch.setattr(shared, "PAUSE", 0.01)

    async def run():
        heard, states = asyncio.Queue(), asyncio.Queue()
        task = asyncio.create_task(shared.hear("events", heard.put_nowait, states.put_nowait))
        async with asyncio.timeout(LONG):
            assert await states.get()
            for each in server.client_list(_type="pubsub"):
                if each["name"] == shared.name("events", "news"):
                    server.client_kill_filter(_id=each["id"])
            assert not await states.get()
            while not await states.get():
                pass
            await asyncio.to_thread(shared.tell, "events", "a1")
            assert await heard.get() == "a1"
        task.cancel()
        await asyncio.wait({task})

    asyncio.run(run())


def test_who_hears_can_be_stopped_at_any_moment_of_connecting():
    """Stopped while it connects, it heard on, and the process could not end."""

    async def run(turns):
        task = asyncio.create_task(shared.hear("events", print, lambda _is_there: None))
        for _turn in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        _done, left = await asyncio.wait({task}, timeout=LONG)
        return len(left)

    assert [asyncio.run(run(turns)) for turns in range(60)] == [0] * 60
