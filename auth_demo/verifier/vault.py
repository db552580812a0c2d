"""Secrets at rest: AES-256-GCM, bound to the credential they belong to, under keys that can be rotated.

settings.VAULT_KEY lists one key or several, separated by commas: the first encrypts, all decrypt. To rotate, put
the new one in front; the old one may go once the last sandbox sealed with it is purged (a day later).

A sealed secret is: version (1 byte), which key (4), nonce (12), ciphertext with tag.
"""

import hashlib
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE_BYTES = 12


class VaultError(ValueError):
    """The secret cannot be opened: another owner's, damaged, or sealed with a key that is gone."""


def seal(secret: bytes, *, owner: str) -> bytes:
    """Encrypt SECRET so that it opens only for OWNER, the id of its credential."""
    label, key = _keys(settings.VAULT_KEY)[0]
    nonce = secrets.token_bytes(_NONCE_BYTES)
    head = _VERSION + label + nonce
    return head + key.encrypt(nonce, secret, owner.encode())


def unseal(sealed: bytes, *, owner: str) -> bytes:
    """The secret that `seal` was given. Raises VaultError."""
    version, label, nonce, body = sealed[:1], sealed[1:5], sealed[5:17], sealed[17:]
    key = dict(_keys(settings.VAULT_KEY)).get(label)
    if version != _VERSION or key is None:
        raise VaultError("sealed with a key that is not in VAULT_KEY")
    try:
        return key.decrypt(nonce, body, owner.encode())
    except InvalidTag:
        raise VaultError("damaged, or another owner's") from None


@lru_cache(maxsize=8)
def _keys(listed: str) -> tuple[tuple[bytes, AESGCM], ...]:
    texts = [text.strip() for text in listed.split(",") if text.strip()]
    if not texts:
        raise VaultError("VAULT_KEY is empty")
    return tuple((hashlib.sha256(key).digest()[:4], AESGCM(key)) for key in map(_derive, texts))


def _derive(text: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"auth_demo vault 1").derive(text.encode())
