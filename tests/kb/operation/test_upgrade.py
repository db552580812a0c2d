"""An upgrade is done once, however many processes start with it."""

import threading

import pytest

from kb.operation import upgrade


@pytest.fixture
def steps(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_those_that_start_at_once_take_turns(steps, monkeypatch):
    running, most, done = [], [], []

    def call(command, **_options):
        running.append(command)
        most.append(len(running))
        turn.wait(0.02)
        running.remove(command)
        done.append(command)

    turn = threading.Event()
    monkeypatch.setattr(upgrade, "call_command", call)
    threads = [threading.Thread(target=upgrade.upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["migrate", "load_content"] * 4 and max(most) == 1


def test_one_that_fails_lets_the_next_one_try(steps, monkeypatch):
    monkeypatch.setattr(upgrade, "call_command", lambda *_args, **_options: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            upgrade.upgrade()
