"""On PostgreSQL several starters of an upgrade take turns, on whichever machine they are."""

import threading

import pytest
from django.db import connection

from kb.operation import upgrade

pytestmark = pytest.mark.postgresql

LONG = 30.0


def test_who_starts_second_waits_for_the_first(real_database):
    order, begun = [], threading.Event()

    def second():
        begun.set()
        with upgrade.one_at_a_time():
            order.append("second")

    with upgrade.one_at_a_time():
        thread = threading.Thread(target=second)
        thread.start()
        begun.wait(LONG)
        waiting = (
            "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database WHERE datname = current_database()"
        )
        pause = threading.Event()
        for _each in range(3000):
            with connection.cursor() as cursor:
                cursor.execute(f"{waiting} AND locktype = 'advisory' AND NOT granted")
                if cursor.fetchone()[0]:
                    break
            pause.wait(0.01)
        else:
            raise AssertionError("the second did not wait")
        order.append("first")
    thread.join(LONG)
    assert order == ["first", "second"]
