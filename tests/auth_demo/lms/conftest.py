import json

import pytest
from django.core.cache import cache
from django.test import Client

from auth_demo.classroom import board
from tests.auth_demo.classroom.conftest import Pupil
from tests.auth_demo.lms.platform import Platform


@pytest.fixture(autouse=True)
def forgetful():
    """What a process remembers of one test's walks and keys is of no use in the next."""
    board._memory.clear()
    cache.clear()


@pytest.fixture
def school(db):
    made = Platform(Client())
    yield made
    made.server.shutdown()
    made.server.server_close()


def come_in(address: str) -> Pupil:
    """Somebody whom a course has sent to that place; their page opens the practice."""
    path, _mark, token = address.partition("#")
    pupil = Pupil(Client(), {}, participant={"id": path.rstrip("/").rpartition("/")[2], "token": token})
    open_practice(pupil)
    return pupil


def open_practice(pupil: Pupil) -> None:
    answer = pupil.do("sandbox")
    assert answer.status_code == 201, answer.content
    pupil.sandbox = answer.json()["sandbox"]


def log_in(pupil: Pupil) -> None:
    """Walk through the practice that is open, as its page tells it."""
    login = pupil.login()
    response = pupil.compute(login) if pupil.card["kind"] == "security-card" else pupil.code_of(login)
    assert pupil.respond(login, response).status_code == 200
    tell(pupil)


def tell(pupil: Pupil, **said):
    answer = pupil.client.post(
        f"/api/v1/participants/{pupil.pid}/told",
        json.dumps({"step": None, "state": None, "finished": True} | said),
        "application/json",
        headers=pupil.own(),
    )
    assert answer.status_code == 200, answer.content
    return answer.json()
