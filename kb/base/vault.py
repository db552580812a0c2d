"""Secrets at rest: AES-256-GCM, bound to the owner and the purpose they belong to, under keys that can be rotated.

settings.VAULT_KEY lists one key or several, separated by commas: the first seals, all open. To rotate, put the new one
in front and run `manage.py rotate_secrets`, which asks all that keep something sealed (`on_rotation`).

A sealed secret is: version (1 byte), which key (4), nonce (12), ciphertext with tag.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE_BYTES = 12
_SHORT_BYTES = 12
_KEY_BYTES, _SIV_KEY_BYTES = 32, 64


class VaultError(ValueError):
    """The secret cannot be opened: another owner's, damaged, or sealed with a key that is gone."""


@dataclass(frozen=True)
class Purpose:
    """What is kept, as the keys for it are derived: a new kind of secret gets a purpose of its own, listed below.

    `older` is the label of a form without version or nonce (AES-SIV) that is still opened, and no longer made.
    """

    seals: bytes
    marks: bytes
    older: bytes = b""


PRACTICE = Purpose(b"auth_demo vault 1", b"auth_demo codes 1")
STAFF = Purpose(b"kb sealed 2", b"kb marked 1", older=b"kb sealed 1")


def seal(secret: bytes, *, owner: str, purpose: Purpose) -> bytes:
    """Encrypt `secret` so that it opens only for `owner` (the id of its credential) and this purpose."""
    label, key = next(_sealing(purpose))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + label + nonce + key.encrypt(nonce, secret, owner.encode())


def unseal(sealed: bytes, *, owner: str, purpose: Purpose) -> bytes:
    """The secret that `seal` was given. Raises VaultError."""
    version, label, nonce, body = sealed[:1], sealed[1:5], sealed[5:17], sealed[17:]
    key = dict(_sealing(purpose)).get(label)
    with suppress(InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        if version == _VERSION and key:
            return key.decrypt(nonce, body, owner.encode())
    return _unseal_older(sealed, owner, purpose)


def seal_text(secret: bytes, *, owner: str, purpose: Purpose) -> str:
    """As `seal`, in Base64: for columns and sessions that hold text."""
    return urlsafe_b64encode(seal(secret, owner=owner, purpose=purpose)).decode()


def unseal_text(sealed: str, *, owner: str, purpose: Purpose) -> bytes:
    """The secret that `seal_text` was given. Raises VaultError."""
    try:
        body = urlsafe_b64decode(sealed)
    except ValueError:
        raise VaultError("not Base64") from None
    return unseal(body, owner=owner, purpose=purpose)


@dataclass
class Resealed:
    """How many secrets were sealed again, were under the newest key already, and open with no key."""

    done: int = 0
    current: int = 0
    lost: int = 0

    def fresh(self, sealed: bytes, *, owner: str, purpose: Purpose) -> bytes | None:
        """`sealed` under the newest key, counted; None if it is, or cannot be opened."""
        label, _key = next(_sealing(purpose))
        if sealed[:1] == _VERSION and sealed[1:5] == label:
            self.current += 1
            return None
        try:
            secret = unseal(sealed, owner=owner, purpose=purpose)
        except VaultError:
            self.lost += 1
            return None
        self.done += 1
        return seal(secret, owner=owner, purpose=purpose)

    def fresh_text(self, sealed: str, *, owner: str, purpose: Purpose) -> str | None:
        """The same in Base64."""
        try:
            fresh = self.fresh(urlsafe_b64decode(sealed), owner=owner, purpose=purpose)
        except ValueError:
            self.lost += 1
            return None
        return None if fresh is None else urlsafe_b64encode(fresh).decode()


_keepers: dict[str, Callable[[], Resealed]] = {}


def on_rotation(name: str, reseal: Callable[[], Resealed]) -> None:
    """`reseal` brings all that `name` keeps sealed under the newest key. To be told when an app starts."""
    _keepers[name] = reseal


def reseal_all() -> Iterator[tuple[str, Resealed]]:
    for name, reseal in _keepers.items():
        yield name, reseal()


def marks(code: str, *, owner: str, purpose: Purpose) -> list[bytes]:
    """What a code that is only compared may be kept as (HMAC-SHA256), under each key; the first is what is kept now.

    `owner` is the id of what the code answers.
    """
    message = f"{owner}/{code}".encode()
    return [hmac.digest(pepper, message, "sha256") for pepper in _derived(settings.VAULT_KEY, purpose.marks)]


def short_marks(code: str, *, owner: str, purpose: Purpose) -> list[str]:
    """As `marks`, in 16 characters: what django-otp's columns have room for, and too many to hit upon."""
    return [urlsafe_b64encode(each[:_SHORT_BYTES]).decode() for each in marks(code, owner=owner, purpose=purpose)]


def mark(code: str, *, owner: str, purpose: Purpose) -> bytes:
    return marks(code, owner=owner, purpose=purpose)[0]


def is_mark(kept: bytes | memoryview, code: str, *, owner: str, purpose: Purpose) -> bool:
    """Whether `kept` is the mark of this code, under any of the keys; compared in constant time."""
    return any([hmac.compare_digest(bytes(kept), each) for each in marks(code, owner=owner, purpose=purpose)])


def labels(listed: str | None = None) -> list[str]:
    """A name for each key in `listed` (by default VAULT_KEY): it tells keys apart and gives nothing of them away."""
    return [key.hex()[:16] for key in _derived(listed or settings.VAULT_KEY, b"vault label 1")]


def _unseal_older(sealed: bytes, owner: str, purpose: Purpose) -> bytes:
    if purpose.older:
        for key in _derived(settings.VAULT_KEY, purpose.older, _SIV_KEY_BYTES):
            with suppress(InvalidTag, ValueError):
                return AESSIV(key).decrypt(sealed, [owner.encode()])
    raise VaultError("damaged, another owner's, or sealed with a key that is not in VAULT_KEY")


def _sealing(purpose: Purpose) -> Iterator[tuple[bytes, AESGCM]]:
    for key in _derived(settings.VAULT_KEY, purpose.seals):
        yield hashlib.sha256(key).digest()[:4], AESGCM(key)


@lru_cache(maxsize=32)
def _derived(listed: str, label: bytes, length: int = _KEY_BYTES) -> tuple[bytes, ...]:
    """A key for `label` from each text of VAULT_KEY, in its order."""
    texts = [text.strip() for text in listed.split(",") if text.strip()]
    if not texts:
        raise VaultError("VAULT_KEY is empty")
    return tuple(
        HKDF(algorithm=SHA256(), length=length, salt=None, info=label).derive(text.encode()) for text in texts
    )
