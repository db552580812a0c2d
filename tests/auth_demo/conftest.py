"""The practice room's cast: a learner with a sandbox, and a stranger with another one."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import settings as hypothesis_settings

from auth_demo.protocols import ocra
from auth_demo.scenarios import load

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
def fresh_limits():
    from django.core.cache import cache

    cache.clear()


@dataclass
class Caller:
    """A program that knows the API and one token."""

    client: Client
    sandbox: dict
    language: str | None = None

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

    def stop_clock(self) -> None:
        self.post(f"/sandboxes/{self.id}/clock", {"rate": 0})

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
def real_database(tmp_path, django_db_blocker):
    """A SQLite file, as on a running site: the usual test database lives in memory, where threads lock otherwise."""
    from django.core.management import call_command
    from django.db import connections

    connection = connections["default"]
    kept, name = connection.connection, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "site.sqlite3")
        call_command("migrate", verbosity=0)
        yield
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, name


@pytest.fixture
def learner(db, client) -> Caller:
    return open_sandbox(client)


@pytest.fixture
def stranger(db) -> Caller:
    return open_sandbox(Client())
