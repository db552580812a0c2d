"""What a stolen copy of the database holds of the second factors: nothing that opens the desk."""

from base64 import b32encode
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kb.base import vault
from kb.models import AppDevice, RecoveryDevice
from kb.staff import factors
from tests.kb.staff.codes import code_of

pytestmark = pytest.mark.django_db
migration = import_module("kb.migrations.0007_sealed_factors")


@pytest.fixture(autouse=True)
def keys(settings):
    settings.VAULT_KEY = "the key of this site"


@pytest.fixture
def editor():
    return User.objects.create_user("anna")


def rows() -> str:
    """All that the tables of second factors hold, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in ("otp_totp_totpdevice", "otp_static_staticdevice", "otp_static_statictoken"):
            cursor.execute(f"SELECT * FROM {table}")
            found += cursor.fetchall()
    return str(found).lower()


def spellings(key: bytes) -> set[str]:
    return {key.hex(), b32encode(key).decode().lower(), str(key).lower(), key.decode("latin-1").lower()}


def test_no_row_holds_the_key_of_an_app_or_a_recovery_code(editor):
    device, codes = AppDevice.make(editor), factors.renew_recovery_codes(editor)
    kept = rows()
    assert device.key.lower() in kept
    assert not any(spelling in kept for spelling in spellings(device.bin_key))
    assert not any(code in kept for code in codes)


def test_every_app_has_a_key_of_its_own(editor):
    assert AppDevice.make(editor).bin_key != AppDevice.make(editor).bin_key


def test_a_key_moved_to_another_person_does_not_open(editor):
    device = AppDevice.make(editor)
    AppDevice.objects.update(user=User.objects.create_user("bruno"))
    with pytest.raises(vault.VaultError):
        _ = AppDevice.objects.get(pk=device.pk).bin_key


def test_a_recovery_code_is_of_no_use_to_another_person(editor):
    codes = factors.renew_recovery_codes(editor)
    bruno = User.objects.create_user("bruno")
    factors.renew_recovery_codes(bruno)
    StaticToken.objects.filter(device__user=editor).update(device=StaticDevice.objects.get(user=bruno))
    assert factors.verify(bruno, codes[0]) is None


@pytest.mark.parametrize("sealed", ["", "short", "not Base64 at all!", "A" * 48])
def test_what_was_never_sealed_does_not_open(sealed):
    with pytest.raises(vault.VaultError):
        vault.unseal_text(sealed, owner="somebody", purpose=vault.STAFF)


def test_a_new_vault_key_goes_in_front_and_the_old_one_may_go_after_the_next_sign_in(editor, settings):
    device, codes = AppDevice.make(editor), factors.renew_recovery_codes(editor)
    key = device.bin_key
    settings.VAULT_KEY = "a newer key, the key of this site"
    assert factors.verify(editor, codes[0]) == RecoveryDevice.objects.get()
    assert factors.verify(editor, code_of(device)) == device
    settings.VAULT_KEY = "a newer key"
    assert AppDevice.objects.get().bin_key == key
    assert factors.verify(editor, codes[1]) is None


def test_an_app_sealed_in_the_older_form_goes_on_working_and_comes_into_the_present_one(editor, settings):
    settings.VAULT_KEY = "an older key"
    editor = User.objects.create_user("carla", pk=7)
    older = "HyT5P0_-a-cTMkMX77Nj2BL6Wv5_2aoKlhT4-Ck0DztXIV3j"
    TOTPDevice.objects.create(user=editor, name="app", key=older, confirmed=True)
    StaticDevice.objects.create(user=editor, name="recovery").token_set.create(token="dlfRQdChmPtXnIE2")
    assert AppDevice.objects.get().bin_key == bytes(range(20))
    assert factors.verify(editor, code_of(AppDevice.objects.get())) == AppDevice.objects.get()
    assert AppDevice.objects.get().key != older
    assert AppDevice.objects.get().bin_key == bytes(range(20))
    assert factors.verify(editor, "abcd2345") == RecoveryDevice.objects.get()


def test_devices_from_before_are_sealed_and_go_on_working(editor):
    key = bytes(range(20))
    TOTPDevice.objects.create(user=editor, name="app", key=key.hex())
    StaticDevice.objects.create(user=editor, name="recovery").token_set.create(token="abcd2345")
    migration.seal(apps, None)
    assert key.hex() not in rows() and "abcd2345" not in rows()
    assert AppDevice.objects.get().bin_key == key
    assert factors.verify(editor, "ABCD2345") == RecoveryDevice.objects.get()
    assert factors.verify(editor, code_of(AppDevice.objects.get())) == AppDevice.objects.get()


def test_the_way_back_opens_the_keys(editor):
    key = AppDevice.make(editor).bin_key
    migration.unseal(apps, None)
    assert TOTPDevice.objects.get().bin_key == key
