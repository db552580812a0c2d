"""The webhook: what is told, how it is signed, and that it is tried until it arrives. The receiver is a server of the test's own."""

import hashlib
import hmac
import json
import re
import threading
from contextlib import contextmanager
from datetime import timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from kb.models import Delivery
from kb.workflow import assignments, editions, events, releasing
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
SECRET = "a secret of the test"


class Receiver(HTTPServer):
    """Keeps what it was told; `answers` are what it says, the last one again and again."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[Message, bytes]] = []
        self.answers = [204]

    @property
    def told(self) -> list[dict]:
        return [json.loads(body) for _headers, body in self.got]


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers, body))
        answers = self.server.answers
        self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args) -> None:
        """Not into the test's output."""


@contextmanager
def listening():
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def receiver(settings):
    with listening() as server:
        settings.WEBHOOK_URL = f"http://127.0.0.1:{server.server_port}/hook?team=1"
        settings.WEBHOOK_SECRET = SECRET
        yield server


def test_without_an_address_nothing_is_noted(article):
    assert events.send() == 0 and not Delivery.objects.exists()


def test_the_first_word_is_that_it_is_set_up_and_nothing_of_the_past_follows(receiver, article):
    assert events.send() == 1
    assert events.send() == 0
    assert [told["event"] for told in receiver.told] == ["ping"]


def test_each_change_of_state_is_told_once_without_what_colleagues_wrote(receiver, article, anna, rita):
    events.send()
    write(article, "en", by=anna, title="New", comment="private")
    edition = editions.find(article, "en")
    releasing.submit(edition, by=anna, note="private")
    assignments.assign(article, "fr", rita, None, by=anna)
    publish(article, "en", by=rita)
    releasing.archive(article, by=rita, note="private")
    assert events.send() == 4 and events.send() == 0
    told = receiver.told[1:]
    assert [(each["event"], each["language"], each["revision"], each["by"]) for each in told] == [
        ("submitted", "en", 2, "anna"),
        ("assigned", "fr", 1, "anna"),
        ("published", "en", 2, "rita"),
        ("archived", None, None, "rita"),
    ]
    assert told[2]["address"].endswith("/en/kb/3422/login-3422/") and told[2]["article"] == 3422
    assert "private" not in json.dumps(receiver.told)


def test_it_is_signed_over_the_moment_and_the_body(receiver):
    events.send()
    ((headers, body),) = receiver.got
    moment, digest = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["X-KB-Signature"]).groups()
    wanted = hmac.new(SECRET.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(digest, wanted)
    assert headers["X-KB-Event"] == "ping" and headers["Content-Type"] == "application/json"
    assert abs(int(moment) - timezone.now().timestamp()) < 60


def test_what_does_not_arrive_is_tried_after_longer_and_longer_waits(receiver):
    receiver.answers = [500, 404, 204]
    now = timezone.now()
    assert events.send(now) == 0
    assert events.send(now + timedelta(seconds=59)) == 0 and len(receiver.got) == 1
    assert events.send(now + timedelta(seconds=61)) == 0 and len(receiver.got) == 2
    assert events.send(now + timedelta(seconds=61 + 119)) == 0 and len(receiver.got) == 2
    assert Delivery.objects.get().answer == "404"
    assert events.send(now + timedelta(seconds=61 + 121)) == 1
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.answer, delivery.next_at) == (3, "204", None) and delivery.delivered_at
    assert len({headers["X-KB-Delivery"] for headers, _body in receiver.got}) == 1


def test_a_redirect_is_no_arrival_and_is_not_followed(receiver):
    receiver.answers = [302]
    assert events.send() == 0 and len(receiver.got) == 1


def test_a_receiver_that_is_not_there_is_told_later(settings):
    with listening() as server:
        address = f"http://127.0.0.1:{server.server_port}/"
    settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = address, SECRET
    assert events.send() == 0
    assert "refused" in Delivery.objects.get().answer.lower()


def test_it_is_given_up_after_three_days_and_the_log_says_so(receiver, caplog):
    receiver.answers = [500]
    now = timezone.now()
    events.send(now)
    for hours in range(1, 100):
        events.send(now + timedelta(hours=hours))
    delivery = Delivery.objects.get()
    assert delivery.next_at is None and delivery.delivered_at is None and 12 < delivery.tries < 30
    assert len(receiver.got) == delivery.tries
    assert "the webhook was not told" in caplog.text


def test_of_two_processes_one_sends_it(receiver, monkeypatch):
    now = timezone.now()
    events.send(now)
    Delivery.objects.create(event="published", body="{}", next_at=now)
    (seen,) = Delivery.objects.filter(next_at__isnull=False)
    assert events.send(now) == 1
    assert events._try(seen, now) is False and len(receiver.got) == 2


def test_old_ones_go_and_that_it_is_set_up_stays(receiver):
    events.send()
    make_article(1, history=True)
    events.send()
    assert Delivery.objects.count() > 1
    events.purge(timezone.now() + timedelta(days=91))
    assert [delivery.event for delivery in Delivery.objects.all()] == ["ping"]


def test_it_is_only_looked_at_in_the_admin(receiver, client):
    events.send()
    client.force_login(member("anna2"))
    assert client.get("/en/admin/kb/delivery/").status_code == 403
