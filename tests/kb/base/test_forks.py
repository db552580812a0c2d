"""A process forks only while its databases are at rest."""

import os
import threading
import time

import pytest
from django.db import connection

from kb.base import forks


def fork() -> int:
    """The exit code of a process that has what this one has, and holds back forks itself for a moment."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with forks._at_work:
        os._exit(7)


def test_a_fork_waits_for_work_that_is_under_way():
    begun, about, done = threading.Event(), threading.Event(), []

    def work():
        with forks.held_back():
            begun.set()
            about.wait()
            time.sleep(0.1)  # a fork that did not wait would be over
            done.append("work")

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait()
    about.set()
    assert fork() == 7
    done.append("fork")
    worker.join()
    assert done == ["work", "fork"]


@pytest.mark.usefixtures("real_database")
def test_no_connection_is_left_open_after_work():
    with forks.held_back():
        connection.ensure_connection()
    assert connection.connection is None


def test_a_transaction_of_the_caller_goes_on(db):
    with forks.held_back():
        connection.ensure_connection()
    assert connection.connection is not None and connection.in_atomic_block
