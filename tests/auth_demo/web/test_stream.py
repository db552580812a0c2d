"""The live stream, driven as the ASGI application that it is."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client

from auth_demo.classroom import control
from auth_demo.classroom.joining import join
from auth_demo.classroom.opening import Setup, open_class
from auth_demo.models import Classroom, Sandbox
from auth_demo.verifier import events
from auth_demo.web import hub, stream
from tests.auth_demo.conftest import open_sandbox

pytestmark = pytest.mark.usefixtures("real_database", "quick")


@pytest.fixture
def quick(monkeypatch, real_database):
    monkeypatch.setattr(hub, "INTERVAL", 0.02)
    monkeypatch.setattr(hub.Hub.__init__, "__defaults__", (0.02,))
    yield
    # The reader's thread keeps its connection: to this test's database, which is about to go.
    hub._thread.submit(connections.close_all).result()


@pytest.fixture
def caller(real_database):
    return open_sandbox(Client())


class Stream:
    """A browser's EventSource, by hand."""

    def __init__(self, path: str, headers: dict[str, str], query: str = "", method: str = "GET") -> None:
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        self.status, self.text, self.over = 0, "", False
        self.headers: dict[str, str] = {}
        self.changed, self.leaving = asyncio.Event(), asyncio.Event()

    async def receive(self):
        await self.leaving.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.text += message["body"].decode()
            self.over = not message.get("more_body", False)
        self.changed.set()

    async def until(self, happened):
        async with asyncio.timeout(10):
            while not happened(self):
                self.changed.clear()
                await self.changed.wait()

    @property
    def events(self) -> list[dict]:
        return [json.loads(line[6:]) for line in self.text.splitlines() if line.startswith('data: {"seq')]

    @property
    def seqs(self) -> list[int]:
        return [each["seq"] for each in self.events]


@asynccontextmanager
async def listening(caller, query="", **headers):
    opened = Stream(f"/api/v1/sandboxes/{caller.id}/events", caller.headers(**headers), query)
    task = asyncio.create_task(stream.application(opened.scope, opened.receive, opened.send))
    try:
        yield opened
    finally:
        opened.leaving.set()
        await asyncio.wait_for(task, 5)


async def answer_of(path, headers, method="GET"):
    opened = Stream(path, headers, method=method)
    await stream.application(opened.scope, opened.receive, opened.send)
    return opened


def elsewhere(call, *args):
    """As another thread of the server would."""

    def run():
        try:
            return call(*args)
        finally:
            connections.close_all()

    return asyncio.get_running_loop().run_in_executor(None, run)


def test_it_begins_with_what_happened_and_goes_on_with_what_happens(caller):
    async def walk():
        async with listening(caller) as heard:
            await heard.until(lambda it: it.seqs == [1])
            login = await elsewhere(caller.login)
            await elsewhere(caller.respond, login, caller.compute(login))
            await heard.until(lambda it: it.seqs == [1, 2, 3])
            return heard

    heard = asyncio.run(walk())
    assert heard.status == 200
    assert heard.headers["content-type"].startswith("text/event-stream")
    assert heard.text.startswith("retry: 2000\n\n")
    assert "id: 3\ndata: {" in heard.text
    assert [each["type"] for each in heard.events] == ["sandbox.opened", "challenge.issued", "response.accepted"]
    assert heard.events == caller.events()


@pytest.mark.parametrize(
    ("query", "headers", "first"),
    [
        ("", {"Last-Event-ID": "2"}, 3),
        ("after=1", {}, 2),
        ("after=1", {"Last-Event-ID": "3"}, 4),
        ("after=x", {"Last-Event-ID": "²"}, 1),
    ],
)
def test_it_resumes_behind_the_last_event_that_the_caller_has(caller, query, headers, first):
    for _ in range(2):
        caller.login()
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}

    async def walk():
        async with listening(caller, query, **headers) as heard:
            await heard.until(lambda it: it.seqs and it.seqs[-1] == 4)
            return heard.seqs

    assert asyncio.run(walk()) == list(range(first, 5))


def test_a_reconnect_loses_nothing_and_repeats_nothing(caller):
    async def walk():
        async with listening(caller) as first:
            await first.until(lambda it: it.seqs == [1])
        await elsewhere(caller.login)
        async with listening(caller, **{"Last-Event-ID": str(first.seqs[-1])}) as second:
            await elsewhere(caller.login)
            await second.until(lambda it: it.seqs[-1:] == [4])
            return first.seqs + second.seqs

    assert asyncio.run(walk()) == [1, 2, 3, 4]


