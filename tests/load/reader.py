"""Somebody who uses the site as it is meant, while others do not."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from auth_demo.protocols.ocra import respond
from tests.load.sockets import request

PATIENCE = 30  # seconds, on a machine that has much else to do


class Reader:
    """`source` is the address that the reader comes from."""

    def __init__(self, site: str, source: str = "127.0.0.1") -> None:
        self.site, self.source = site, source

    def ask(self, path: str, body: Any = None, token: str = "") -> tuple[int, bytes]:
        parts = urlsplit(self.site)
        connection = HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE, source_address=(self.source, 0))
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            connection.request("GET" if body is None else "POST", path, body and json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def call(self, path: str, body: Any = None, token: str = "") -> dict:
        status, answer = self.ask(f"/api/v1{path}", body, token)
        assert status in {200, 201}, answer
        return json.loads(answer)

    def open_sandbox(self) -> dict:
        return self.call("/sandboxes", {"scenario": "dsc-plus", "language": "en"})

    def log_in(self) -> str:
        """Open a practice and log in with its card; the state that the verifier answers."""
        world = self.open_sandbox()
        card = next(each for each in world["devices"] if each["kind"] == "security-card")
        login = self.call(f"/sandboxes/{world['id']}/logins", {"method": "security-card"}, world["token"])
        key = bytes.fromhex(card["key"])
        response = respond(card["suite"], key, challenge=login["challenge"], pin=card["pin"])
        return self.call(f"/logins/{login['id']}/response", {"response": response}, world["token"])["state"]

    def gets_everything(self) -> None:
        """Fails unless a page, the search, a login, the static files and both probes answer."""
        for path in (
            "/healthz",
            "/readyz",
            "/en/",
            "/fr/search/?q=carte",
            "/fr/practice/dsc-plus/",
            "/static/img/mark.svg",
        ):
            status, _body = self.ask(path)
            assert status == 200, path
        assert self.log_in() == "accepted"


def streams(site: str, count: int) -> list[bytes]:
    """Requests for `count` live streams; a sandbox has twenty."""
    someone = Reader(site)
    worlds = [someone.open_sandbox() for _ in range((count + 19) // 20)]
    return [
        request(
            site,
            f"/api/v1/sandboxes/{worlds[number // 20]['id']}/events",
            "Accept: text/event-stream",
            f"Authorization: Bearer {worlds[number // 20]['token']}",
        )
        for number in range(count)
    ]
