"""A rehearsal: simulated participants who really log in, moved by anyone who looks at the board."""

from datetime import timedelta

import pytest
from django.test import Client

from auth_demo.classroom import opening, rehearsal
from auth_demo.models import Participant
from auth_demo.verifier import realtime
from tests.auth_demo.classroom.conftest import Trainer, join, open_class

EVERY = ("card-test", "sms-test", "push-test", "voice-test", "offline-test", "matching-test")


def rehearse(*scenarios, people=10) -> Trainer:
    setup = opening.Setup(scenarios, language="en")
    return Trainer(Client(), rehearsal.open_rehearsal(setup, people=people))


def later(trainer, seconds, *, since=0):
    """The board as it is that many seconds later, looked at every three."""
    begun = realtime.real_now()
    for after in range(since, since + seconds, 3):
        with realtime.reading(lambda after=after: begun + timedelta(seconds=after)):
            seen = trainer.board()
    return seen


def test_everybody_is_there_at_once_and_tries_a_device_before_the_start(db):
    trainer = rehearse("card-test")
    people = later(trainer, 15)["participants"]
    assert len(people) == 10 and all(each["tried"] for each in people)
    assert {each["device_state"] for each in people} == {"ready"}
    assert len({each["language"] for each in people}) > 1


@pytest.mark.parametrize("scenario", EVERY)
def test_some_get_in_some_err_and_some_ask_for_help(db, scenario):
    trainer = rehearse(scenario)
    trainer.act("start")
    people = later(trainer, 60)["participants"]
    assert any(each["finished"] or each["device_state"] == "accepted" for each in people)
    assert any(each["hand"] for each in people)
    assert any(not each["online"] for each in people)
    assert max(each["attempts"] for each in people) > 1 or scenario in ("push-test", "matching-test")


def test_the_mistakes_are_those_that_the_verifier_explains(db):
    trainer = rehearse("card-test")
    trainer.act("start")
    later(trainer, 60)
    causes = trainer.get("debrief").json()["causes"]
    assert [each["cause"] for each in causes] == ["pin-as-challenge"]


def test_nobody_goes_on_while_the_class_is_paused(db):
    begun = realtime.real_now()
    with realtime.reading(lambda: begun):  # a slow machine leaves nobody the time to act before the pause
        trainer = rehearse("card-test")
        trainer.act("start")
        trainer.act("pause")
    assert {each["device_state"] for each in later(trainer, 30)["participants"]} == {"ready"}


def test_who_is_helped_goes_on(db):
    trainer = rehearse("card-test")
    trainer.act("start")
    waiting = [each["id"] for each in later(trainer, 60)["participants"] if each["hand"]]
    trainer.act("claim", participants=waiting)
    after = {each["id"]: each for each in later(trainer, 60, since=60)["participants"]}
    assert any(after[pk]["device_state"] == "accepted" for pk in waiting)


def test_a_reset_begins_again_for_them_too(db):
    trainer = rehearse("card-test", people=2)
    trainer.act("start")
    assert any(each["attempts"] for each in later(trainer, 60)["participants"])
    trainer.act("reset")
    assert not any(each["attempts"] for each in trainer.board()["participants"])
    assert any(each["attempts"] for each in later(trainer, 60, since=60)["participants"])


def test_a_person_may_join_a_rehearsal_and_nobody_moves_them(db):
    trainer = rehearse("card-test", people=2)
    pupil = join(trainer.code)
    trainer.act("start")
    later(trainer, 60)
    assert trainer.tile(pupil)["device_state"] == "ready"


def test_in_other_classes_nobody_is_simulated(trainer, pupil):
    trainer.act("start")
    later(trainer, 60)
    assert not Participant.objects.exclude(temper="").exists()
    assert trainer.tile(pupil)["attempts"] == 0
    assert not open_class().board()["is_rehearsal"]
