"""What is done to a whole class costs a few queries, whatever its size, and people who have used up their practice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auth_demo.models import Event, Sandbox
from auth_demo.verifier import events, quota
from auth_demo.verifier.enrol import hash_token
from tests.auth_demo.classroom.conftest import join, open_class

ORDERS = {
    "start": {},
    "move": {"step": "pin"},
    "pause": {},
    "resume": {},
    "lock": {"step": "pin"},
    "hint": {},
    "fault": {"fault": "response-expired"},
    "reset": {},
    "undo": {},
}


def queries_of_orders(people):
    """How many queries each of ORDERS took, one after the other, in a class of so many."""
    trainer = open_class()
    for number in range(people):
        join(trainer.code, nickname=f"Robin {number}")
    counts = {}
    for action, more in ORDERS.items():
        with CaptureQueriesContext(connection) as caught:
            trainer.act(action, **more)
        counts[action] = len(caught)
    return counts


def test_more_people_cost_no_more_queries(db):
    assert queries_of_orders(8) == queries_of_orders(2)


def test_a_start_writes_nothing_for_each_participant(trainer, pupil):
    with CaptureQueriesContext(connection) as caught:
        trainer.act("start")
    written = [each["sql"] for each in caught if each["sql"].startswith(("UPDATE", "INSERT"))]
    assert written and not [sql for sql in written if "sandbox" in sql or "participant" in sql]


def test_the_streams_of_a_paused_class_are_fed_with_no_more_queries_either(db):
    trainer = open_class()
    pupils = [join(trainer.code, nickname=f"Robin {number}") for number in range(6)]
    trainer.act("pause")

    def queries(some):
        watched = {each.id: events.Watched(0, frozenset({hash_token(each.sandbox["token"])})) for each in some}
        with CaptureQueriesContext(connection) as caught:
            found = events.news(watched)
        assert {pk: [each.type for each in news.entries] for pk, news in found.items()} == {
            each.id: ["sandbox.opened", "clock.moved"] for each in some
        }
        return len(caught)

    assert queries(pupils) == queries(pupils[:2])


def test_each_practice_has_the_event_under_the_next_number_and_its_bytes_counted(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    other.login()
    before = {row.pk: row for row in Sandbox.objects.all()}
    trainer.act("pause")
    for row in Sandbox.objects.all():
        assert (row.last_seq, row.taken) == (before[row.pk].last_seq + 1, before[row.pk].taken + quota.ROW)
        event = Event.objects.get(sandbox=row, seq=row.last_seq)
        assert (event.type, event.data) == ("clock.moved", {"forward_seconds": 0.0, "rate": 0.0})
    assert pupil.events()[-1]["type"] == other.events()[-1]["type"] == "clock.moved"


@pytest.mark.parametrize("fault", ["response-expired", "card-locked"])
def test_a_practice_that_is_used_up_keeps_nobody_else_from_a_fault(trainer, pupil, fault):
    other = join(trainer.code, nickname="Comet")
    Sandbox.objects.filter(pk=pupil.id).update(taken=quota.MOST)
    trainer.act("fault", fault=fault)
    assert trainer.tile(other)["faults"] == [fault]


@pytest.mark.parametrize("action", ["pause", "end"])
def test_a_practice_that_is_used_up_keeps_nobody_from_it(trainer, pupil, action):
    trainer.act("pause" if action == "end" else "start")
    Sandbox.objects.filter(pk=pupil.id).update(taken=quota.MOST)
    trainer.act(action)
    assert trainer.board()["state"] == {"pause": "paused", "end": "ended"}[action]
    assert Sandbox.objects.get(pk=pupil.id).paused == (action == "pause")


def test_to_pause_twice_moves_nothing_the_second_time(trainer, pupil):
    trainer.act("pause")
    seq = Sandbox.objects.get(pk=pupil.id).last_seq
    trainer.act("pause")
    assert Sandbox.objects.get(pk=pupil.id).last_seq == seq
