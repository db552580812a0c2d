"""After a rotation the old VAULT_KEY opens nothing more, and the new one opens all."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from auth_demo.models import Device, Message, Pairing
from auth_demo.verifier import rotation
from kb.base import vault
from kb.models import AppDevice, RecoveryDevice
from tests.kb.project import https

pytestmark = pytest.mark.django_db
OLD, NEW = "old" * 20, "new" * 20


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.VAULT_KEY = OLD


@pytest.fixture
def person():
    return User.objects.create_user("editor", is_staff=True)


@pytest.fixture
def card(client):
    asked = {"scenario": "dsc-plus", "language": "en"}
    made = client.post("/api/v1/sandboxes", asked, content_type="application/json")
    return Device.objects.filter(sandbox_id=made.json()["id"]).exclude(pin=b"").first()


def rotate(settings, capsys, *options):
    settings.VAULT_KEY = f"{NEW},{OLD}"
    call_command("rotate_secrets", *options)
    settings.VAULT_KEY = NEW
    return capsys.readouterr().out


def test_keys_of_the_staff_s_apps_open_with_the_new_key_alone(settings, capsys, person):
    device = AppDevice.make(person)
    key = device.bin_key
    assert "1 sealed again" in rotate(settings, capsys)
    assert AppDevice.objects.get().bin_key == key
    settings.VAULT_KEY = OLD
    with pytest.raises(vault.VaultError):
        _read = AppDevice.objects.get().bin_key


def test_secrets_of_practices_open_with_the_new_key_alone(settings, capsys, card):
    key = vault.unseal(bytes(card.key), owner=f"{card.pk}/key", purpose=vault.PRACTICE)
    taken = card.sandbox.taken
    rotate(settings, capsys)
    card.refresh_from_db()
    assert vault.unseal(bytes(card.key), owner=f"{card.pk}/key", purpose=vault.PRACTICE) == key
    assert vault.unseal(bytes(card.pin), owner=f"{card.pk}/pin", purpose=vault.PRACTICE)
    card.sandbox.refresh_from_db()
    assert card.sandbox.taken == taken
    settings.VAULT_KEY = OLD
    with pytest.raises(vault.VaultError):
        vault.unseal(bytes(card.pin), owner=f"{card.pk}/pin", purpose=vault.PRACTICE)


def test_a_second_rotation_has_nothing_to_do(settings, capsys, card, person):
    AppDevice.make(person)
    rotate(settings, capsys)
    assert " 0 sealed again" in rotate(settings, capsys)


def test_every_sealed_column_of_the_practice_room_is_rotated():
    """Whatever is binary and no digest."""
    listed = {(model, column) for model, column, _what in rotation.SEALED}
    for model in (Device, Message, Pairing):
        binary = {field.name for field in model._meta.fields if field.get_internal_type() == "BinaryField"}
        assert binary == {column for each, column in listed if each is model}


def test_what_no_key_opens_is_an_error_and_stays(settings, person):
    AppDevice.make(person)
    sealed = AppDevice.objects.get().key
    settings.VAULT_KEY = NEW
    with pytest.raises(CommandError, match="1 secrets open with no key"):
        call_command("rotate_secrets")
    assert AppDevice.objects.get().key == sealed


def test_recovery_codes_are_told_of_or_ended(settings, capsys, person):
    device = RecoveryDevice.objects.create(user=person, name="codes")
    device.replace_codes(10)
    assert "1 people have recovery codes" in rotate(settings, capsys)
    assert device.token_set.count() == 10
    assert "10 recovery codes deleted" in rotate(settings, capsys, "--end-codes")
    assert device.token_set.count() == 0


def test_sessions_outlive_a_new_secret_key(settings, person):
    settings.SECRET_KEY = OLD
    before, late = Client(), Client()
    for each in (before, late):
        each.force_login(person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert before.get("/en/admin/security/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert before.get("/en/admin/security/").status_code == 200  # signed by the new one when it came
    assert late.get("/en/admin/security/").status_code == 302


def test_the_first_of_several_secret_keys_signs(monkeypatch):
    made = https.settings_of(monkeypatch, SECRET_KEY="new, old,older")
    assert (made["SECRET_KEY"], made["SECRET_KEY_FALLBACKS"]) == ("new", ["old", "older"])
