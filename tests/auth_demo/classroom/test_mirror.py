"""A trainer looks at somebody's devices, and shows them to everybody without a name."""

from tests.auth_demo.classroom.conftest import join, open_class

PICTURE = {"picture": '{"t":"div","c":["CHALLNG>"]}', "said": ["Card: CHALLNG>"]}


def look(trainer, pupil):
    return trainer.get(f"participants/{pupil.pid}/devices")


def screen(pupil):
    answer = pupil.client.get(f"/api/v1/participants/{pupil.pid}/screen", headers=pupil.own())
    assert answer.status_code == 200, answer.content
    return answer.json()["devices"]


def test_a_page_is_asked_for_a_picture_and_nobody_else_hears_of_it(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    trainer.act("watch", participants=[pupil.pid])
    assert pupil.types()[-1] == "class.watched" and "class.watched" not in other.types()


def test_the_trainer_sees_the_devices_as_they_came_last(trainer, pupil):
    assert look(trainer, pupil).json() == {"devices": None}
    assert pupil.do("devices", PICTURE).status_code == 204
    pupil.do("devices", PICTURE | {"said": ["Card: off"]})
    devices = look(trainer, pupil).json()["devices"]
    assert (devices["picture"], devices["said"]) == (PICTURE["picture"], ["Card: off"])
    assert devices["scenario"] == "card-test"


def test_another_walk_begins_without_a_picture(trainer, pupil):
    pupil.do("devices", PICTURE)
    trainer.act("reset")
    pupil.do("sandbox")
    assert look(trainer, pupil).json() == {"devices": None}


def test_nobody_else_sees_them(trainer, pupil):
    other, stranger = join(trainer.code, nickname="Comet"), open_class()
    pupil.do("devices", PICTURE)
    assert look(stranger, pupil).status_code == 404
    path = f"/api/v1/classes/{trainer.id}/participants/{pupil.pid}/devices"
    assert other.client.get(path, headers=other.own()).status_code == 401
    answer = other.client.post(
        f"/api/v1/participants/{pupil.pid}/devices", PICTURE, "application/json", headers=other.own()
    )
    assert answer.status_code == 401


def test_everybody_sees_what_is_shown_and_not_whose_it_is(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    pupil.do("devices", PICTURE)
    assert screen(other) is None
    assert trainer.act("screen", participants=[pupil.pid])["screen"] == pupil.pid
    shown = screen(other)
    assert shown["picture"] == PICTURE["picture"]
    assert pupil.pid not in str(shown) and "Robin" not in str(shown) and pupil.pid not in str(other.heard())
    trainer.act("screen")
    assert screen(other) is None and trainer.board()["screen"] is None


def test_what_changes_on_the_shown_screen_is_told_to_all(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    pupil.do("devices", PICTURE)
    assert "class.screen-changed" not in other.types()
    trainer.act("screen", participants=[pupil.pid])
    assert pupil.types()[-2:] == ["class.watched", "class.screen"]
    pupil.do("devices", PICTURE)
    assert (other.heard()[-1]["type"], list(other.heard()[-1]["data"])) == ("class.screen-changed", ["now"])


def test_a_screen_of_somebody_removed_is_shown_no_longer(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    pupil.do("devices", PICTURE)
    trainer.act("screen", participants=[pupil.pid])
    trainer.act("remove", participants=[pupil.pid])
    assert screen(other) is None


def test_a_picture_is_bounded(trainer, pupil):
    assert pupil.do("devices", PICTURE | {"picture": "x" * 60_001}).status_code == 422
    assert pupil.do("devices", PICTURE | {"said": ["x"] * 21}).status_code == 422
    answers = {pupil.do("devices", PICTURE).status_code for _ in range(121)}
    assert answers == {204, 429}
