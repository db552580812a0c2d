"""Anonymous totals of classes, which editors see beside the article."""

import pytest
from django.test import Client
from django.utils import translation

from auth_demo.apps import practice
from auth_demo.classroom import opening, rehearsal
from auth_demo.models import Classroom, Tally
from auth_demo.scenarios import load
from kb import demos
from tests.auth_demo.classroom.conftest import Trainer, join, open_class
from tests.factories import make_article
from tests.kb.staff.codes import PASSWORD, signed_in


@pytest.fixture
def registered(monkeypatch) -> int:
    """The number of the article of a practice that the articles know."""
    demo = practice(load.get("card-test"))
    monkeypatch.setitem(demos._demos, demo.id, demo)
    return demo.article


def a_class(*, errs=1, right=1, scenario="card-test"):
    trainer = open_class(scenario)
    for number in range(max(errs, right)):
        pupil = join(trainer.code, nickname=f"Robin {number}")
        login = pupil.login()
        if number < errs:
            pupil.respond(login, pupil.wrong(login))
        if number < right:
            pupil.respond(login, pupil.compute(login))
    trainer.act("end")
    return trainer


def counted(scenario="card-test"):
    return {row.cause: (row.classes, row.people) for row in Tally.objects.filter(scenario=scenario)}


def test_each_class_that_ends_is_added_once(db):
    first = a_class(errs=2, right=3)
    assert counted()[""] == (1, 3)
    assert first.ask("end").status_code == 410
    a_class(errs=1, right=1)
    assert counted()[""] == (2, 4)
    [(cause, done)] = [pair for pair in counted().items() if pair[0]]
    assert cause and done == (2, 3)


def test_the_totals_stay_when_the_class_is_deleted_and_name_nobody(db):
    trainer = a_class()
    trainer.client.delete(f"/api/v1/classes/{trainer.id}", headers=trainer.headers())
    assert not Classroom.objects.exists() and counted()[""] == (1, 1)
    assert "Robin" not in str(list(Tally.objects.values()))


def test_neither_a_rehearsal_nor_an_empty_class_counts(db):
    setup = opening.Setup(("card-test",), language="en")
    for opened in (rehearsal.open_rehearsal(setup, people=2), opening.open_class(setup)):
        Trainer(Client(), opened).act("end")
    assert counted() == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_registry_tells_them_in_words_with_the_place_that_explains_them(db, registered, language):
    a_class()
    number = registered
    with translation.override(language):
        [told] = [each for each in demos.classes_of(number) if each.demo == "card-test"]
    assert (told.classes, told.people) == (1, 1)
    [mistake] = told.mistakes
    assert mistake.people == 1 and mistake.said and not mistake.said.startswith("board.")


def test_an_article_without_a_practice_has_none(db):
    assert demos.classes_of(999_999) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_editor_sees_them_beside_the_article(admin_user, registered, language):
    a_class()
    number = registered
    made = make_article(number)
    admin_user.set_password(PASSWORD)
    admin_user.save()
    client, _codes = signed_in(admin_user)
    page = client.get(f"/{language}/admin/kb/article/{made.pk}/change/").content.decode()
    assert "panel-classes" in page
    assert {"en": "1 class has practiced", "fr": "1 classe"}[language] in page
