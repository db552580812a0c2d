"""manage.py open_class: one line of JSON that other programs read."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.auth_demo.classroom.conftest import ask_to_join


def opened(*args):
    out = StringIO()
    call_command("open_class", *args, stdout=out)
    [line] = out.getvalue().splitlines()
    return json.loads(line)


def test_it_prints_what_a_trainer_and_the_participants_need(db, settings):
    told = opened("--scenario", "card-test", "--scenario", "sms-test", "--language", "fr", "--pace", "trainer")
    assert set(told) == {"id", "code", "token", "join_url", "board_url"}
    assert told["join_url"] == f"{settings.PUBLIC_URL}/join/?code={told['code']}"
    assert told["board_url"].startswith(f"{settings.PUBLIC_URL}/fr/")
    joined = ask_to_join(told["code"]).json()
    assert (joined["scenarios"], joined["pace"]) == (["card-test", "sms-test"], "trainer")
    seen = Client().get(f"/api/v1/classes/{told['id']}/board", headers={"Authorization": f"Bearer {told['token']}"})
    assert seen.json()["mode"] == "guided"


@pytest.mark.parametrize("args", [(), ("--scenario", "nowhere"), ("--scenario", "card-test", "--language", "xx")])
def test_what_there_is_not_is_refused_with_what_there_is(db, args):
    with pytest.raises(CommandError, match=r"scenario|card-test|language"):
        opened(*args)
