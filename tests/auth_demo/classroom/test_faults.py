"""Faults that a trainer causes, for everybody or for some, and takes away again."""

import pytest

from tests.auth_demo.classroom.conftest import join, open_class


def test_a_fault_is_felt_by_those_meant_until_it_is_removed(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    trainer.act("fault", fault="card-locked", participants=[pupil.pid])
    answer = pupil.post(f"/sandboxes/{pupil.id}/logins")
    assert answer.json()["reason"] == "locked"
    assert (trainer.tile(pupil)["faults"], trainer.tile(other)["faults"]) == (["card-locked"], [])
    assert other.post(f"/sandboxes/{other.id}/logins").status_code == 201
    trainer.act("fault", fault="card-locked", on=False)
    assert trainer.tile(pupil)["faults"] == []
    assert pupil.post(f"/sandboxes/{pupil.id}/logins").status_code == 201


def opened(pupil):
    """Somebody who opens the practice that the class is at."""
    pupil.sandbox = pupil.do("sandbox").json()["sandbox"]
    return pupil


def test_who_opens_a_practice_later_feels_what_is_on_until_it_is_removed(trainer, pupil):
    trainer.act("fault", fault="card-locked")
    late = join(trainer.code, nickname="Late")
    trainer.act("reset")
    assert trainer.tile(pupil)["faults"] == ["card-locked"], "it can be seen, and switched off, before"
    for each in (opened(late), opened(pupil)):
        assert each.post(f"/sandboxes/{each.id}/logins").json()["reason"] == "locked"
        assert trainer.tile(each)["faults"] == ["card-locked"]
    trainer.act("reset")
    trainer.act("fault", fault="card-locked", on=False)
    for each in (join(trainer.code, nickname="Later"), opened(pupil)):
        assert trainer.tile(each)["faults"] == [] and each.login()


def test_only_those_meant_feel_it_in_a_practice_that_they_open_later(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    trainer.act("fault", fault="card-locked", participants=[pupil.pid])
    trainer.act("reset")
    assert [trainer.tile(opened(each))["faults"] for each in (pupil, other)] == [["card-locked"], []]
    assert trainer.tile(join(trainer.code, nickname="Late"))["faults"] == []


def test_a_fault_is_that_of_the_practice_that_is_on_though_nobody_has_opened_it(db):
    trainer = open_class("card-test", "sms-test")
    pupil = join(trainer.code)
    trainer.act("move", scenario="sms-test")
    assert trainer.ask("fault", fault="card-locked").status_code == 422
    trainer.act("fault", fault="late-sms")
    assert trainer.tile(opened(pupil))["faults"] == ["late-sms"]
    trainer.act("fault", fault="late-sms", on=False)
    assert trainer.tile(pupil)["faults"] == []


def test_a_fault_that_passes_is_felt_once_whatever_is_opened_later(trainer, pupil):
    trainer.act("reset")
    trainer.act("fault", fault="response-expired")
    login = opened(pupil).login()
    assert pupil.respond(login, pupil.compute(login)).json()["reason"] == "expired"
    trainer.act("reset")
    assert trainer.tile(opened(pupil))["faults"] == []


def test_a_fault_that_passes_waits_for_the_practice_that_a_page_opens_with_the_first_login(trainer, pupil):
    trainer.act("fault", fault="response-expired")
    assert trainer.tile(opened(pupil))["faults"] == ["response-expired"]
    login = pupil.login()
    assert pupil.respond(login, pupil.compute(login)).json()["reason"] == "expired"
    assert trainer.tile(opened(pupil))["faults"] == []


def test_an_expired_response_is_refused_once_and_the_next_login_works(trainer, pupil):
    login = pupil.login()
    trainer.act("fault", fault="response-expired")
    refused = pupil.respond(login, pupil.compute(login))
    assert (refused.status_code, refused.json()["reason"]) == (410, "expired")
    again = pupil.login()
    assert pupil.respond(again, pupil.compute(again)).status_code == 200


def test_with_the_wrong_device_selected_the_login_asks_for_another_one_once(db):
    trainer = open_class("several-test")
    pupil = join(trainer.code)
    first = pupil.login()["method"]
    trainer.act("fault", fault="wrong-device")
    assert pupil.login(method=first)["method"] != first
    assert pupil.login(method=first)["method"] == first


def test_a_text_message_comes_late(db):
    trainer = open_class("sms-test")
    pupil = join(trainer.code)
    trainer.act("fault", fault="late-sms")
    login = pupil.login()
    assert pupil.messages()[-1]["state"] != "arrived"
    pupil.forward(91)
    assert pupil.respond(login, pupil.code_of(login)).status_code == 200


def test_the_learner_cannot_switch_off_what_the_practice_does_not_offer(db):
    trainer = open_class("sms-test")
    pupil = join(trainer.code)
    offered = pupil.state()["faults"]
    trainer.act("fault", fault="response-expired")
    assert pupil.state()["faults"].keys() == offered.keys()
    answer = pupil.post(f"/sandboxes/{pupil.id}/faults", {"response-expired": False})
    assert answer.status_code == 422
    assert trainer.tile(pupil)["faults"] == ["response-expired"]


def test_switching_another_fault_keeps_those_of_the_trainer(trainer, pupil):
    trainer.act("fault", fault="response-expired")
    pupil.post(f"/sandboxes/{pupil.id}/faults", {"card-locked": True})
    pupil.post(f"/sandboxes/{pupil.id}/faults", {"card-locked": False})
    assert trainer.tile(pupil)["faults"] == ["response-expired"]


@pytest.mark.parametrize("fault", ["late-sms", "no-push", "wrong-device"])
def test_what_nobody_here_could_feel_is_refused_with_what_could_be(trainer, pupil, fault):
    answer = trainer.ask("fault", fault=fault)
    assert answer.status_code == 422 and "card-locked" in answer.json()["detail"]


def test_the_board_tells_who_found_the_way_round(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    trainer.act("fault", fault="response-expired")
    for each in (pupil, other):
        login = each.login()
        each.respond(login, each.compute(login))
    again = pupil.login()
    pupil.respond(again, pupil.compute(again))
    assert trainer.get("debrief").json()["around"] == {"response-expired": 1}


def test_who_logs_in_once_a_fault_is_taken_away_found_no_way_round_it(db):
    trainer = open_class("sms-test")
    pupil, other = join(trainer.code), join(trainer.code, nickname="Comet")
    trainer.act("fault", fault="late-sms")
    waited = pupil.login()
    pupil.forward(91)
    pupil.respond(waited, pupil.code_of(waited))
    trainer.act("fault", fault="late-sms", on=False)
    login = other.login()
    other.respond(login, other.code_of(login))
    assert (trainer.tile(pupil)["found"], trainer.tile(other)["found"]) == (["late-sms"], [])
    assert trainer.get("debrief").json()["not_yet"] == {"late-sms": ["Comet"]}


def test_who_was_through_before_a_fault_has_not_met_it_until_the_next_login(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    trainer.act("fault", fault="response-expired")
    assert trainer.get("debrief").json()["not_yet"] == {}
    pupil.login()
    assert trainer.get("debrief").json()["not_yet"] == {"response-expired": ["Robin"]}


def test_a_card_that_its_owner_had_restored_is_a_way_round_the_lock(trainer, pupil):
    trainer.act("fault", fault="card-locked")
    card = pupil.state()["devices"][0]["id"]
    assert pupil.post(f"/sandboxes/{pupil.id}/devices/{card}/restore").status_code == 200
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    assert trainer.tile(pupil)["found"] == ["card-locked"]


def test_when_the_class_ends_what_the_trainer_broke_works_again_and_what_the_learner_broke_does_not(db):
    trainer = open_class("sms-test")
    pupil, other = join(trainer.code), join(trainer.code, nickname="Comet")
    own = next(iter(pupil.state()["faults"]))
    pupil.post(f"/sandboxes/{pupil.id}/faults", {own: True})
    trainer.act("fault", fault="blocked-sms" if own != "blocked-sms" else "late-sms")
    trainer.act("fault", fault="response-expired", participants=[other.pid])
    trainer.act("end")
    assert (trainer.tile(pupil)["faults"], trainer.tile(other)["faults"]) == ([own], [])


def test_a_card_that_the_trainer_locked_is_good_again_when_the_class_ends(trainer, pupil):
    trainer.act("fault", fault="card-locked")
    trainer.act("end")
    login = pupil.login()
    assert pupil.respond(login, pupil.compute(login)).status_code == 200


def test_in_a_class_that_has_ended_nobody_asks_for_help_or_is_stuck(trainer, pupil, monkeypatch):
    monkeypatch.setattr("auth_demo.classroom.board.STUCK_SECONDS", 0)
    trainer.act("start")
    pupil.do("hand", {"up": True})
    assert (trainer.tile(pupil)["hand"], trainer.tile(pupil)["stuck"]) == (True, True)
    trainer.act("end")
    assert (trainer.tile(pupil)["hand"], trainer.tile(pupil)["stuck"]) == (False, False)
