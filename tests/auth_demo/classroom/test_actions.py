"""What a trainer does to a class, and who hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from auth_demo.classroom import control, opening, results
from auth_demo.models import Classroom, Sandbox
from auth_demo.verifier import expiry, realtime
from tests.auth_demo.classroom.conftest import ask_to_join, join, open_class


@pytest.fixture
def other(trainer, pupil):
    return join(trainer.code, nickname="Comet")


def test_a_start_is_heard_by_everybody(trainer, pupil, other):
    assert trainer.act("start")["state"] == "running"
    assert pupil.look().json()["state"] == "running"
    assert pupil.types()[-1] == other.types()[-1] == "class.started"


def test_a_pause_stops_every_clock_and_says_why(trainer, pupil, other):
    trainer.act("start")
    trainer.act("pause")
    assert trainer.board()["state"] == "paused"
    before = pupil.state()["now"]
    later = realtime.real_now() + timedelta(minutes=10)
    with realtime.reading(lambda: later):
        assert pupil.state()["now"] == before == pupil.state()["clock"]["now"]
    assert pupil.state()["clock"]["rate"] == 0
    refused = pupil.forward(60)
    assert refused.json()["reason"] == "not-yet" and "trainer" in refused.json()["detail"]


def test_a_challenge_does_not_expire_in_a_pause(trainer, pupil):
    trainer.act("start")
    login = pupil.login()
    trainer.act("pause")
    later = realtime.real_now() + timedelta(hours=1)
    with realtime.reading(lambda: later):
        trainer.act("resume")
        assert pupil.respond(login, pupil.compute(login)).json()["state"] == "accepted"


def test_a_clock_goes_on_at_the_speed_that_it_had(trainer, pupil):
    pupil.post(f"/sandboxes/{pupil.id}/clock", {"rate": 0.1})
    trainer.act("pause")
    trainer.act("resume")
    assert pupil.state()["clock"]["rate"] == 0.1


def test_who_joins_in_a_pause_waits_with_the_others(trainer):
    trainer.act("pause")
    late = join(trainer.code, nickname="Late")
    assert late.participant["state"] == "paused" and late.state()["clock"]["rate"] == 0


def test_one_participant_can_be_paused_alone(trainer, pupil, other):
    trainer.act("start")
    trainer.act("pause", participants=[pupil.pid])
    assert (pupil.state()["clock"]["rate"], other.state()["clock"]["rate"]) == (0, 1)
    assert "class.paused" in pupil.types() and "class.paused" not in other.types()


def test_everybody_or_one_is_moved_to_a_step(trainer, pupil, other):
    trainer.act("move", step="pin", participants=[pupil.pid])
    assert trainer.tile(pupil)["step"] == "pin" and trainer.tile(other)["step"] == "login"
    assert trainer.act("move", step="submit")["step"] == "submit"
    moved = [each["data"]["step"] for each in other.heard() if each["type"] == "class.moved"]
    assert moved == ["submit"]
    opened = pupil.do("sandbox", {}).json()
    assert opened["sandbox"]["step"] == "submit" and opened["sandbox"]["login"]


def test_the_class_goes_on_to_the_next_practice(db):
    trainer = open_class("card-test", "sms-test")
    pupil = join(trainer.code)
    trainer.act("move", scenario="sms-test")
    seen = pupil.look().json()
    assert (seen["scenario"], seen["sandbox"]) == ("sms-test", None)
    opened = pupil.do("sandbox", {}).json()["sandbox"]
    assert opened["devices"][0]["kind"] == "sms"
    assert trainer.tile(pupil)["scenario"] == "sms-test"
    assert pupil.look().json()["sandbox"]["id"] == opened["id"]


def test_a_step_and_a_practice_that_there_is_not_are_refused_with_those_that_there_are(trainer, pupil):
    for wanted, known in (({"step": "nowhere"}, "submit"), ({"scenario": "sms-test"}, "card-test")):
        answer = trainer.ask("move", **wanted)
        assert answer.status_code == 422 and known in answer.json()["detail"]


def test_a_lock_names_the_step(trainer, pupil):
    trainer.act("lock", step="pin")
    assert pupil.look().json()["locked"] is True
    assert pupil.heard()[-1]["data"]["step"] == "pin"
    assert trainer.act("unlock")["locked"] is False


def test_a_lock_without_a_step_is_where_most_people_are(trainer, pupil, other):
    third = join(trainer.code, nickname="Maple")
    for each in (other, third):
        each.login()
    assert trainer.tile(pupil)["step"] == "login"
    assert trainer.act("lock")["step"] == trainer.tile(other)["step"] == "pin"


@pytest.mark.parametrize(("first", "then", "stands"), [("pause", "resume", False), ("start", "pause", True)])
def test_what_is_taken_back_has_the_clock_of_the_class_as_it_is_now(trainer, pupil, first, then, stands):
    trainer.act(first)
    trainer.act("reset")
    trainer.act(then)
    trainer.act("undo")
    assert Sandbox.objects.get(pk=pupil.id).paused is stands


def test_who_is_removed_in_a_pause_goes_on_alone(trainer, pupil):
    trainer.act("pause")
    trainer.act("remove", participants=[pupil.pid])
    assert pupil.forward(5).status_code == 200 and not Sandbox.objects.get(pk=pupil.id).paused


def test_a_reset_begins_again_and_can_be_undone_for_ten_seconds(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.wrong(login))
    trainer.act("reset", participants=[pupil.pid])
    assert pupil.look().json()["sandbox"] is None
    assert trainer.tile(pupil)["attempts"] == 0
    again = pupil.do("sandbox", {}).json()["sandbox"]
    assert again["id"] != pupil.id
    trainer.act("undo", participants=[pupil.pid])
    assert pupil.look().json()["sandbox"]["id"] == pupil.id
    assert trainer.tile(pupil)["attempts"] == 1


def test_a_reset_of_long_ago_is_not_undone(trainer, pupil):
    trainer.act("reset")
    later = realtime.real_now() + timedelta(seconds=16)
    with realtime.reading(lambda: later):
        assert trainer.ask("undo").json()["reason"] == "not-yet"


def test_every_trainer_is_offered_the_undoing_of_a_reset_for_ten_seconds(trainer, pupil, other):
    assert trainer.board()["undo"] is None
    co_trainer = replace(
        trainer, opened=replace(trainer.opened, token=opening.make_key(trainer.opened.classroom, "Ben"))
    )
    trainer.act("reset", participants=[pupil.pid])
    offered = co_trainer.board()["undo"]
    assert offered["participants"] == [pupil.pid] and 9 < offered["seconds"] <= 10
    assert co_trainer.act("undo", participants=offered["participants"])["undo"] is None
    assert pupil.look().json()["sandbox"]["id"] == pupil.id and trainer.board()["undo"] is None
    trainer.act("reset")
    assert co_trainer.board()["undo"]["participants"] is None
    later = realtime.real_now() + timedelta(seconds=10)
    with realtime.reading(lambda: later):
        assert co_trainer.board()["undo"] is None


def test_what_is_offered_to_be_undone_is_the_last_reset_that_stands(trainer, pupil, other):
    for each in (pupil, other):
        trainer.act("reset", participants=[each.pid])
    assert trainer.board()["undo"]["participants"] == [other.pid]
    assert trainer.act("undo", participants=[other.pid])["undo"]["participants"] == [pupil.pid]
    assert pupil.look().json()["sandbox"] is None and other.look().json()["sandbox"]
    assert trainer.act("undo")["undo"] is None
    trainer.act("reset")
    trainer.act("end")
    assert trainer.board()["undo"] is None


def test_hints_and_show_me_reach_those_meant(trainer, pupil, other):
    trainer.act("hint", participants=[pupil.pid])
    trainer.act("show", participants=[pupil.pid])
    assert pupil.types()[-2:] == ["class.hint", "class.show"]
    assert "class.hint" not in other.types()


def test_a_screen_is_shown_to_all_without_a_name(trainer, pupil, other):
    pupil.do("told", {"step": "pin", "state": "PIN>"})
    trainer.act("screen", participants=[pupil.pid])
    shown = other.heard()[-1]
    assert shown["type"] == "class.screen" and shown["data"]["screen"]["told"]["state"] == "PIN>"
    assert "Robin" not in str(shown) and pupil.pid not in str(shown)
    trainer.act("screen")
    assert other.heard()[-1]["data"]["screen"] is None


def test_a_participant_is_renamed_and_removed(trainer, pupil, other):
    trainer.act("rename", participants=[pupil.pid], nickname="Comet")
    assert pupil.look().json()["nickname"] == "Comet-2"
    trainer.act("remove", participants=[pupil.pid])
    assert pupil.look().json()["reason"] == "gone"
    assert [each["id"] for each in trainer.board()["participants"]] == [other.pid]
    assert pupil.state()["id"] == pupil.id  # alone, the practice goes on


def test_nobody_hears_what_concerns_others_or_the_trainer_alone(trainer, pupil, other):
    trainer.act("rename", participants=[pupil.pid], nickname="Secret")
    other.do("hand", {"up": True})
    assert "Secret" not in str(other.heard()) and "hand.raised" not in pupil.types()
    assert {"participant.joined", "participant.renamed", "hand.raised"} <= {each["type"] for each in trainer.events()}


def test_an_ended_class_takes_no_action_and_keeps_its_sandboxes_a_day(trainer, pupil):
    now = realtime.real_now()
    assert trainer.act("end")["state"] == "ended"
    assert pupil.look().json()["state"] == "ended"
    assert trainer.ask("start").json()["reason"] == "ended"
    left = Sandbox.objects.get(pk=pupil.id).expires_at - now
    assert timedelta(hours=23, minutes=59) < left < timedelta(hours=24, minutes=1)


def test_sandboxes_of_a_class_outlast_it_though_it_is_long(trainer, pupil):
    later = realtime.real_now() + timedelta(hours=35)
    with realtime.reading(lambda: later):
        expiry.purge()
        assert pupil.state()["id"] == pupil.id


def test_a_class_ends_by_itself_after_twelve_hours(trainer, pupil):
    later = realtime.real_now() + timedelta(hours=12, seconds=1)
    with realtime.reading(lambda: later):
        assert ask_to_join(trainer.code).json()["reason"] == "ended"
        assert control.end_overdue() == 1
        assert trainer.board()["state"] == "ended"
        assert control.end_overdue() == 0


def test_counts_stay_when_the_sandboxes_are_gone_and_go_after_thirty_days(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    trainer.act("end")
    classroom = Classroom.objects.get(pk=trainer.id)
    now = realtime.real_now()
    with realtime.reading(lambda: now + timedelta(hours=25)):
        expiry.purge()
        assert not Sandbox.objects.filter(pk=pupil.id).exists()
        [result] = results.of_class(classroom)
        assert result.finished and result.attempts == 1
        assert results.purge() == 0
    with realtime.reading(lambda: now + timedelta(days=31)):
        assert results.purge() == 1
        assert not Classroom.objects.exists()


def test_the_code_of_an_ended_class_may_be_drawn_again(trainer, monkeypatch):
    trainer.act("end")
    monkeypatch.setattr(opening.names, "draw_code", lambda: trainer.code)
    assert open_class().code == trainer.code
    assert ask_to_join(trainer.code).status_code == 201


def test_two_open_classes_never_share_a_code(trainer, monkeypatch):
    drawn = iter([trainer.code, trainer.code, "AAAAAA"])
    monkeypatch.setattr(opening.names, "draw_code", lambda: next(drawn))
    assert open_class().code == "AAAAAA"


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("dance", {}),
        ("rename", {}),
        ("rename", {"nickname": "Merde"}),
        ("remove", {}),
        ("claim", {}),
        ("fault", {"fault": "earthquake"}),
        ("fault", {}),
    ],
)
def test_an_action_that_lacks_something_is_refused_in_both_languages(trainer, pupil, action, more):
    answer = trainer.ask(action, **more)
    assert answer.status_code == 422, answer.content
    assert answer.json()["texts"]["en"] != answer.json()["texts"]["fr"]


def test_who_is_not_in_the_class_cannot_be_meant(trainer, pupil):
    stranger = join(open_class().code)
    assert trainer.ask("hint", participants=[stranger.pid]).status_code == 404


@pytest.mark.parametrize(
    ("action", "more"),
    [("start", {}), ("pause", {}), ("lock", {"step": "pin"}), ("move", {"scenario": "sms-test"}), ("end", {})],
)
def test_what_is_heard_says_how_the_class_is_now_so_that_nobody_has_to_ask(db, action, more):
    trainer = open_class("card-test", "sms-test")
    pupil = join(trainer.code)
    trainer.act(action, **more)
    asked = pupil.look().json()
    assert pupil.heard()[-1]["data"]["now"] == {name: asked[name] for name in ("state", "step", "locked", "scenario")}
