"""A class on a running site: a trainer who does one thing after the other, and participants who listen all the time."""

import json
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tests.load.visitor import PATIENCE, Visitor

PAUSE = 0.2  # seconds after each thing that the trainer does, and before a broken stream is asked for again


class Participant:
    """Joins the class at `address` and hears its stream from the beginning, as a browser does: whenever it breaks, from there on."""

    def __init__(self, address: str, told: dict[str, str], nickname: str) -> None:
        self.address, self.told = address, told
        self.heard, self.given = list[dict](), list[str]()  # the names that the site has acknowledged
        body = json.dumps({"nickname": nickname, "language": "en"})
        path = f"/api/v1/classes/{told['code']}/participants"
        joined = Visitor(address).post(path, body, "application/json")
        assert joined.status_code == 201, joined.content
        self.id, self.token = joined.json()["id"], joined.json()["token"]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            with suppress(OSError, HTTPException):
                self._read()
            time.sleep(PAUSE)

    def _read(self) -> None:
        last = self.heard[-1]["seq"] if self.heard else 0
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        headers = {"Accept": "text/event-stream", "Last-Event-ID": str(last)} | _by(self.token)
        try:
            connection.request("GET", f"/api/v1/classes/{self.told['id']}/events", headers=headers)
            answer = connection.getresponse()
            while answer.status == 200 and (line := answer.readline()):
                if line.startswith(b"data: {") and b'"seq"' in line:
                    self.heard.append(json.loads(line[6:]))
        finally:
            connection.close()


class Lesson:
    """A class with a participant at each of `addresses`; `told` is what `manage.py open_class` says."""

    def __init__(self, told: dict[str, str], *addresses: str) -> None:
        self.told, self.trainer = told, Visitor(*addresses)
        self.people = [Participant(address, told, f"Robin {number}") for number, address in enumerate(addresses)]
        self.number = 0
        assert self._act("start") == 200

    def act(self) -> int:
        """Give the next participant a name that nobody had, of which they hear; the status of the answer."""
        self.number += 1
        meant, name = self.people[self.number % len(self.people)], f"Maple {self.number}"
        status = self._act("rename", participants=[meant.id], nickname=name)
        if status == 200:
            meant.given.append(name)
        time.sleep(PAUSE)
        return status

    def names_in_log(self) -> list[str]:
        found: list[dict] = []
        while more := self._events(after=found[-1]["seq"] if found else 0):
            found += more
        return names(found)

    def _events(self, after: int) -> list[dict]:
        path = f"/api/v1/classes/{self.told['id']}/events?after={after}"
        return list(self.trainer.get(path, _by(self.told["token"])).json()["events"])

    def names_on_board(self) -> list[str]:
        board = self.trainer.get(f"/api/v1/classes/{self.told['id']}/board", _by(self.told["token"])).json()
        shown = {each["id"]: each["nickname"] for each in board["participants"]}
        return [shown[each.id] for each in self.people]

    def _act(self, action: str, **more: object) -> int:
        path, body = f"/api/v1/classes/{self.told['id']}/actions", json.dumps({"action": action} | more)
        return self.trainer.post(path, body, "application/json", _by(self.told["token"])).status_code


def names(events: list[dict]) -> list[str]:
    """The names that were given, in this order."""
    return [each["data"]["nickname"] for each in events if each["type"] == "participant.renamed"]


def _by(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
