"""A request reaches Django as WSGI has it, and its answer comes back whole."""

import asyncio
import threading

import pytest

from kb.project.door import bridge as bridges
from kb.project.door.body import Refused
from kb.project.door.bridge import Bridge
from tests.kb.project.door.asking import request

SOON = 10


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Path", environ["PATH_INFO"])])
    return [b"hel", b"lo"]


def answer(wsgi, asked=None, body=b""):
    return asyncio.run(Bridge(wsgi, 2).answer(asked or request(), body))


def environ_of(asked, body=b"") -> dict:
    seen: dict = {}

    def look(environ, start_response):
        seen.update(environ)
        seen["body"] = environ["wsgi.input"].read()
        return hello(environ, start_response)

    answer(look, asked, body)
    return seen


def test_the_answer_is_whole():
    found = answer(hello, request("/fr/"))
    assert (found.status, found.body) == (200, b"hello")
    assert (b"x-path", b"/fr/") in found.headers


def test_head_has_no_body():
    assert answer(hello, request(method="HEAD")).body == b""


def test_the_body_and_its_true_length_arrive():
    seen = environ_of(request(method="POST", headers=[(b"content-length", b"999")]), b"four")
    assert (seen["body"], seen["CONTENT_LENGTH"]) == (b"four", "4")
    assert "HTTP_CONTENT_LENGTH" not in seen


def test_the_path_is_decoded_byte_by_byte_and_the_query_is_not():
    seen = environ_of(request("/en/kb/%C3%A9%FF/", query="q=%C3%A9"))
    assert (seen["PATH_INFO"], seen["QUERY_STRING"]) == ("/en/kb/\xc3\xa9\xff/", "q=%C3%A9")


def test_headers_that_come_twice_are_joined():
    fields = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"192.0.2.1"),
        (b"x-forwarded-for", b"::1"),
    ]
    seen = environ_of(request(headers=fields))
    assert (seen["HTTP_COOKIE"], seen["HTTP_X_FORWARDED_FOR"]) == ("a=1; b=2", "192.0.2.1,::1")


def test_what_the_application_gave_is_closed():
    class Chunks(list):
        closed = False

        def close(self) -> None:
            self.closed = True

    chunks = Chunks([b"x"])
    answer(lambda environ, start_response: (start_response("200 OK", []), chunks)[1])
    assert chunks.closed


def test_a_failure_reaches_who_asked_and_the_log(caplog):
    def fail(environ, start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer(fail)
    assert "GET /en/ failed" in caplog.text


class Stuck:
    """An application that answers when it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, environ, start_response):
        self.begun.set()
        assert self.go.wait(SOON)
        return hello(environ, start_response)


@pytest.fixture
def stuck():
    app = Stuck()
    yield app
    app.go.set()


def test_who_waits_too_long_for_a_thread_is_told_that_the_site_is_busy(stuck, monkeypatch):
    monkeypatch.setattr(bridges, "PATIENCE", 0.05)

    async def scene() -> None:
        bridge = Bridge(stuck, 1)
        first = asyncio.create_task(bridge.answer(request(), b""))
        await asyncio.to_thread(stuck.begun.wait, SOON)
        with pytest.raises(Refused, match="busy"):
            await bridge.answer(request(), b"")
        assert not first.done()  # what has begun is answered, however long it takes
        stuck.go.set()
        assert (await first).status == 200

    asyncio.run(scene())


def test_before_a_stop_nobody_waits_long_and_what_has_begun_is_answered(stuck):
    async def scene() -> None:
        bridge = Bridge(stuck, 1)
        first, second = (asyncio.create_task(bridge.answer(request(), b"")) for _ in range(2))
        await asyncio.to_thread(stuck.begun.wait, SOON)
        bridge.hurry(0.01)
        with pytest.raises(Refused, match="busy"):
            async with asyncio.timeout(SOON):
                await second
        stuck.go.set()
        assert (await first).status == 200

    asyncio.run(scene())


def test_a_client_that_went_away_while_it_waited_is_not_served(stuck):
    async def scene() -> None:
        bridge = Bridge(stuck, 1)
        first, second = (asyncio.create_task(bridge.answer(request(), b"")) for _ in range(2))
        await asyncio.to_thread(stuck.begun.wait, SOON)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        stuck.begun.clear()
        stuck.go.set()
        await first
        assert (await bridge.answer(request(), b"")).status == 200
        assert bridge._waiting == {}

    asyncio.run(scene())


def test_a_thread_whose_loop_has_stopped_goes_on_to_the_next(stuck):
    bridge = Bridge(stuck, 1)

    async def leave() -> None:
        asyncio.create_task(bridge.answer(request(), b""))  # noqa: RUF006  (left behind on purpose)
        await asyncio.to_thread(stuck.begun.wait, SOON)

    asyncio.run(leave())
    stuck.go.set()
    assert asyncio.run(bridge.answer(request(), b"")).status == 200
