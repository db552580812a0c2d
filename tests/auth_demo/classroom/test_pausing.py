"""A whole class is paused with a few queries, whatever its size, and people who have used up their practice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auth_demo.models import Event, Sandbox
from auth_demo.verifier import quota
from tests.auth_demo.classroom.conftest import join, open_class


def queries_to_pause(people):
    trainer = open_class()
    for number in range(people):
        join(trainer.code, nickname=f"Robin {number}")
    trainer.act("start")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        trainer.act("pause")
    return len(caught)


def test_more_people_cost_no_more_queries(db):
    assert queries_to_pause(8) == queries_to_pause(2)


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
