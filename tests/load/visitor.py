"""A program that asks a running site as Django's test client asks within a process: what tests know of devices works with both."""

import json
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

from tests.auth_demo.answers import ANSWERS, Answerer
from tests.auth_demo.conftest import Caller

PATIENCE = 30  # seconds, on a machine that has much else to do
# By method: a practice of the site in which it can be used.
PRACTICES = {
    "security-card": "dsc-plus",
    "phone": "second-phone",
    "sms": "sms-login",
    "voice": "sms-login",
    "temporary-passcode": "temporary-passcode",
    "online-card": "online-card",
    "authenticator-app": "authenticator-app",
    "passkey": "passkey",
    "notification": "notification",
}


@dataclass(frozen=True)
class Answer:
    status_code: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


class Visitor:
    """Asks the first of `addresses`, then the second, and so on in turn: each request comes to another process."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = cycle(addresses)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("GET", path, None, headers or {})

    def post(self, path: str, content: str, content_type: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("POST", path, content, {"Content-Type": content_type} | (headers or {}))

    def _ask(self, method: str, path: str, content: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(next(self._addresses)).netloc, timeout=PATIENCE)
        try:
            connection.request(method, path, content, headers)
            found = connection.getresponse()
            return Answer(found.status, found.read())
        finally:
            connection.close()


def way_of(method: str) -> Answerer:
    """How a learner uses `method` in a practice of the site."""
    return replace(ANSWERS[method], scenario=PRACTICES[method], method=method)


def log_in(method: str, *addresses: str) -> str:
    """Open a practice, log in with `method`, each request at the next of `addresses`; the id of the login that was accepted."""
    client, way = Visitor(*addresses), way_of(method)
    body = json.dumps({"scenario": way.scenario, "language": "en"})
    opened = client.post("/api/v1/sandboxes", body, "application/json")
    assert opened.status_code == 201, opened.content
    caller = Caller(client, opened.json())  # type: ignore[arg-type]
    way.prepare(caller)
    login = caller.login(method=method)
    answered = way.send(caller, login, way.right(caller, login))
    assert (answered.status_code, answered.json()["state"]) == (200, "accepted"), answered.content
    return str(login["id"])
