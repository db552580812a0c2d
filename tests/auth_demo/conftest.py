"""The practice room's cast: a learner with a sandbox, and a stranger with another one."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import settings as hypothesis_settings

from auth_demo.protocols import ocra
from auth_demo.scenarios import load
from auth_demo.verifier.pin_search import search
from tests.auth_demo.answers import push_answer

# No test depends on how busy the machine is.
hypothesis_settings.register_profile("practice", deadline=None)
hypothesis_settings.load_profile("practice")

DEMOS = Path(__file__).parent / "demos"


@pytest.fixture(autouse=True)
def scenarios(settings):
    """The tests' own scenario, whatever content/demos/ holds."""
    before = load._current
    load.configure(DEMOS, [code for code, _name in settings.LANGUAGES])
    yield
    load._current = before


@pytest.fixture(autouse=True)
def quick_password_hash(settings):
    """The slow check of a passcode is slow on purpose; no test is about how slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def patient_search(monkeypatch):
    """No test depends on how long a busy machine takes to look for a PIN."""
    monkeypatch.setattr(search, "patience", 60.0)


@dataclass
class Caller:
    """A program that knows the API and one token."""

    client: Client
    sandbox: dict
    language: str | None = None
    codes: dict = field(default_factory=dict)
    requests: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)  # what was handed out after the opening

    signed: int = 0  # how often the passkey has

    def counted(self) -> int:
        """The count of the passkey's next signature."""
        self.signed += 1
        return self.signed

    @property
    def id(self) -> str:
        return self.sandbox["id"]

    @property
    def card(self) -> dict:
        return self.sandbox["devices"][0]

    def headers(self, **more) -> dict:
        own = {"Authorization": f"Bearer {self.sandbox['token']}"} if "token" in self.sandbox else {}
        if self.language:
            own["Accept-Language"] = self.language
        return own | more

    def get(self, path: str, **headers):
        return self.client.get(f"/api/v1{path}", headers=self.headers(**headers))

    def post(self, path: str, body: dict | None = None, **headers):
        return self.client.post(
            f"/api/v1{path}", json.dumps(body or {}), "application/json", headers=self.headers(**headers)
        )

    def login(self, **body) -> dict:
        answer = self.post(f"/sandboxes/{self.id}/logins", body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def respond(self, login: dict, response: str):
        return self.post(f"/logins/{login['id']}/response", {"response": response})

    def compute(self, login: dict, *, challenge: str | None = None, pin: str | None = None, card=None) -> str:
        """What the card shows, with whatever is typed wrong on it."""
        card = card or self.card
        return ocra.respond(
            card["suite"],
            bytes.fromhex(card["key"]),
            challenge=challenge or login["challenge"],
            pin=pin or card["pin"],
        )

    def message_of(self, login: dict) -> dict:
        """The newest message that was sent for a login; a call is answered."""
        message = [each for each in self.messages() if each.get("login") == login["id"]][-1]
        if message["kind"] == "call" and message["state"] == "waiting":
            self.forward(6)
        return message

    def code_of(self, login: dict) -> str:
        """The code of the login's newest message, remembered: it is deleted once it was used."""
        key = (login["id"], login.get("sent", {}).get("message"))
        if key not in self.codes:
            message = self.message_of(login)
            path = f"/sandboxes/{self.id}/messages/{message['n']}"
            answer = self.post(f"{path}/answer") if message["kind"] == "call" else self.get(path)
            assert answer.status_code == 200, answer.content
            self.codes[key] = answer.json()["code"]
        return self.codes[key]

    def messages(self, after: int = 0) -> list[dict]:
        return self.get(f"/sandboxes/{self.id}/messages?after={after}").json()["messages"]

    def request_of(self, login: dict) -> dict:
        """The notification of a login as its phone sees it, remembered: nobody sees it once it is over."""
        if login["id"] not in self.requests:
            answer = self.get(f"/sandboxes/{self.id}/messages/{self.message_of(login)['n']}")
            assert answer.status_code == 200, answer.content
            self.requests[login["id"]] = answer.json()["request"]
        return self.requests[login["id"]]

    def approval(self, login: dict, decision: str, number: str = "", device: dict | None = None) -> dict:
        device = device or self.card
        answer = push_answer(device, self.request_of(login), decision, number)
        return {"device": device["id"], "decision": decision, "answer": answer, "number": number}

    def approve(self, login: dict, answer: str | None = None, **decided):
        body = self.approval(login, **({"decision": "approve"} | decided))
        return self.post(f"/logins/{login['id']}/approval", body | ({"answer": answer} if answer is not None else {}))

    def stop_clock(self) -> None:
        self.post(f"/sandboxes/{self.id}/clock", {"rate": 0})

    def device(self) -> dict:
        """The learner's own device as the verifier sees it."""
        return next(each for each in self.state()["devices"] if each["id"] == self.card["id"])

    def state(self) -> dict:
        return self.get(f"/sandboxes/{self.id}").json()

    def wrong(self, login: dict) -> str:
        """A response that is nobody's."""
        right = int(self.compute(login))
        return f"{(right + 12_345_679) % 10**8:08d}"

    def use_up(self, login: dict | None = None) -> dict:
        login = login or self.login()
        for _ in range(5):
            self.respond(login, self.wrong(login))
        return login

    def disable_card(self) -> None:
        for _ in range(5):
            self.use_up()

    def restore_card(self):
        return self.post(f"/sandboxes/{self.id}/devices/{self.card['id']}/restore")

    def forward(self, seconds: float):
        return self.post(f"/sandboxes/{self.id}/clock", {"forward_seconds": seconds})

    def events(self, after: int = 0) -> list[dict]:
        return self.get(f"/sandboxes/{self.id}/events?after={after}").json()["events"]


def open_sandbox(client: Client, **body) -> Caller:
    answer = client.post("/api/v1/sandboxes", json.dumps({"scenario": "card-test"} | body), "application/json")
    assert answer.status_code == 201, answer.content
    return Caller(client, answer.json())


@pytest.fixture
def learner(db, client) -> Caller:
    return open_sandbox(client)


@pytest.fixture
def stranger(db) -> Caller:
    return open_sandbox(Client())
