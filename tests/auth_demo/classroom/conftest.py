"""The cast of a class: a trainer, and participants whose devices are those of their sandboxes."""

import json
from dataclasses import dataclass, field

import pytest
from django.test import Client

from auth_demo.classroom import board, opening
from tests.auth_demo.conftest import Caller


@dataclass
class Pupil(Caller):
    """A participant: their token is for the class, that of the sandbox for the practice."""

    participant: dict = field(default_factory=dict)

    @property
    def pid(self) -> str:
        return self.participant["id"]

    def own(self) -> dict:
        return {"Authorization": f"Bearer {self.participant['token']}"}

    def look(self):
        return self.client.get(f"/api/v1/participants/{self.pid}", headers=self.own())

    def do(self, path: str, body: dict | None = None):
        return self.client.post(
            f"/api/v1/participants/{self.pid}/{path}", json.dumps(body or {}), "application/json", headers=self.own()
        )

    def heard(self, after: int = 0) -> list[dict]:
        answer = self.client.get(
            f"/api/v1/classes/{self.participant['class_id']}/events?after={after}", headers=self.own()
        )
        assert answer.status_code == 200, answer.content
        return answer.json()["events"]

    def types(self) -> list[str]:
        return [each["type"] for each in self.heard()]


@dataclass
class Trainer:
    """Who holds the token of a class."""

    client: Client
    opened: opening.Opened

    @property
    def id(self) -> str:
        return self.opened.classroom.pk

    @property
    def code(self) -> str:
        return self.opened.classroom.code

    def headers(self) -> dict:
        return {"Authorization": f"Bearer {self.opened.token}"}

    def get(self, path: str):
        return self.client.get(f"/api/v1/classes/{self.id}/{path}", headers=self.headers())

    def board(self) -> dict:
        answer = self.get("board")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def tile(self, pupil: Pupil) -> dict:
        return next(each for each in self.board()["participants"] if each["id"] == pupil.pid)

    def ask(self, action: str, **more):
        body = {"action": action} | more
        return self.client.post(
            f"/api/v1/classes/{self.id}/actions", json.dumps(body), "application/json", headers=self.headers()
        )

    def act(self, action: str, **more) -> dict:
        answer = self.ask(action, **more)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def events(self, after: int = 0) -> list[dict]:
        return self.get(f"events?after={after}").json()["events"]


def ask_to_join(code: str, *, client: Client | None = None, **body):
    """The answer to somebody who types a code."""
    body = {"nickname": "Robin"} | body
    return (client or Client()).post(f"/api/v1/classes/{code}/participants", json.dumps(body), "application/json")


def join(code: str, **body) -> Pupil:
    client = Client()
    answer = ask_to_join(code, client=client, **body)
    assert answer.status_code == 201, answer.content
    joined = answer.json()
    return Pupil(client, joined["sandbox"], participant=joined)


def open_class(*scenarios: str, **more) -> Trainer:
    trainer = more.pop("trainer", "")
    setup = opening.Setup(scenarios or ("card-test",), **({"language": "en"} | more))
    return Trainer(Client(), opening.open_class(setup, trainer=trainer))


@pytest.fixture(autouse=True)
def forgetful():
    """What a process remembers of the walks of one test is of no use in the next."""
    board._memory.clear()


@pytest.fixture
def trainer(db) -> Trainer:
    return open_class()


@pytest.fixture
def pupil(trainer) -> Pupil:
    return join(trainer.code)
