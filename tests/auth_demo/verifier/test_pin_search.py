"""The search for a mistyped PIN runs in a process of its own, which may be slow, busy or dead without harm."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings

from auth_demo.protocols import ocra
from auth_demo.verifier.methods.card import SecurityCard
from auth_demo.verifier.pin_search import COMMAND, Busy, PinSearch

LONG = 60.0  # seconds, for a machine that has much else to do
SUITE, KEY, CHALLENGE = SecurityCard.suite, bytes(range(32)), "481203"
SILENT = (sys.executable, "-c", "import time; time.sleep(600)")  # takes questions and never answers
DEAD = (sys.executable, "-c", "")


def asked(pin: str | None = "7294") -> dict:
    response = ocra.respond(SUITE, KEY, challenge=CHALLENGE, pin=pin) if pin else "x"
    return {"suite": SUITE, "key": KEY, "challenge": CHALLENGE, "response": response, "digits": 4}


@pytest.fixture
def made():
    """Makes searches that are ended with the test."""
    searches = []

    def make(*command: str, patience: float = LONG, **more) -> PinSearch:
        searches.append(PinSearch(command or COMMAND, patience=patience, **more))
        return searches[-1]

    yield make
    for search in searches:
        search.end()


def is_running(pid: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def ends(pid: int) -> bool:
    deadline = time.monotonic() + LONG
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(pid)


def test_it_finds_the_first_pin_that_gives_the_response_or_none(made):
    search = made()
    for pin in ("0000", "7294", "9999"):
        found = search.find(**asked(pin))
        assert ocra.respond(SUITE, KEY, challenge=CHALLENGE, pin=found) == asked(pin)["response"]
        assert found <= pin
    assert search.find(**asked(None)) is None


def test_one_process_is_started_when_it_is_needed_and_serves_all(made):
    search = made()
    assert search.pid is None
    search.find(**asked())
    first = search.pid
    search.find(**asked())
    assert search.pid == first and is_running(first)


def test_it_has_nothing_of_this_process_and_can_write_nothing(made, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for it")
    search = made()
    search.find(**asked())
    process = Path(f"/proc/{search.pid}")
    assert (process / "environ").read_bytes() == b""
    opened = {str(each.readlink()).partition(":")[0] for each in (process / "fd").iterdir()}
    assert opened == {"/dev/null", "socket"}
    limits = (process / "limits").read_text().splitlines()
    written = next(line for line in limits if line.startswith("Max file size"))
    assert written.split()[-3:-1] == ["0", "0"]
    modules = "import sys; import auth_demo.verifier.pin_helper; print(*sys.modules)"
    loaded = subprocess.check_output([*COMMAND[:-2], "-c", modules], cwd=settings.BASE_DIR, text=True).split()
    assert not {"django", "sqlite3", "auth_demo.models"} & set(loaded)


def test_what_is_asked_of_it_names_nobody(made, monkeypatch):
    search, sent = made(), []
    monkeypatch.setattr(search, "_ask", sent.append)
    search.find(**asked())
    assert set(json.loads(sent[0])) == {"suite", "key", "challenge", "response", "digits"}


def test_another_is_started_where_one_was_killed(made):
    search = made()
    assert search.find(**asked())
    os.kill(search.pid, signal.SIGKILL)
    assert ends(search.pid)
    assert search.find(**asked())


def test_one_that_is_killed_in_the_middle_of_a_search_is_replaced(made):
    search = made(*SILENT)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(search.find, **asked())
        while search.pid is None:
            time.sleep(0.01)
        search.command = COMMAND
        os.kill(search.pid, signal.SIGKILL)
        assert waiting.result(LONG)


def test_one_that_always_dies_is_done_without(made):
    with pytest.raises(Busy):
        made(*DEAD).find(**asked())


def test_one_that_does_not_answer_is_waited_for_a_short_time_and_ended(made):
    search = made(*SILENT, patience=0.2)
    with pytest.raises(Busy):
        search.find(**asked())
    assert search.pid is None
    search.command, search.patience = COMMAND, LONG
    assert search.find(**asked())


def test_who_comes_while_enough_are_waiting_is_told_at_once(made):
    search, begun, go_on = made(most_at_once=1), Event(), Event()

    def ask(question: bytes) -> None:
        begun.set()
        assert go_on.wait(LONG)

    search._ask = ask
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(search.find, **asked())
        assert begun.wait(LONG)
        with pytest.raises(Busy):
            search.find(**asked())
        go_on.set()
        waiting.result(LONG)
    search.find(**asked())


def test_whose_turn_does_not_come_in_time_does_without(made):
    search, begun, go_on = made(patience=0.1), Event(), Event()

    def ask(question: bytes) -> None:
        begun.set()
        assert go_on.wait(LONG)

    search._ask = ask
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(search.find, **asked())
        assert begun.wait(LONG)
        with pytest.raises(Busy):
            search.find(**asked())
        go_on.set()
        waiting.result(LONG)


PARENT = """
import os, signal, sys
from django.conf import settings
settings.configure(BASE_DIR=sys.argv[1])
from auth_demo.verifier.pin_search import search
search.patience = 60.0
search.find(suite="OCRA-1:HOTP-SHA256-8:QN06-PSHA256", key=b"k" * 32, challenge="481203", response="x", digits=4)
print(search.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_when_the_process_that_asks_it_is_killed():
    parent = subprocess.run(
        [sys.executable, "-c", PARENT, str(settings.BASE_DIR)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        timeout=LONG,
    )
    assert parent.returncode == -signal.SIGKILL
    assert ends(int(parent.stdout))


def test_ctrl_c_is_for_the_server_alone(made):
    search = made()
    search.find(**asked())
    pid = search.pid
    os.kill(pid, signal.SIGINT)
    assert search.find(**asked())
    assert search.pid == pid
