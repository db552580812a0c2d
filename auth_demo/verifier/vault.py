"""Secrets at rest: AES-256-GCM, bound to the credential they belong to, under keys that can be rotated.

settings.VAULT_KEY lists one key or several, separated by commas: the first encrypts, all decrypt. To rotate, put
the new one in front; the old one may go once the last sandbox sealed with it is purged (a day later).

A sealed secret is: version (1 byte), which key (4), nonce (12), ciphertext with tag.
"""

import hashlib
import hmac
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


def mark(code: str, *, owner: str) -> bytes:
    """What a code is kept as: HMAC-SHA256 under a pepper, bound to OWNER, the id of what it answers."""
    return _marks(code, owner)[0]


def is_mark(kept: bytes | memoryview, code: str, *, owner: str) -> bool:
    """Whether KEPT is the mark of this code, under any of the keys; compared in constant time."""
    return any([hmac.compare_digest(bytes(kept), each) for each in _marks(code, owner)])


def _marks(code: str, owner: str) -> list[bytes]:
    message = f"{owner}/{code}".encode()
    return [hmac.digest(pepper, message, "sha256") for pepper in _peppers(settings.VAULT_KEY)]


@lru_cache(maxsize=8)
def _peppers(listed: str) -> tuple[bytes, ...]:
    return tuple(_derive(text, b"auth_demo codes 1") for text in _texts(listed))


@lru_cache(maxsize=8)
def _keys(listed: str) -> tuple[tuple[bytes, AESGCM], ...]:
    keys = [_derive(text, b"auth_demo vault 1") for text in _texts(listed)]
    return tuple((hashlib.sha256(key).digest()[:4], AESGCM(key)) for key in keys)


def _texts(listed: str) -> list[str]:
    texts = [text.strip() for text in listed.split(",") if text.strip()]
    if not texts:
        raise VaultError("VAULT_KEY is empty")
    return texts


def _derive(text: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(text.encode())
