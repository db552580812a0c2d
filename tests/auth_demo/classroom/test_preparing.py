"""What a trainer chooses before a class: platform, problems, pace; and plans that run again."""

import re

import pytest
from django.test import Client

from auth_demo.models import Classroom, Plan
from tests.auth_demo.classroom.conftest import join, open_class
from tests.auth_demo.classroom.test_desk import FORM, ana, user  # noqa: F401

PLAN = FORM | {"title": "New hires", "platform": "tws", "fault": ["card-locked", "late-sms"]}


def test_who_chooses_no_platform_gets_that_of_the_class(db):
    trainer = open_class("card-test", platform="tws")
    pupils = join(trainer.code), join(trainer.code, platform="client-portal")
    assert [trainer.tile(each)["platform"] for each in pupils] == ["tws", "client-portal"]


def test_the_problems_to_rehearse_are_told_with_the_board(ana):  # noqa: F811
    ana.post("/en/class/", PLAN)
    told = ana.get(f"/api/v1/classes/{Classroom.objects.get().pk}/board").json()
    assert told["faults"] == ["card-locked", "late-sms"]


@pytest.mark.parametrize("wrong", [{"platform": "abacus"}, {"fault": ["no-lunch"]}, {"language": "xx"}])
def test_what_there_is_not_is_refused_and_the_rest_is_kept(ana, wrong):  # noqa: F811
    answer = ana.post("/en/class/", PLAN | wrong)
    assert answer.status_code == 422 and b'value="New hires"' in answer.content
    assert not Classroom.objects.exists()


def test_i_will_talk_locks_everybody_at_the_step_of_the_trainer(db):
    trainer = open_class("card-test", "sms-test", pace="trainer")
    pupil = join(trainer.code)
    assert trainer.act("start")["locked"] and pupil.look().json()["step"] == "login"
    trainer.act("move", step="pin")
    assert (pupil.look().json()["locked"], pupil.look().json()["step"]) == (True, "pin")
    moved = trainer.act("move", scenario="sms-test")
    assert moved["locked"] and moved["step"]
    assert not trainer.act("unlock")["locked"]


def test_at_ones_own_pace_nobody_is_held(trainer, pupil):
    assert not trainer.act("start")["locked"] and not pupil.look().json()["locked"]


def test_a_saved_plan_runs_again_and_again(ana):  # noqa: F811
    ana.post("/en/class/plans/", PLAN)
    plan = Plan.objects.get()
    assert b"New hires" in ana.get("/fr/class/").content
    for _ in range(2):
        assert "/board/" in ana.post(f"/fr/class/plans/{plan.pk}/run/").url
    first, second = Classroom.objects.all()
    assert first.code != second.code and first.scenarios == second.scenarios == ["card-test", "sms-test"]
    assert (first.platform, first.faults, first.pace) == ("tws", ["card-locked", "late-sms"], "trainer")


def test_saving_under_the_same_name_replaces_the_plan(ana):  # noqa: F811
    ana.post("/en/class/plans/", PLAN)
    ana.post("/en/class/plans/", PLAN | {"scenario": ["sms-test"], "platform": ""})
    assert Plan.objects.get().scenarios == ["sms-test"]


def test_a_plan_without_a_name_is_refused(ana):  # noqa: F811
    assert ana.post("/en/class/plans/", PLAN | {"title": " "}).status_code == 422
    assert not Plan.objects.exists()


def test_a_plan_is_deleted(ana):  # noqa: F811
    ana.post("/en/class/plans/", PLAN)
    ana.post(f"/en/class/plans/{Plan.objects.get().pk}/delete/")
    assert not Plan.objects.exists()


def test_a_plan_whose_practice_is_gone_says_so(ana):  # noqa: F811
    ana.post("/en/class/plans/", PLAN)
    Plan.objects.update(scenarios=["abacus"], platform="")
    answer = ana.post(f"/en/class/plans/{Plan.objects.get().pk}/run/")
    assert answer.status_code == 422 and not Classroom.objects.exists()


@pytest.mark.parametrize("path", ["class/rehearse/", "class/plans/1/rehearse/"])
def test_one_press_opens_a_rehearsal(ana, path):  # noqa: F811
    ana.post("/en/class/plans/", PLAN)
    plan = Plan.objects.get()
    ana.post(f"/en/{path}".replace("/1/", f"/{plan.pk}/"), PLAN)
    told = ana.get(f"/api/v1/classes/{Classroom.objects.get().pk}/board").json()
    assert told["is_rehearsal"] and len(told["participants"]) == 30


PLACED = {"scenario": ["card-test", "sms-test", "push-test"], "order": ["sms-test", "card-test"]}


def sequence(answer) -> list[str]:
    """The practices in the order that the form shows."""
    return re.findall(r'name="order" value="([^"]+)"', answer.content.decode())


def test_practices_come_in_the_order_that_was_given_and_new_ones_last(ana):  # noqa: F811
    ana.post("/en/class/", FORM | PLACED)
    assert Classroom.objects.get().scenarios == ["sms-test", "card-test", "push-test"]


@pytest.mark.parametrize(
    ("move", "after"),
    [
        ({}, ["sms-test", "card-test", "push-test"]),
        ({"up": "push-test"}, ["sms-test", "push-test", "card-test"]),
        ({"down": "sms-test"}, ["card-test", "sms-test", "push-test"]),
        ({"up": "sms-test"}, ["sms-test", "card-test", "push-test"]),
        ({"down": "push-test"}, ["sms-test", "card-test", "push-test"]),
        ({"up": "abacus"}, ["sms-test", "card-test", "push-test"]),
    ],
)
def test_without_a_script_a_button_moves_a_practice_and_the_rest_of_the_form_stays(ana, move, after):  # noqa: F811
    answer = ana.post("/fr/class/order/", PLAN | PLACED | move)
    assert sequence(answer) == after and 'value="New hires"' in answer.content.decode()
    assert not Classroom.objects.exists()


def test_what_is_unticked_has_no_place(ana):  # noqa: F811
    answer = ana.post("/en/class/order/", FORM | {"scenario": ["card-test"], "order": ["sms-test", "card-test"]})
    assert sequence(answer) == ["card-test"]


def test_a_plan_keeps_the_order_and_can_be_changed(ana):  # noqa: F811
    ana.post("/en/class/plans/", PLAN | PLACED)
    plan = Plan.objects.get()
    assert plan.scenarios == ["sms-test", "card-test", "push-test"]
    form = ana.get(f"/en/class/?plan={plan.pk}")
    assert sequence(form) == plan.scenarios and 'value="New hires"' in form.content.decode()
    ana.post(f"/en/class/plans/{plan.pk}/run/")
    assert Classroom.objects.get().scenarios == plan.scenarios


@pytest.mark.parametrize("plan", ["0", "x", "9" * 30, "²"])
def test_a_plan_that_there_is_not_gives_an_empty_form(ana, plan):  # noqa: F811
    assert sequence(ana.get(f"/en/class/?plan={plan}")) == []


PATHS = [
    "",
    "order/",
    "rehearse/",
    "plans/",
    "plans/1/run/",
    "plans/1/rehearse/",
    "plans/1/delete/",
    "0/delete/",
    "0/again/",
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_it_is_for_anybody_else(db, path):
    answer = Client().post(f"/en/class/{path}", PLAN)
    assert answer.status_code == 302 and "/admin/login/" in answer.url
    assert not Plan.objects.exists() and not Classroom.objects.exists()
