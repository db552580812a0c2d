"""What a class did is sent to a learning record store, in statements that xAPI 1.0.3 allows."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

from auth_demo.classroom import lrs, opening, rehearsal
from auth_demo.models import Classroom
from kb.operation import housekeeping
from tests.auth_demo.classroom.conftest import join, open_class


class Store:
    """A record store that keeps statements by their ids, and answers `status`."""

    def __init__(self) -> None:
        self.status, self.kept, self.requests = 200, {}, []
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                store.requests.append(
                    (self.path, {name.lower(): value for name, value in self.headers.items()}, len(body))
                )
                if store.status == 200:
                    store.kept |= {each["id"]: each for each in body}
                self.send_response(store.status)
                if store.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/xapi/"


@pytest.fixture
def store(settings):
    made = Store()
    settings.LRS_URL, settings.LRS_USER, settings.LRS_PASSWORD = made.address, "kb", "a-secret"
    yield made
    made.server.shutdown()
    made.server.server_close()


def a_class():
    """One of two people: one gets in after a mistake, the other meets a fault; and one walk is reset."""
    trainer = open_class()
    ana, ben = join(trainer.code, nickname="Ana"), join(trainer.code, nickname="Ben", language="fr")
    login = ana.login()
    ana.respond(login, ana.wrong(login))
    ana.respond(login, ana.compute(login))
    trainer.act("fault", fault="card-locked", participants=[ben.pid])
    trainer.act("reset", participants=[ben.pid])
    trainer.act("end")
    return trainer


def send() -> str:
    out = StringIO()
    call_command("send_statements", stdout=out)
    return out.getvalue().strip()


def test_an_ended_class_is_sent_once(db, store):
    a_class()
    open_class()  # this one runs
    assert send() == "1 classes arrived"
    [(path, headers, count)] = store.requests
    assert path == "/xapi/statements" and count == len(store.kept) > 3
    assert headers["x-experience-api-version"] == "1.0.3"
    assert base64.b64decode(headers["authorization"].partition(" ")[2]) == b"kb:a-secret"
    assert send() == "0 classes arrived" and len(store.requests) == 1


def test_what_is_sent_is_what_is_downloaded(db, store):
    trainer = a_class()
    send()
    assert list(store.kept.values()) == trainer.get("statements").json()


def test_each_statement_is_valid_and_names_nobody(db, store):
    a_class()
    send()
    for each in store.kept.values():
        BaseXapiStatement(**each)
    assert "Ana" not in json.dumps(store.kept) and "Ben" not in json.dumps(store.kept)


def test_the_models_would_tell_a_wrong_statement(db, store):
    a_class()
    send()
    good = next(iter(store.kept.values()))
    for change in ({"verb": {"id": "not an address"}}, {"actor": {}}, {"timestamp": "yesterday"}, {"surplus": 1}):
        with pytest.raises(ValidationError):
            BaseXapiStatement(**good | change)


@pytest.mark.parametrize("status", [500, 401, 302])
def test_a_store_that_does_not_take_them_is_asked_again(db, store, status, caplog):
    a_class()
    store.status = status
    assert send() == "0 classes arrived" and Classroom.objects.get().statements_sent_at is None
    assert "a-secret" not in caplog.text
    store.status = 200
    assert send() == "1 classes arrived" and store.kept
    assert {path for path, _headers, _count in store.requests} == {"/xapi/statements"}


def test_what_the_store_has_already_is_not_sent_for_ever(db, store):
    a_class()
    store.status = 409
    assert send() == "1 classes arrived"


def test_many_statements_go_in_several_requests(db, store, monkeypatch):
    monkeypatch.setattr(lrs, "AT_ONCE", 2)
    a_class()
    send()
    assert store.requests[0][2] == 2 and len(store.requests) > 1
    assert sum(count for _path, _headers, count in store.requests) == len(store.kept)


def test_no_rehearsal_is_sent_and_nothing_without_a_setting(db, store, settings):
    rehearsal.open_rehearsal(opening.Setup(("card-test",), language="en"), people=1)
    Classroom.objects.update(state="ended", ended_at="2026-01-01T00:00:00Z")
    assert send() == "0 classes arrived"
    a_class()
    settings.LRS_URL = ""
    assert send() == "0 classes arrived" and not store.requests


def test_the_server_does_it_by_itself():
    assert "send_statements" in housekeeping.EVERY_TICK
