"""Who may do what, from the first migration on."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from kb.workflow import groups
from kb.workflow.people import may_archive, may_edit, may_publish

pytestmark = pytest.mark.django_db


def rights(person):
    return [ask(person, code) for ask in (may_edit, may_publish) for code in ("en", "fr")]


def test_editors_write_their_language_and_publish_nothing(anna, fabien):
    assert rights(anna) == [True, False, False, False]
    assert rights(fabien) == [False, True, False, False]


def test_reviewers_write_and_publish_both_and_may_archive(rita, anna):
    assert rights(rita) == [True, True, True, True]
    assert (may_archive(rita), may_archive(anna)) == (True, False)


def test_strangers_may_nothing():
    assert rights(None) == rights(AnonymousUser()) == [False] * 4


def test_migrating_again_leaves_a_group_as_its_administrator_made_it():
    group = Group.objects.get(name=groups.REVIEWERS)
    group.permissions.clear()
    groups.prepare()
    assert not group.permissions.exists()


def test_a_third_language_gets_its_rights_and_its_editors(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "German")]
    groups.prepare()
    names = Group.objects.get(name="Editors (German)").permissions.values_list("codename", flat=True)
    assert "edit_de" in names
    assert "publish_de" not in names
