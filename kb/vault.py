"""What the site keeps secret about its staff: sealed where it is needed again, marked where it is only compared.

settings.VAULT_KEY lists one key or several, separated by commas: the first seals, all open. AES-SIV needs no nonce, so a
sealed secret has no form of its own: it is the ciphertext in Base64.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MARK_BYTES = 12  # 16 characters: what django-otp has room for, and too many to hit upon


class VaultError(ValueError):
    """The secret cannot be opened: another owner's, damaged, or sealed with a key that is gone."""


def seal(secret: bytes, *, owner: str) -> str:
    """Encrypt SECRET so that it opens only for OWNER, which says whose it is and what for."""
    key = next(_keys(b"kb sealed 1", 64))
    return urlsafe_b64encode(AESSIV(key).encrypt(secret, [owner.encode()])).decode()


def unseal(sealed: str, *, owner: str) -> bytes:
    """The secret that `seal` was given. Raises VaultError."""
    with suppress(ValueError):
        body = urlsafe_b64decode(sealed)
        for key in _keys(b"kb sealed 1", 64):
            with suppress(InvalidTag):
                return AESSIV(key).decrypt(body, [owner.encode()])
    raise VaultError("damaged, another owner's, or sealed with a key that is not in VAULT_KEY")


def marks(code: str, *, owner: str) -> list[str]:
    """What CODE may be kept as, under each key; the first is what it is kept as now."""
    message = f"{owner}/{code}".encode()
    digests = (hmac.digest(pepper, message, "sha256") for pepper in _keys(b"kb marked 1", 32))
    return [urlsafe_b64encode(digest[:_MARK_BYTES]).decode() for digest in digests]


def _keys(purpose: bytes, length: int) -> Iterator[bytes]:
    for text in filter(None, map(str.strip, settings.VAULT_KEY.split(","))):
        yield HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(text.encode())
