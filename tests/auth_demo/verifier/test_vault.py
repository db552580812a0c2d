"""Secrets at rest."""

import pytest

from auth_demo.verifier import vault


def test_what_is_sealed_opens_again(settings):
    settings.VAULT_KEY = "first"
    sealed = vault.seal(b"secret", owner="card-1")
    assert b"secret" not in sealed
    assert vault.unseal(sealed, owner="card-1") == b"secret"


def test_two_sealings_of_one_secret_differ(settings):
    settings.VAULT_KEY = "first"
    assert vault.seal(b"secret", owner="card-1") != vault.seal(b"secret", owner="card-1")


def test_a_secret_opens_only_for_the_credential_it_belongs_to(settings):
    settings.VAULT_KEY = "first"
    sealed = vault.seal(b"secret", owner="card-1")
    with pytest.raises(vault.VaultError):
        vault.unseal(sealed, owner="card-2")


@pytest.mark.parametrize("at", [0, 1, 5, 20, -1])
def test_a_damaged_secret_does_not_open(settings, at):
    settings.VAULT_KEY = "first"
    sealed = bytearray(vault.seal(b"secret", owner="card-1"))
    sealed[at] ^= 1
    with pytest.raises(vault.VaultError):
        vault.unseal(bytes(sealed), owner="card-1")


def test_after_rotation_old_secrets_open_and_new_ones_use_the_new_key(settings):
    settings.VAULT_KEY = "old"
    before = vault.seal(b"secret", owner="card-1")
    settings.VAULT_KEY = "new, old"
    after = vault.seal(b"secret", owner="card-1")
    assert vault.unseal(before, owner="card-1") == b"secret"
    settings.VAULT_KEY = "new"
    assert vault.unseal(after, owner="card-1") == b"secret"
    with pytest.raises(vault.VaultError):
        vault.unseal(before, owner="card-1")


def test_without_any_key_nothing_is_sealed(settings):
    settings.VAULT_KEY = " , "
    with pytest.raises(vault.VaultError):
        vault.seal(b"secret", owner="card-1")
