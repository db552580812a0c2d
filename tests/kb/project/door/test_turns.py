"""Whose turn it is: clients take turns, nobody has all threads, people who may write leave one for readers."""

import threading

import pytest

from kb.project.door.turns import Full, Job, Turns

SOON = 10  # seconds that a thread may take to get to something


class Work:
    """Jobs that run until they are let go, and the order in which they began."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.begun: list[str] = []
        self.changed = threading.Condition()
        self.open = threading.Event()

    def submit(self, name: str, client: str, *, writes: bool = False) -> Job:
        def run() -> None:
            with self.changed:
                self.begun.append(name)
                self.changed.notify_all()
            self.open.wait(SOON)

        job = Job(run, client, writes)
        self.turns.submit(job)
        return job

    def wait_for(self, count: int) -> list[str]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.begun) >= count, SOON), self.begun
            return list(self.begun)

    def settle(self) -> list[str]:
        """What has begun once every idle thread has had a look."""
        marks = [threading.Event() for _ in range(2)]
        for number, mark in enumerate(marks):
            self.turns.submit(Job(mark.set, f"mark {number}", False))
        assert all(mark.wait(SOON) for mark in marks)
        return list(self.begun)


@pytest.fixture
def work():
    made: list[Work] = []

    def make(threads: int, **limits: int) -> Work:
        made.append(Work(Turns(threads, **limits)))
        return made[-1]

    yield make
    for each in made:
        each.open.set()


def test_one_client_has_no_more_than_half_of_the_threads(work):
    busy = work(4)
    for number in range(10):
        busy.submit(f"greedy {number}", "greedy")
    busy.wait_for(2)
    assert busy.settle() == ["greedy 0", "greedy 1"]


def test_another_client_is_next_however_many_wait_before(work):
    busy = work(1)
    busy.submit("first", "greedy")
    busy.wait_for(1)
    for number in range(50):
        busy.submit(f"greedy {number}", "greedy")
    busy.submit("other", "other")
    busy.open.set()
    assert "other" in busy.wait_for(51)[:3]


def test_what_may_write_leaves_a_thread_for_what_reads(work):
    busy = work(4)
    for number in range(8):
        busy.submit(f"write {number}", f"client {number}", writes=True)
    busy.wait_for(3)
    assert sorted(busy.settle()) == ["write 0", "write 1", "write 2"]


def test_reads_do_not_keep_writes_waiting(work):
    busy = work(1)
    busy.submit("first", "one")
    busy.wait_for(1)
    for number in range(20):
        busy.submit(f"read {number}", f"reader {number}")
    busy.submit("write", "writer", writes=True)
    busy.open.set()
    assert "write" in busy.wait_for(22)[:4]


def test_a_single_thread_serves_reads_and_writes(work):
    busy = work(1)
    busy.open.set()
    busy.submit("read", "one")
    busy.submit("write", "one", writes=True)
    assert sorted(busy.wait_for(2)) == ["read", "write"]


def test_a_client_with_too_many_waiting_is_refused_and_others_are_not(work):
    busy = work(1, most_waiting=3)
    busy.submit("running", "greedy")
    busy.wait_for(1)
    for number in range(3):
        busy.submit(f"greedy {number}", "greedy")
    with pytest.raises(Full):
        busy.submit("one more", "greedy")
    busy.submit("other", "other")


def test_too_many_in_all_are_refused(work):
    busy = work(1, in_all=2)
    busy.submit("running", "one")
    busy.wait_for(1)
    busy.submit("a", "a")
    busy.submit("b", "b")
    with pytest.raises(Full):
        busy.submit("c", "c")


def test_places_are_free_again_once_the_work_is_done(work):
    busy = work(2, most_waiting=2, in_all=2)
    busy.open.set()
    for number in range(30):
        busy.submit(f"job {number}", "one")
        busy.wait_for(number + 1)


def test_what_was_withdrawn_is_not_run_and_what_runs_cannot_be_withdrawn(work):
    busy = work(1)
    running = busy.submit("running", "one")
    busy.wait_for(1)
    waiting = busy.submit("waiting", "one")
    assert not busy.turns.withdraw(running)
    assert busy.turns.withdraw(waiting)
    assert not busy.turns.withdraw(waiting)
    busy.open.set()
    busy.submit("last", "one")
    assert busy.wait_for(2) == ["running", "last"]
