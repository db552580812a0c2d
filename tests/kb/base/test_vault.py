"""Secrets at rest."""

from base64 import urlsafe_b64decode

import pytest

from kb.base import vault

PURPOSES = [vault.PRACTICE, vault.STAFF]


@pytest.fixture(params=PURPOSES, ids=["practice", "staff"])
def purpose(request):
    return request.param


@pytest.fixture(autouse=True)
def key(settings):
    settings.VAULT_KEY = "first"


def sealed_secret(purpose):
    return vault.seal(b"secret", owner="card-1", purpose=purpose)


def opened(sealed, purpose, owner="card-1"):
    return vault.unseal(sealed, owner=owner, purpose=purpose)


def test_what_is_sealed_opens_again(purpose):
    sealed = sealed_secret(purpose)
    assert b"secret" not in sealed
    assert opened(sealed, purpose) == b"secret"


def test_what_is_sealed_as_text_opens_again(purpose):
    sealed = vault.seal_text(b"secret", owner="card-1", purpose=purpose)
    assert vault.unseal_text(sealed, owner="card-1", purpose=purpose) == b"secret"


def test_two_sealings_of_one_secret_differ(purpose):
    assert sealed_secret(purpose) != sealed_secret(purpose)


def test_a_secret_opens_only_for_the_credential_it_belongs_to(purpose):
    with pytest.raises(vault.VaultError):
        opened(sealed_secret(purpose), purpose, owner="card-2")


def test_what_is_sealed_for_one_purpose_opens_for_no_other(purpose):
    for other in PURPOSES:
        if other is not purpose:
            with pytest.raises(vault.VaultError):
                opened(sealed_secret(purpose), other)


@pytest.mark.parametrize("at", [0, 1, 5, 20, -1])
def test_a_damaged_secret_does_not_open(purpose, at):
    sealed = bytearray(sealed_secret(purpose))
    sealed[at] ^= 1
    with pytest.raises(vault.VaultError):
        opened(bytes(sealed), purpose)


@pytest.mark.parametrize("length", range(34))
def test_a_shortened_secret_does_not_open(purpose, length):
    with pytest.raises(vault.VaultError):
        opened(sealed_secret(purpose)[:length], purpose)


def test_after_rotation_old_secrets_open_and_new_ones_use_the_new_key(purpose, settings):
    before = sealed_secret(purpose)
    settings.VAULT_KEY = "new, first"
    after = sealed_secret(purpose)
    assert opened(before, purpose) == b"secret"
    settings.VAULT_KEY = "new"
    assert opened(after, purpose) == b"secret"
    with pytest.raises(vault.VaultError):
        opened(before, purpose)


def test_without_any_key_nothing_is_sealed(purpose, settings):
    settings.VAULT_KEY = " , "
    with pytest.raises(vault.VaultError):
        sealed_secret(purpose)


def test_a_mark_is_told_under_every_key_and_for_its_owner_alone(purpose, settings):
    kept = vault.mark("123456", owner="login-1", purpose=purpose)
    settings.VAULT_KEY = "new, first"
    assert vault.is_mark(kept, "123456", owner="login-1", purpose=purpose)
    assert not vault.is_mark(kept, "123457", owner="login-1", purpose=purpose)
    assert not vault.is_mark(kept, "123456", owner="login-2", purpose=purpose)
    assert kept != vault.mark("123456", owner="login-1", purpose=purpose)


# What version 0.1.0 kept under VAULT_KEY="an older key": databases hold values like these.
OLDER_STAFF = "HyT5P0_-a-cTMkMX77Nj2BL6Wv5_2aoKlhT4-Ck0DztXIV3j"
OLDER_DEVICE = (
    "01c31223d0c6f979d2bb83af35adc416f2683071dd6a5a1b2e126dc6a07c8b08778fd5d3a034e176be1506d5a07e0f80c7dd723a00"
)
OLDER_CODE = "4c145dd3bf9b6a96a2b3762d09562a58d85c8f3c3dc7f14c57a8b0f46cb3bcfc"


@pytest.mark.parametrize("keys", ["an older key", "new, an older key"])
def test_what_earlier_versions_kept_still_opens(settings, keys):
    settings.VAULT_KEY = keys
    secret = bytes(range(20))
    assert vault.unseal_text(OLDER_STAFF, owner="app of 7", purpose=vault.STAFF) == secret
    assert opened(bytes.fromhex(OLDER_DEVICE), vault.PRACTICE, owner="card-1/key") == secret
    assert vault.is_mark(bytes.fromhex(OLDER_CODE), "123456", owner="challenge-1", purpose=vault.PRACTICE)


def test_the_older_form_opens_for_its_own_purpose_and_owner_alone(settings):
    settings.VAULT_KEY = "an older key"
    for owner, purpose in (("app of 8", vault.STAFF), ("app of 7", vault.PRACTICE)):
        with pytest.raises(vault.VaultError):
            opened(urlsafe_b64decode(OLDER_STAFF), purpose, owner=owner)
