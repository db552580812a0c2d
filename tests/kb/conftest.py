"""The cast of the editors' desk: who writes which language, who publishes."""

import pytest
from django.contrib.auth.models import Group, User

from kb.workflow import editions
from kb.workflow.groups import REVIEWERS, editors_of
from tests.factories import make_article


def member(username, *groups):
    user = User.objects.create_user(username, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def anna(db):
    return member("anna", editors_of("en"))


@pytest.fixture
def fabien(db):
    return member("fabien", editors_of("fr"))


@pytest.fixture
def rita(db):
    return member("rita", REVIEWERS)


@pytest.fixture
def article(db):
    return make_article(3422, history=True)


@pytest.fixture
def english(article):
    return editions.find(article, "en")


@pytest.fixture
def french(article):
    return editions.find(article, "fr")
