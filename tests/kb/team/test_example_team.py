"""A team to try the workflow with."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from kb.models import AppDevice
from tests.kb.staff.codes import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def load(*arguments):
    out = StringIO()
    call_command("load_example_team", *arguments, stdout=out)
    return out.getvalue()


def test_each_signs_in_as_the_command_says(settings):
    settings.PUBLIC_URL = "http://localhost:8123"
    table, _blank, way = load().partition("\n\n")
    people = [line.split()[:2] for line in table.splitlines()]
    assert [name for name, _password in people] == ["editor-en", "editor-fr", "reviewer", "trainer"]
    address = re.search(r"Sign in at http://localhost:8123(\S+/)\.", way)[1]
    for username, password in people:
        client = Client()
        login = client.get(address).url
        set_up = client.post(login, {"username": username, "password": password}, follow=True)
        assert "<svg" in set_up.content.decode()
        device = AppDevice.objects.get(user__username=username)
        assert client.post(set_up.redirect_chain[-1][0], {"code": code_of(device)}).status_code == 302
        assert client.get(address).status_code == 200
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_public_site_gets_no_team_unless_it_is_meant(settings):
    settings.PUBLIC_URL = "https://help.example"
    with pytest.raises(CommandError, match="--yes"):
        load()
    assert not User.objects.exists()
    load("--yes")
    assert User.objects.count() == 4


def test_a_second_time_changes_nothing():
    load()
    before = list(User.objects.values_list("password", flat=True))
    with pytest.raises(CommandError, match="already"):
        load()
    assert list(User.objects.values_list("password", flat=True)) == before
