"""What the door notes of a request: enough to find it again, and nothing of the reader."""

import asyncio
import json
import logging

import pytest

from kb.project import logs
from kb.project.door import access
from kb.project.door.bridge import Bridge
from tests.kb.project.door.asking import request

SECRET = "s3cr3t-token"


def ask(asked, respond=None, *, sent=None):
    """What was noted of `asked`, and the headers that went out."""
    noted: list[access.Answered] = []
    out: list[dict] = []

    async def answer(asked, receive, send):
        asked.door, asked.route = "page", "en/preview/<str:token>/"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b"hello"})

    async def send(message):
        out.append(message)

    asyncio.run(access.Recorder(respond or answer, [noted.append])(asked, None, send))
    return noted[0], dict(out[0]["headers"]) if out else {}


def test_status_size_and_time_of_an_answer_are_noted():
    found, headers = ask(request())
    assert (found.method, found.door, found.status, found.size) == ("GET", "page", 200, 5)
    assert 0 <= found.seconds < 60
    assert headers == {b"a": b"b", b"x-request-id": found.id.encode()}


def test_each_request_has_a_number_of_its_own():
    assert len({ask(request())[0].id for _each in range(50)}) == 50


@pytest.mark.parametrize(
    ("trusted", "given", "is_taken"),
    [
        (1, b"4bf92f3577b34da6", True),
        (0, b"4bf92f3577b34da6", False),
        (1, b"short", False),
        (1, b"line\r\nbreak-in-it", False),
        (1, b"x" * 65, False),
    ],
)
def test_a_proxy_s_own_number_is_taken_where_it_is_trusted(trusted, given, is_taken):
    found, _headers = ask(request(trusted=trusted, headers=[(b"x-request-id", given)]))
    assert (found.id == given.decode("latin-1")) is is_taken


def test_the_line_tells_nothing_of_the_reader(caplog):
    asked = request(
        f"/en/preview/{SECRET}/",
        peer="203.0.113.77",
        query="q=my+account+U123",
        headers=[
            (b"user-agent", b"Odd Browser"),
            (b"cookie", b"sessionid=abc123"),
            (b"referer", b"https://ref.example/"),
        ],
    )
    found, _headers = ask(asked)
    with caplog.at_level(logging.INFO, "kb.access"):
        access.log(found)
    (record,) = caplog.records
    for line in (record.getMessage(), logs.Json().format(record)):
        for personal in (SECRET, "203.0.113.77", "U123", "Odd Browser", "abc123", "ref.example"):
            assert personal not in line
    told = json.loads(logs.Json().format(record))
    assert told["route"] == "en/preview/<str:token>/"
    assert told["request"] == found.id
    assert {"time", "level", "logger", "message", "method", "door", "status", "bytes", "ms"} <= told.keys()


def test_what_breaks_off_is_noted_too():
    async def broken(asked, receive, send):
        raise ConnectionError

    noted: list[access.Answered] = []
    with pytest.raises(ConnectionError):
        asyncio.run(access.Recorder(broken, [noted.append])(request(), None, None))
    assert noted[0].status == 0


def test_made_up_methods_are_one():
    assert ask(request(method="BREW"))[0].method == "OTHER"


def test_a_line_of_django_s_has_the_number_of_its_request(caplog):
    def wsgi(environ, start_response):
        logging.getLogger("kb.test").error("something")
        environ[access.ROUTE] = "en/"
        lines.append(logs.Json().format(caplog.records[-1]))
        start_response("200 OK", [])
        return [b""]

    lines: list[str] = []
    asked = request()
    asked.id = "0123456789abcdef"
    asyncio.run(Bridge(wsgi, 1).answer(asked, b""))
    assert json.loads(lines[0])["request"] == "0123456789abcdef"
    assert asked.route == "en/"


def test_an_error_is_one_line_of_json_with_its_traceback(caplog):
    try:
        raise ValueError("é")
    except ValueError:
        logging.getLogger("kb.test").exception("it\nfailed")
    line = logs.Json().format(caplog.records[-1])
    assert "\n" not in line
    told = json.loads(line)
    assert told["message"] == "it\nfailed"
    assert "ValueError: é" in told["exception"]
    assert told["level"] == "error"
