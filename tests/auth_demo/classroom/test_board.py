"""The trainer's board: a tile for each participant, told by the log of their sandbox."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auth_demo.classroom import board
from auth_demo.verifier import realtime
from auth_demo.web import class_schemas as schemas
from tests.auth_demo.classroom.conftest import join, open_class


def test_a_tile_says_who_it_is_and_how_far(trainer, pupil):
    tile = trainer.tile(pupil)
    assert tile | {"seconds_in_state": 0} == {
        "id": pupil.pid,
        "nickname": "Robin",
        "language": "en",
        "platform": "client-portal",
        "variant": "",
        "scenario": "card-test",
        "device_state": "ready",
        "step": "login",
        "attempts": 0,
        "seconds_in_state": 0,
        "last_refusal": None,
        "hand": False,
        "hand_seconds": 0.0,
        "claimed_by": "",
        "online": True,
        "finished": False,
        "stuck": False,
        "faults": [],
        "found": [],
        "simulated": False,
        "tried": False,
    }


def test_a_login_moves_its_tile(trainer, pupil):
    login = pupil.login()
    tile = trainer.tile(pupil)
    assert (tile["device_state"], tile["step"], tile["attempts"]) == ("challenge", "pin", 0)
    pupil.respond(login, pupil.wrong(login))
    tile = trainer.tile(pupil)
    assert (tile["attempts"], tile["last_refusal"], tile["stuck"]) == (1, "wrong-response", False)
    pupil.respond(login, pupil.compute(login))
    tile = trainer.tile(pupil)
    assert (tile["device_state"], tile["attempts"], tile["finished"], tile["step"]) == ("accepted", 2, True, None)
    assert tile["last_refusal"] is None


def test_the_same_refusal_twice_is_being_stuck(trainer, pupil):
    login = pupil.login()
    for _ in range(2):
        pupil.respond(login, pupil.wrong(login))
    assert trainer.tile(pupil)["stuck"]


def test_45_seconds_in_one_state_are_being_stuck_too(trainer, pupil):
    pupil.login()
    assert not trainer.tile(pupil)["stuck"]
    later = realtime.real_now() + timedelta(seconds=46)
    with realtime.reading(lambda: later):
        tile = trainer.tile(pupil)
    assert tile["stuck"] and 46 <= tile["seconds_in_state"] < 60


def after(seconds: int):
    later = realtime.real_now() + timedelta(seconds=seconds)
    return realtime.reading(lambda: later)


def test_who_waits_for_the_trainer_is_not_stuck(trainer, pupil):
    with after(60):
        assert not trainer.tile(pupil)["stuck"], "before the start"
    with after(600):
        trainer.act("start")
        assert not trainer.tile(pupil)["stuck"], "the start is when the time begins"
    with after(660):
        assert trainer.tile(pupil)["stuck"]
        trainer.act("pause")
        assert not trainer.tile(pupil)["stuck"], "in a pause"
    with after(900):
        trainer.act("resume")
        assert not trainer.tile(pupil)["stuck"]
    with after(960):
        assert trainer.tile(pupil)["stuck"]


def test_no_time_goes_on_in_a_class_that_is_over(trainer, pupil):
    trainer.act("start")
    trainer.act("end")
    with after(600):
        assert trainer.tile(pupil)["seconds_in_state"] < 60


def test_who_is_held_behind_the_step_of_the_trainer_is_not_stuck(db):
    trainer = open_class(pace="trainer")
    held, slow = join(trainer.code), join(trainer.code, nickname="Comet")
    trainer.act("start")
    held.login()
    with after(60):
        assert (trainer.tile(held)["stuck"], trainer.tile(slow)["stuck"]) == (False, True)
        trainer.act("unlock")
        assert not trainer.tile(held)["stuck"]
    with after(120):
        assert trainer.tile(held)["stuck"]


@pytest.mark.parametrize("deed", ["move", "reset"])
def test_who_was_put_elsewhere_has_a_tile_of_that_from_that_moment(db, deed):
    trainer = open_class("card-test", "sms-test")
    pupil = join(trainer.code)
    trainer.act("start")
    login = pupil.login()
    for _ in range(2):
        pupil.respond(login, pupil.wrong(login))
    with after(100):
        tile = trainer.act(deed, **({"scenario": "sms-test"} if deed == "move" else {}))["participants"][0]
        assert tile["scenario"] == {"move": "sms-test", "reset": "card-test"}[deed]
        assert (tile["device_state"], tile["step"], tile["attempts"]) == ("ready", "login", 0)
        assert tile["seconds_in_state"] == 0 and not tile["stuck"] and tile["last_refusal"] is None
    with after(146):
        assert trainer.tile(pupil)["stuck"]


def test_what_a_page_tells_of_its_devices_is_shown_until_the_log_knows_better(trainer, pupil):
    pupil.login()
    trainer.tile(pupil)
    pupil.do("told", {"step": "submit", "state": "CHALLNG>"})
    assert (trainer.tile(pupil)["device_state"], trainer.tile(pupil)["step"]) == ("CHALLNG>", "submit")
    pupil.login()
    assert trainer.tile(pupil)["device_state"] == "challenge"


def test_a_pause_or_a_fault_takes_nothing_back_that_a_page_has_told(trainer, pupil):
    pupil.login()
    pupil.do("told", {"step": "submit", "state": "CHALLNG>"})
    for action, more in (("pause", {}), ("resume", {}), ("fault", {"fault": "response-expired"})):
        trainer.act(action, **more)
        assert (trainer.tile(pupil)["device_state"], trainer.tile(pupil)["step"]) == ("CHALLNG>", "submit"), action


def test_a_request_that_comes_late_is_no_code(db):
    trainer = open_class("push-test")
    pupil = join(trainer.code)
    trainer.act("fault", fault="no-coverage")
    pupil.login()
    trainer.act("fault", fault="no-coverage", on=False)
    assert pupil.messages()[-1]["state"] == "delivered"
    assert trainer.tile(pupil)["device_state"] == "waiting"


def test_a_raised_hand_is_shown_and_claimed_by_the_first_trainer(trainer, pupil):
    pupil.do("hand", {"up": True})
    assert trainer.tile(pupil)["hand"]
    trainer.act("claim", participants=[pupil.pid], by="Ana")
    trainer.act("claim", participants=[pupil.pid], by="Ben")
    tile = trainer.tile(pupil)
    assert (tile["hand"], tile["claimed_by"]) == (False, "Ana")


def test_a_hand_can_be_taken_down(trainer, pupil):
    pupil.do("hand", {"up": True})
    assert pupil.do("hand", {"up": False}).json()["hand"] is False
    assert not trainer.tile(pupil)["hand"]


def test_who_is_gone_for_half_a_minute_is_offline_until_they_ask_again(trainer, pupil):
    later = realtime.real_now() + timedelta(seconds=31)
    with realtime.reading(lambda: later):
        assert not trainer.tile(pupil)["online"]
        pupil.look()
        assert trainer.tile(pupil)["online"]


def test_people_stay_in_the_order_in_which_they_came(trainer):
    names = ["Zebra", "Apple", "Maple"]
    for each in names:
        join(trainer.code, nickname=each)
    assert [each["nickname"] for each in trainer.board()["participants"]] == names


def test_the_board_says_what_the_document_says_of_it(trainer, pupil):
    """It is written without the models of the document, which take long for 300 tiles."""
    pupil.login()
    for told in (trainer.board(), trainer.act("start"), trainer.act("end")):
        schemas.BoardOut.model_validate(told)
        assert told.keys() == schemas.BoardOut.model_fields.keys()
        assert told["participants"][0].keys() == schemas.TileOut.model_fields.keys()


@pytest.mark.parametrize("is_fresh", [True, False])
def test_queries_do_not_grow_with_the_class(trainer, is_fresh):
    def look(people):
        everybody.extend(join(trainer.code, nickname=f"Robin {len(everybody)}") for _ in range(people))
        for each in everybody:
            each.login()
        if is_fresh:
            board._memory.clear()
        with CaptureQueriesContext(
            connection,
        ) as made:
            trainer.board()
        return len(made)

    everybody: list = []
    assert look(2) == look(6)


def test_another_process_sees_the_same_from_the_log_alone(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.wrong(login))
    seen = trainer.tile(pupil)
    board._memory.clear()
    assert trainer.tile(pupil) | {"seconds_in_state": 0} == seen | {"seconds_in_state": 0}


def test_the_board_of_another_class_is_empty(trainer, pupil):
    assert open_class().board()["participants"] == []


def test_a_page_may_tell_before_any_device_shows_a_word(trainer, pupil):
    assert pupil.do("told", {"step": "pin"}).status_code == 200
    trainer.act("move", step="login")
    assert pupil.do("told", {"step": "login", "state": "PIN>"}).status_code == 200
    assert trainer.tile(pupil)["device_state"] == "PIN>"


def test_nobody_fills_the_log_by_waving(trainer, pupil):
    answers = [pupil.do("hand", {"up": bool(n % 2)}) for n in range(25)]
    assert answers[0].status_code == 200
    assert (answers[-1].status_code, answers[-1].json()["reason"]) == (429, "too-soon")
    assert len(trainer.events()) < 25
