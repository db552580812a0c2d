"""A worker makes what Django's first requests need before it says that it is ready."""

import asyncio
from threading import Event

from django.conf import settings

from kb.models import ReadCount
from kb.project import asgi, warming
from kb.project.warming import Warming
from tests.kb.project.door.asking import scope

LONG = 60.0


def asked(path: str) -> tuple[int, bytes]:
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    asyncio.run(asgi.application(scope(path), None, send))
    return sent[0]["status"], sent[1]["body"]


def test_every_page_that_it_asks_for_is_there(real_database):
    statuses = []

    def wsgi(environ, start_response):
        def start(status, headers, exc_info=None):
            statuses.append((environ["PATH_INFO"], status))
            start_response(status, headers)

        return asgi.django_application(environ, start)

    for path in warming.paths():
        warming.collect(wsgi, warming.environ(warming.request(path), b""))
    assert [status for _path, status in statuses] == ["200 OK"] * len(statuses)
    assert {path.split("/")[1] for path, _status in statuses} >= {code for code, _name in settings.LANGUAGES} | {
        "api"
    }
    assert not ReadCount.objects.exists()


def test_it_is_alive_and_not_ready_meanwhile(monkeypatch):
    go_on, begun = Event(), Event()

    def wsgi(environ, start_response):
        begun.set()
        assert go_on.wait(LONG)
        start_response("200 OK", [])
        return [b""]

    slow = Warming(wsgi)
    monkeypatch.setattr(asgi, "warming", slow)
    monkeypatch.setattr(asgi.watch, "is_due", lambda: False)
    thread = slow.begin()
    assert begun.wait(LONG)
    assert asked("/healthz")[0] == 200
    assert asked("/readyz") == (503, asgi.STARTING)
    go_on.set()
    thread.join(LONG)
    assert not slow.is_under_way


def test_a_failure_is_logged_and_keeps_nobody_from_serving(caplog):
    def wsgi(environ, start_response):
        raise RuntimeError("no database")

    cold = Warming(wsgi)
    cold.begin().join(LONG)
    assert not cold.is_under_way
    assert "could not warm up" in caplog.text
