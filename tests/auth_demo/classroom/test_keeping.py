"""How long a class is kept, a participant's own results page, and deleting everything at once."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from auth_demo.classroom import results
from auth_demo.models import Classroom, Participant, Run, Sandbox
from auth_demo.verifier import realtime
from auth_demo.web import class_addresses
from tests.auth_demo.classroom.conftest import join, open_class
from tests.auth_demo.classroom.test_desk import ana  # noqa: F401


def path_of(pupil, language="en"):
    return class_addresses.results(pupil.pid, language).partition("//")[2].partition("/")[2]


def test_the_board_says_until_when_what_is_kept(trainer):
    told = trainer.board()
    ends = datetime.fromisoformat(told["ends_at"])
    assert datetime.fromisoformat(told["results_until"]) == ends + timedelta(days=30)
    over = trainer.act("end")
    ended = datetime.fromisoformat(over["ended_at"])
    assert datetime.fromisoformat(over["practices_until"]) == ended + timedelta(hours=24) < ends + timedelta(hours=24)


@pytest.mark.parametrize(("language", "words"), [("en", "finished"), ("fr", "termin")])
def test_a_participant_keeps_a_link_to_their_own_results(trainer, pupil, language, words):
    login = pupil.login()
    pupil.respond(login, pupil.wrong(login))
    pupil.respond(login, pupil.compute(login))
    trainer.act("end")
    page = Client().get(f"/{path_of(pupil, language)}")
    text = page.content.decode()
    assert "Robin" in text and words in text and "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"] and not page.cookies
    assert pupil.look().json()["results_url"] == class_addresses.results(pupil.pid, "en")


def test_the_results_stay_when_the_practices_are_gone(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    trainer.act("end")
    Sandbox.objects.all().delete()
    assert b"finished" in Client().get(f"/{path_of(pupil)}").content


def test_a_link_that_was_made_up_leads_nowhere(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    signature = path_of(other).rstrip("/").rpartition(".")[2]
    for key in (pupil.pid, f"{pupil.pid}.", f"{pupil.pid}.{signature}"):
        assert Client().get(f"/en/class/results/{key}/").status_code == 404


def test_who_was_removed_has_no_results(trainer, pupil):
    trainer.act("remove", participants=[pupil.pid])
    assert Client().get(f"/{path_of(pupil)}").status_code == 404


def test_everything_is_deleted_at_once_when_the_trainer_says_so(trainer, pupil):
    kept = open_class()
    other = join(kept.code)
    trainer.act("end")
    answer = trainer.client.delete(f"/api/v1/classes/{trainer.id}", headers=trainer.headers())
    assert answer.status_code == 204
    assert list(Classroom.objects.all()) == [kept.opened.classroom]
    assert list(Participant.objects.values_list("pk", flat=True)) == [other.pid]
    assert list(Sandbox.objects.values_list("pk", flat=True)) == [Run.objects.get().sandbox_id]
    assert trainer.get("board").status_code == 401 and Client().get(f"/{path_of(pupil)}").status_code == 404


def test_a_class_that_runs_cannot_be_deleted_by_mistake(trainer, pupil, ana):  # noqa: F811
    answer = trainer.client.delete(f"/api/v1/classes/{trainer.id}", headers=trainer.headers())
    assert (answer.status_code, answer.json()["reason"]) == (409, "not-yet")
    assert ana.post(f"/en/class/{trainer.id}/delete/").status_code == 404
    assert Classroom.objects.exists()


def test_no_participant_deletes_a_class(trainer, pupil):
    trainer.act("end")
    assert pupil.client.delete(f"/api/v1/classes/{trainer.id}", headers=pupil.own()).status_code == 401


def test_the_desk_deletes_it_too(ana, trainer, pupil):  # noqa: F811
    trainer.act("end")
    ana.post(f"/en/class/{trainer.id}/delete/")
    assert not Classroom.objects.exists() and not Participant.objects.exists()


def test_a_result_counted_before_this_version_is_still_read(trainer, pupil):
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    trainer.act("end")
    Sandbox.objects.all().delete()
    run = Run.objects.get()
    del run.result["around"]
    run.save()
    [result] = results.of_class(Classroom.objects.get())
    assert result.around == () and result.finished


def test_the_results_of_a_running_class_are_those_so_far(trainer, pupil):
    later = realtime.real_now() + timedelta(minutes=1)
    with realtime.reading(lambda: later):
        assert b"so far" in Client().get(f"/{path_of(pupil)}").content


def test_the_debrief_names_who_found_no_way_round(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    trainer.act("fault", fault="response-expired")
    for each in (pupil, other):
        login = each.login()
        each.respond(login, each.compute(login))
    again = pupil.login()
    pupil.respond(again, pupil.compute(again))
    told = trainer.get("debrief").json()
    assert (told["around"], told["not_yet"]) == ({"response-expired": 1}, {"response-expired": ["Comet"]})
    assert trainer.tile(pupil)["found"] == ["response-expired"] and trainer.tile(other)["found"] == []
