"""A class on a running site of two processes: everybody hears everything, and `kill -9` in the middle of it loses nothing."""

import http.client
import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from auth_demo.protocols import ocra
from tests import databases
from tests.browser.serving import ROOT, Served, started
from tests.load.cpu import children

pytestmark = pytest.mark.database
LONG = 60  # seconds after which a test gives up
LISTENERS = 8  # so that both processes have some
PEOPLE = 3


@pytest.fixture(params=["redis", "database"])
def settings_of(request):
    """What the site is started with: its database, and where processes tell each other what happens."""
    settings = {"WEB_WORKERS": "2"}
    if not os.environ.get("REDIS_URL"):
        if request.param == "redis":
            pytest.skip("only with Redis: script/test --postgres")
        yield settings
        return
    if request.param == "database":
        settings["REDIS_URL"] = ""
    name = databases.copy(f"{databases.NAME}_{uuid4().hex[:12]}")
    yield settings | {"DATABASE_URL": databases.url_of(name)}
    databases.drop(name)


class Site:
    def __init__(self, served: Served, settings: dict[str, str]) -> None:
        self.served, self.settings = served, settings

    def ask(self, method: str, path: str, token: str = "", body: dict | None = None) -> dict:
        connection = self._connection()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        connection.request(method, f"/api/v1{path}", json.dumps(body or {}) if method == "POST" else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status in (200, 201), content
        return json.loads(content)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.served.address).netloc, timeout=LONG)

    def open_class(self) -> dict:
        settings = {"DATA_DIR": str(self.served.data), "PUBLIC_URL": self.served.address} | self.settings
        command = [sys.executable, "manage.py", "open_class", "--scenario", "dsc-plus"]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    @contextmanager
    def listening(self, told: dict, token: str, after: int):
        """A stream of the class, to be read event by event."""
        connection = self._connection()
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream", "Last-Event-ID": str(after)}
        connection.request("GET", f"/api/v1/classes/{told['id']}/events", headers=headers)
        yield _events(connection.getresponse())
        connection.close()

    def kill(self) -> None:
        """All of its processes at once, as by a power cut."""
        workers = children(self.served.process.pid)
        for pid in (self.served.process.pid, *workers):
            os.kill(pid, signal.SIGKILL)
        self.served.process.wait(LONG)


def _events(answer: http.client.HTTPResponse):
    assert answer.status == 200
    while line := answer.readline():
        if line.startswith(b"data: {") and b'"seq"' in line:
            yield json.loads(line[6:])


def act(site: Site, told: dict, action: str, **more) -> dict:
    return site.ask("POST", f"/classes/{told['id']}/actions", told["token"], {"action": action, **more})


def join(site: Site, told: dict, number: int) -> dict:
    return site.ask("POST", f"/classes/{told['code']}/participants", body={"nickname": f"Robin {number}"})


def test_everybody_hears_what_is_done_whichever_process_they_are_at(tmp_path, settings_of):
    with started(tmp_path, **settings_of) as served:
        site = Site(served, settings_of)
        told = site.open_class()
        pupil = join(site, told, 1)
        with ExitStack() as stack:
            streams = [
                stack.enter_context(site.listening(told, pupil["token"], pupil["last_event"]))
                for _ in range(LISTENERS)
            ]
            for action, heard in (("start", "class.started"), ("pause", "class.paused"), ("resume", "class.resumed")):
                act(site, told, action)
                assert [next(each)["type"] for each in streams] == [heard] * LISTENERS


def test_a_site_that_is_killed_in_the_middle_of_a_class_has_lost_nothing(tmp_path, settings_of):
    with started(tmp_path, **settings_of) as served:
        site = Site(served, settings_of)
        told = site.open_class()
        people = [join(site, told, number) for number in range(PEOPLE)]
        act(site, told, "start")
        sandbox = people[0]["sandbox"]
        login = site.ask("POST", f"/sandboxes/{sandbox['id']}/logins", sandbox["token"])
        site.ask("POST", f"/participants/{people[1]['id']}/hand", people[1]["token"], {"up": True})
        act(site, told, "lock", step="pin")
        before = site.ask("GET", f"/classes/{told['id']}/board", told["token"])
        with site.listening(told, people[0]["token"], 0) as stream:
            heard = [next(stream) for _ in range(2)]
        site.kill()
    with started(tmp_path, **settings_of) as served:
        site = Site(served, settings_of)
        after = site.ask("GET", f"/classes/{told['id']}/board", told["token"])
        assert facts(after) == facts(before)
        with site.listening(told, people[0]["token"], heard[0]["seq"]) as stream:
            assert next(stream) == heard[1]
            act(site, told, "unlock")
            assert next(stream)["type"] == "class.unlocked"
        device = sandbox["devices"][0]
        response = ocra.respond(
            device["suite"], bytes.fromhex(device["key"]), challenge=login["challenge"], pin=device["pin"]
        )
        site.ask("POST", f"/logins/{login['id']}/response", sandbox["token"], {"response": response})
        seen = site.ask("GET", f"/classes/{told['id']}/board", told["token"])["participants"]
        assert [each["finished"] for each in seen] == [True, False, False]


def facts(board: dict) -> dict:
    """What of a board does not pass with time."""
    passing = {"seconds_in_state", "hand_seconds", "online"}
    people = [{name: each[name] for name in each.keys() - passing} for each in board["participants"]]
    return board | {"participants": people}
