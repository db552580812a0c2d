"""How long the database may keep somebody waiting, and how who writes much lets others in."""

import pytest
from django.db import connection, transaction

from kb.base import patience
from kb.base.patience import Pauses, within


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still but for what is slept."""
    now = [1_000.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(patience.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    return now


def test_what_is_left_gets_less_and_no_inner_block_prolongs_it(clock):
    assert patience.left() == float("inf")
    with within(2):
        clock[0] += 0.5
        assert patience.left() == 1.5
        with within(5):
            assert patience.left() == 1.5
        with within(0.5):
            assert patience.left() == 0.5
        clock[0] += 3
        assert patience.left() == 0
    assert patience.left() == float("inf")


def timeout() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


@pytest.mark.sqlite
def test_the_database_waits_for_what_is_left(real_database, clock):
    usual = timeout()
    assert 1_000 < usual < 5_000
    with within(0.1):
        assert timeout() == 100
        clock[0] += 0.06
        assert timeout() == 40
        clock[0] += 1
        assert timeout() == 0
    assert timeout() == usual


@pytest.mark.sqlite
def test_a_pause_comes_after_enough_work_and_outside_of_transactions(real_database, clock):
    pauses, begun = Pauses(), clock[0]
    pauses.take()
    assert clock[0] == begun
    clock[0] += Pauses.WORK
    with transaction.atomic():
        pauses.take()
    assert clock[0] == begun + Pauses.WORK
    pauses.take()
    pauses.take()
    assert clock[0] == begun + Pauses.WORK + Pauses.PAUSE
