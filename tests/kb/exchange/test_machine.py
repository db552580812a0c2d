"""A machine that translates: what is sent to it, and what becomes of whatever it answers. The server is the test's own."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kb.exchange import machine as module
from kb.exchange.machine import LibreTranslate, NotTranslated, Reason, lost, machine

GOOD = json.dumps({"translatedText": " Appuyez sur OK. "}).encode()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[str, dict]] = []
        self.status, self.parts, self.pause = 200, [GOOD], 0.0


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((self.path, asked))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        try:
            for part in self.server.parts:
                time.sleep(self.server.pause)
                self.wfile.write(part)
        except OSError:
            pass  # the site has gone

    def log_message(self, *args) -> None:
        """Not into the test's output."""


@contextmanager
def listening():
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server(settings):
    with listening() as server:
        settings.TRANSLATION_URL = f"http://127.0.0.1:{server.server_port}/here/"
        settings.TRANSLATION_KEY = ""
        yield server


def translated(text="Press OK."):
    return machine().translate(text, "en", "fr")


def refused(text="Press OK."):
    with pytest.raises(NotTranslated) as caught:
        translated(text)
    return caught.value.reason


def test_it_is_asked_as_libretranslate_documents_it(server, settings):
    assert translated() == "Appuyez sur OK."
    assert server.got == [("/here/translate", {"q": "Press OK.", "source": "en", "target": "fr", "format": "text"})]
    settings.TRANSLATION_KEY = "the key"
    translated()
    assert server.got[1][1]["api_key"] == "the key"
    assert machine().receiver == f"127.0.0.1:{server.server_port}"


def test_the_receiver_is_told_without_a_password(settings):
    assert LibreTranslate("https://me:secret@translate.example/a").receiver == "translate.example"


def test_without_the_setting_there_is_none(settings):
    settings.TRANSLATION_URL = ""
    assert machine() is None


def test_another_class_may_be_named(settings):
    settings.TRANSLATION_URL = "https://translate.example"
    settings.TRANSLATION_CLASS = "tests.kb.exchange.pretend.Pretend"
    assert translated() == "pretend en-fr: Press OK."


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, Reason.NO_LANGUAGE),
        (403, Reason.REFUSED),
        (429, Reason.REFUSED),
        (500, Reason.UNREACHABLE),
        (302, Reason.UNREACHABLE),
    ],
)
def test_what_it_refuses_has_a_reason_and_a_redirection_is_not_followed(server, status, reason):
    server.status = status
    assert refused() is reason
    assert len(server.got) == 1


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b'"text"', b'{"translatedText": 3}', b'{"translatedText": " "}', b"[" * 90_000]
)
def test_an_answer_that_makes_no_sense_is_no_translation(server, answer):
    server.parts = [answer]
    assert refused() is Reason.UNREADABLE


def test_neither_an_endless_answer_nor_a_slow_one_holds_a_thread(server, monkeypatch):
    server.parts = [b"x" * 60_000] * 50
    assert refused() is Reason.UNREADABLE
    monkeypatch.setattr(module, "SECONDS", 0.5)
    server.parts, server.pause = [b" "] * 50, 0.1  # always something, never the end
    begun = time.monotonic()
    assert refused() is Reason.LATE
    server.pause = 2  # nothing at all
    assert refused() is Reason.LATE
    assert time.monotonic() - begun < 4


def test_nobody_at_the_address(settings):
    settings.TRANSLATION_URL = "http://127.0.0.1:9"
    assert refused() is Reason.UNREACHABLE


def test_marks_that_got_lost_are_named():
    said = "Tap [[Log In]], press ++OK++ (KB2260#step-3), see [there](https://a.example) and `LATEST`."
    assert lost(said, said) == []
    assert lost(said, "Touchez Log In, KB2260#step-3, `LATEST`, ++OK++") == ["[[Log In]]", "](https://a.example)"]