def test_twenty_listeners_are_served_by_one_reader(caller, monkeypatch):
    reads, readers = [], set()

    def counted(cursors):
        reads.append(dict(cursors))
        return events.news(cursors)

    async def walk():
        hub._hubs[asyncio.get_running_loop()] = hub.Hub(counted, 0.02)
        streams = [listening(caller, f"after={number % 2}") for number in range(hub.PER_SANDBOX)]
        heard = [await each.__aenter__() for each in streams]
        await heard[0].until(lambda it: it.seqs)
        readers.add(hub.current().reader)
        await elsewhere(caller.login)
        for each in heard:
            await each.until(lambda it: it.seqs[-1:] == [2])
        readers.add(hub.current().reader)
        refused = await answer_of(f"/api/v1/sandboxes/{caller.id}/events", caller.headers())
        for each in streams:
            await each.__aexit__(None, None, None)
        return [each.seqs for each in heard], refused, hub.current()

    seqs, refused, one = asyncio.run(walk())
    assert seqs == [[1, 2], [2]] * 10
    assert len(readers) == 1
    assert all(len(cursors) == 1 for cursors in reads)  # one question, no matter who listens
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0
    assert (one.listeners, one.cursors, one.reader) == ({}, {}, None)


def test_a_disconnect_ends_the_reader(caller):
    async def walk():
        async with listening(caller) as heard:
            await heard.until(lambda it: it.seqs)
            reader = hub.current().reader
        await asyncio.wait({reader}, timeout=5)
        return reader.done(), hub.current().listeners  # canceled, or over by itself as nobody listens

    assert asyncio.run(walk()) == (True, {})


def test_one_sandboxs_events_never_reach_anothers_listener(caller):
    other = open_sandbox(Client())

    async def walk():
        async with listening(caller) as mine, listening(other) as theirs:
            await elsewhere(other.login)
            await theirs.until(lambda it: len(it.seqs) == 2)
            await mine.until(lambda it: it.seqs)
            await asyncio.sleep(0.1)
            return mine.seqs

    assert asyncio.run(walk()) == [1]


def test_silence_is_broken_by_a_heartbeat(caller, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)

    async def walk():
        async with listening(caller) as heard:
            await heard.until(lambda it: it.text.count(": still here\n\n") >= 2)

    asyncio.run(walk())


def test_it_ends_when_the_sandbox_does(caller):
    def expire():
        Sandbox.objects.filter(pk=caller.id).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))

    async def walk():
        async with listening(caller) as heard:
            await heard.until(lambda it: it.seqs)
            await elsewhere(expire)
            await heard.until(lambda it: it.over)
            return heard.text

    assert asyncio.run(walk()).endswith("event: end\ndata: {}\n\n")


def paired(caller) -> tuple[str, dict[str, str]]:
    """A phone's pairing, and the headers that it sends."""
    body = {"device": "card", "keys": [], "state": None}
    begun = caller.post(f"/sandboxes/{caller.id}/pairings", body).json()
    phone = Client()
    path, code = "/api/v1/pairings/exchange", json.dumps({"code": begun["code"]})
    answer = phone.post(path, code, "application/json", headers={"Sec-Fetch-Site": "same-origin"})
    (cookie,) = answer.cookies.values()
    return begun["id"], {"Cookie": f"{cookie.key}={cookie.value}"}


def test_a_phone_that_was_taken_back_hears_nothing_more(caller):
    pairing, cookie = paired(caller)

    def take_back():
        assert caller.post(f"/sandboxes/{caller.id}/pairings/{pairing}/end", {"why": "taken-back"}).status_code == 200
        assert caller.forward(60).status_code == 200

    async def walk():
        phone = Stream(f"/api/v1/sandboxes/{caller.id}/events", cookie)
        task = asyncio.create_task(stream.application(phone.scope, phone.receive, phone.send))
        async with listening(caller) as computer:
            await phone.until(lambda it: it.seqs)
            await elsewhere(take_back)
            await phone.until(lambda it: it.over)
            await task
            await computer.until(lambda it: "clock.moved" in [each["type"] for each in it.events])
            again = await answer_of(f"/api/v1/sandboxes/{caller.id}/events", cookie)
            return phone, computer.over, again.status

    phone, is_over, status = asyncio.run(walk())
    assert phone.text.rstrip().endswith("event: end\ndata: {}")
    assert not {each["type"] for each in phone.events} & {"pairing.ended", "clock.moved"}
    assert not is_over  # the computer goes on listening
    assert status == 401


def test_a_listener_whose_token_was_replaced_hears_nothing_more(caller):
    def replace():
        Sandbox.objects.filter(pk=caller.id).update(token_hash="0" * 64)

    async def walk():
        async with listening(caller) as heard:
            await heard.until(lambda it: it.seqs)
            await elsewhere(replace)
            await heard.until(lambda it: it.over)
            return heard.text

    assert "event: end" in asyncio.run(walk())


