"""The practice room in the admin: to look at, never to change, without secrets."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.urls import reverse

from auth_demo.models import Challenge, Device, Event, Login, Sandbox


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_superuser("editor"))
    return client


def first_of(model, learner):
    return model.objects.get(**{"pk" if model is Sandbox else "sandbox_id": learner.id})


@pytest.mark.parametrize("model", [Sandbox, Event])
def test_lists_and_pages_open_and_show_no_secret(staff, learner, model):
    name = model._meta.model_name
    listed = staff.get(reverse(f"admin:auth_demo_{name}_changelist"))
    one = first_of(model, learner)
    shown = staff.get(reverse(f"admin:auth_demo_{name}_change", args=[one.pk]))
    assert (listed.status_code, shown.status_code) == (200, 200)
    row = Sandbox.objects.get(pk=learner.id)
    for secret in (row.token_hash, row.opened_from, learner.card["key"]):
        assert secret not in (listed.content + shown.content).decode()


@pytest.mark.parametrize("model", [Sandbox, Event])
def test_nothing_can_be_added_changed_or_deleted(staff, learner, model):
    name = model._meta.model_name
    one = first_of(model, learner)
    assert staff.get(reverse(f"admin:auth_demo_{name}_add")).status_code == 403
    assert staff.post(reverse(f"admin:auth_demo_{name}_change", args=[one.pk]), {}).status_code == 403
    assert staff.post(reverse(f"admin:auth_demo_{name}_delete", args=[one.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [Device, Challenge, Login])
def test_what_holds_secrets_is_not_there_at_all(model):
    assert not site.is_registered(model)
