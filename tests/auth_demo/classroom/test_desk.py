"""The trainers' desk: a page of the site, for trainers who are signed in with the second factor."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from auth_demo.models import Classroom
from auth_demo.verifier import realtime
from kb.base.roles import TRAINERS
from tests.auth_demo.classroom.conftest import join, open_class
from tests.kb.staff.codes import PASSWORD, password_given, signed_in

FORM = {"scenario": ["card-test", "sms-test"], "language": "fr", "mode": "guided", "pace": "trainer"}


def user(name, *groups):
    made = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    made.groups.set(Group.objects.get_or_create(name=each)[0] for each in groups)
    return made


@pytest.fixture
def ana(db):
    """A client of a trainer."""
    return signed_in(user("ana", TRAINERS))[0]


def test_a_class_is_opened_and_its_board_can_be_used_at_once(ana):
    answer = ana.post("/en/class/", FORM)
    classroom = Classroom.objects.get()
    assert answer.url == f"/en/class/{classroom.pk}/board/"
    assert (classroom.scenarios, classroom.language, classroom.pace) == (["card-test", "sms-test"], "fr", "trainer")
    assert ana.get(f"/api/v1/classes/{classroom.pk}/board").json()["code"] == classroom.code


def test_a_co_trainer_takes_it_up_under_their_own_name(ana):
    ana.post("/en/class/", FORM)
    classroom = Classroom.objects.get()
    ben, _codes = signed_in(user("ben", TRAINERS))
    assert ben.post(f"/fr/class/{classroom.pk}/again/").url == f"/fr/class/{classroom.pk}/board/"
    pupil = join(classroom.code)
    body = f'{{"action": "claim", "participants": ["{pupil.pid}"]}}'
    site = {"Sec-Fetch-Site": "same-origin"}
    ben.post(f"/api/v1/classes/{classroom.pk}/actions", body, "application/json", headers=site)
    [tile] = ana.get(f"/api/v1/classes/{classroom.pk}/board").json()["participants"]
    assert tile["claimed_by"] == "ben"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_ticked_is_told_and_the_rest_is_kept(ana, language):
    answer = ana.post(f"/{language}/class/", FORM | {"scenario": []})
    assert answer.status_code == 422 and b'role="alert"' in answer.content
    assert not Classroom.objects.exists()


def test_who_is_no_trainer_gets_a_page_and_who_is_not_signed_in_the_sign_in(db, client):
    assert client.get("/en/class/").url.startswith("/en/admin/login/")
    assert signed_in(user("eve", "Reviewers"))[0].get("/en/class/").status_code == 403
    assert client.post("/en/class/", FORM).status_code == 302 and not Classroom.objects.exists()


def test_without_the_second_factor_nobody_is_a_trainer(db):
    assert password_given(user("ana", TRAINERS)).get("/en/class/").status_code == 302


def test_purge_ends_classes_and_deletes_old_ones(db):
    opened, out, now = open_class(), StringIO(), realtime.real_now()
    with realtime.reading(lambda: now + timedelta(hours=13)):
        call_command("purge", stdout=out)
        assert Classroom.objects.get(pk=opened.id).state == "ended" and "classes" not in out.getvalue()
    with realtime.reading(lambda: now + timedelta(days=32)):
        call_command("purge", stdout=out)
    assert not Classroom.objects.exists() and "1 classes" in out.getvalue()