def test_a_reader_that_fails_tries_again(caller, monkeypatch, caplog):
    monkeypatch.setattr(hub, "PAUSE", 0.02)
    failures = iter([True])

    def stumbling(cursors):
        if next(failures, False):
            raise RuntimeError("the database is away")
        return events.news(cursors)

    async def walk():
        hub._hubs[asyncio.get_running_loop()] = hub.Hub(stumbling, 0.02)
        async with listening(caller) as heard:
            await heard.until(lambda it: it.seqs == [1])

    asyncio.run(walk())
    assert "could not be read" in caplog.text


def test_a_listener_that_falls_far_behind_is_cut_off_to_resume(monkeypatch):
    monkeypatch.setattr(hub, "QUEUE", 3)
    entries = [events.Entry(seq, datetime.now(UTC), "clock.moved", {}) for seq in range(1, 6)]

    async def walk():
        slow = hub.Listener("x", 0)
        slow.put(entries[:3])
        slow.put(entries[3:])
        return [await slow.get(), await slow.get()]

    assert asyncio.run(walk()) == [entries[:3], None]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_a_token_it_is_a_problem_like_any_other(caller, language):
    path = f"/api/v1/sandboxes/{caller.id}/events"
    answer = asyncio.run(answer_of(path, {"Accept-Language": language}))
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    assert json.loads(answer.text)["reason"] == "unauthorized"


def test_another_sandbox_is_not_found(caller):
    other = open_sandbox(Client())
    answer = asyncio.run(answer_of(f"/api/v1/sandboxes/{caller.id}/events", other.headers()))
    assert answer.status == 404


@pytest.mark.parametrize(("method", "tail"), [("POST", "/events"), ("GET", ""), ("GET", "/events/1")])
def test_there_is_no_other_stream(caller, method, tail):
    path = f"/api/v1/sandboxes/{caller.id}{tail}"
    assert asyncio.run(answer_of(path, caller.headers(), method)).status == 404


def test_the_cookie_of_the_sites_own_pages_opens_it(real_database):
    client = Client()
    opened = client.post(
        "/api/v1/sandboxes",
        {"scenario": "card-test", "keep": "cookie"},
        "application/json",
        headers={"Sec-Fetch-Site": "same-origin"},
    ).json()
    name = f"sandbox_{opened['id']}"
    headers = {"Cookie": f"theme=dark; {name}={client.cookies[name].value}"}

    async def walk():
        heard = Stream(f"/api/v1/sandboxes/{opened['id']}/events", headers)
        task = asyncio.create_task(stream.application(heard.scope, heard.receive, heard.send))
        await heard.until(lambda it: it.seqs == [1])
        heard.leaving.set()
        await task
        return heard.status

    assert asyncio.run(walk()) == 200


def act(classroom, action, *participants):
    control.act(Classroom.objects.get(pk=classroom.pk), control.Order(action, participants=participants or None))


def listen_to_class(classroom, token):
    opened = Stream(f"/api/v1/classes/{classroom.pk}/events", {"Authorization": f"Bearer {token}"})
    return opened, asyncio.create_task(stream.application(opened.scope, opened.receive, opened.send))


def test_a_class_is_heard_live_by_each_what_concerns_them(real_database):
    told = open_class(Setup(("card-test",), language="en"))
    first, second = (join(told.classroom.code, nickname=each) for each in ("Robin", "Comet"))

    async def walk():
        listening = [listen_to_class(told.classroom, token) for token in (told.token, first.token, second.token)]
        (trainer, robin, comet), tasks = zip(*listening, strict=True)
        await elsewhere(act, told.classroom, "hint", first.participant.pk)
        for each in (trainer, robin):
            await each.until(lambda it: "class.hint" in it.text)
        await elsewhere(act, told.classroom, "remove", first.participant.pk)
        await robin.until(lambda it: it.over)
        await elsewhere(act, told.classroom, "pause")
        for each in (trainer, comet):
            await each.until(lambda it: "class.paused" in it.text)
            each.leaving.set()
        await asyncio.gather(*tasks)
        return [[event["type"] for event in each.events] for each in (trainer, robin, comet)]

    trainer, robin, comet = asyncio.run(walk())
    assert trainer == [
        "class.opened",
        "participant.joined",
        "participant.joined",
        "class.hint",
        "participant.removed",
        "class.paused",
    ]
    assert "class.paused" not in robin and comet == ["class.paused"]


def test_nobody_hears_a_class_without_a_token_of_it(real_database):
    told, other = (open_class(Setup(("card-test",), language="en")) for _ in range(2))
    answer = asyncio.run(
        answer_of(f"/api/v1/classes/{told.classroom.pk}/events", {"Authorization": f"Bearer {other.token}"})
    )
    assert answer.status == 401
