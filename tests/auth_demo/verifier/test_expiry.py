"""What is gone after a day is gone altogether."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from auth_demo.models import Challenge, Device, Event, Login, Sandbox
from auth_demo.models.event import AppendOnly
from auth_demo.verifier import realtime

ALL = (Sandbox, Device, Login, Challenge, Event)


def purge() -> str:
    out = StringIO()
    call_command("purge", stdout=out)
    return out.getvalue().strip()


def test_purge_deletes_an_expired_sandbox_with_all_it_holds_and_says_so(learner):
    learner.use_up()
    with realtime.reading(lambda: datetime.now(UTC) + timedelta(hours=25)):
        said = purge()
    assert said == "Deleted: 1 sandboxes, 2 devices, 1 logins, 1 challenges, 13 events"
    assert [model.objects.count() for model in ALL] == [0] * 5


def test_purge_leaves_what_is_still_open(learner, stranger):
    Sandbox.objects.filter(pk=stranger.id).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert purge().startswith("Deleted: 1 sandboxes, 2 devices, 0 logins")
    assert learner.get(f"/sandboxes/{learner.id}").status_code == 200
    assert stranger.get(f"/sandboxes/{stranger.id}").status_code == 401


def test_purge_has_nothing_to_do_twice(db):
    assert purge() == "Deleted: 0 sandboxes, 0 devices, 0 logins, 0 challenges, 0 events"


def test_events_are_neither_changed_nor_deleted_one_by_one(learner):
    event = Event.objects.get(sandbox_id=learner.id)
    event.type = "response.accepted"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        Event.objects.filter(pk=event.pk).update(type="response.accepted")
    with pytest.raises(AppendOnly):
        Event.objects.all().delete()


def test_an_expiry_is_noticed_once_whoever_looks(learner):
    learner.login()
    learner.forward(121)
    learner.state()
    learner.login()
    types = [each["type"] for each in learner.events()]
    assert types.count("challenge.expired") == 1
    assert "challenge.superseded" not in types
