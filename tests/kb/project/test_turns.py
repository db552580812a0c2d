"""Writers of one process wait for each other in the order in which they came, and nobody keeps a turn for ever."""

import gc
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from kb.base import patience
from kb.base.trouble import DatabaseTrouble
from kb.models import FailedSearch
from kb.project.sqlite.base import DatabaseWrapper
from kb.project.sqlite.turns import Turns

pytestmark = pytest.mark.sqlite

SOON = 30  # seconds after which a test gives up


def until(true) -> None:
    pause = Event()
    for _ in range(SOON * 1000):
        if true():
            return
        pause.wait(0.001)
    raise AssertionError("it never came to that")


@pytest.fixture
def turns(real_database) -> Turns:
    """Those of the database."""
    return DatabaseWrapper.turns[str(connection.settings_dict["NAME"])]


class Writer(Thread):
    """Writes one search in a transaction that ends when it is told to; `done` gets its name then."""

    def __init__(self, name: str, done: list[str], seconds: float = SOON) -> None:
        super().__init__(name=name, daemon=True)
        self.done, self.seconds = done, seconds
        self.may_end, self.writes = Event(), Event()
        self.start()

    def run(self) -> None:
        try:
            with patience.within(self.seconds), transaction.atomic():
                FailedSearch.objects.create(language="en", terms=self.name)
                self.writes.set()
                self.may_end.wait(SOON)
                self.done.append(self.name)
        except DatabaseTrouble:
            self.done.append(f"{self.name} gave up")
        finally:
            connections.close_all()


def test_who_came_first_writes_first(turns):
    done: list[str] = []
    writers = []
    for place in range(8):
        writers.append(Writer(f"{place}", done))
        until(lambda count=place + 1: len(turns) == count)
    for writer in writers:
        writer.may_end.set()
    for writer in writers:
        writer.join(SOON)
    assert done == [writer.name for writer in writers]
    assert len(turns) == 0


def test_who_gives_up_leaves_the_line_and_the_next_one_goes_on(turns):
    done: list[str] = []
    first = Writer("first", done)
    until(first.writes.is_set)
    Writer("hurried", done, seconds=0.05).join(SOON)
    assert done == ["hurried gave up"]
    last = Writer("last", done)
    until(lambda: len(turns) == 2)
    first.may_end.set()
    last.may_end.set()
    last.join(SOON)
    assert done == ["hurried gave up", "first", "last"]
    assert len(turns) == 0


def test_a_single_statement_a_rollback_and_a_refused_statement_give_the_turn_back(turns):
    FailedSearch.objects.create(language="en", terms="alone")
    assert len(turns) == 0
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        FailedSearch.objects.create(language="en", terms="taken back")
        assert len(turns) == 1
        raise ZeroDivisionError
    assert len(turns) == 0
    with pytest.raises(Exception, match="syntax error"), connection.cursor() as cursor:
        cursor.execute("INSERT nothing")
    assert len(turns) == 0


def test_a_thread_that_ends_in_the_middle_of_a_transaction_keeps_no_turn(turns):
    def work() -> None:
        transaction.set_autocommit(False)
        FailedSearch.objects.create(language="en", terms="never written")

    thread = Thread(target=work)
    thread.start()
    thread.join(SOON)
    gc.collect()
    FailedSearch.objects.create(language="en", terms="next")
    assert [search.terms for search in FailedSearch.objects.all()] == ["next"]
    assert len(turns) == 0
