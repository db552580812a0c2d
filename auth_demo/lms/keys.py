"""The keys that we sign with (RSA, 2048 bits): made when one is needed, sealed, and replaced by `manage.py rotate_lms_key`.

A platform may keep our key set for a day, so a key that was replaced stays in it for a week.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from joserfc import jwt
from joserfc.jwk import RSAKey

from auth_demo.models import ToolKey
from auth_demo.verifier.realtime import real_now
from kb.base import vault

SHOWN_AFTERWARDS = timedelta(days=7)
ALGORITHM = "RS256"  # the one that every platform takes (LTI Security Framework 1.0, §5)
_BITS = 2048


def public_keys() -> dict[str, Any]:
    """Our key set (RFC 7517), the newest key first."""
    _newest()
    return {"keys": [key.public for key in ToolKey.objects.all()]}


def sign(claims: Mapping[str, Any]) -> str:
    """A signed JWT (RFC 7519)."""
    key = _newest()
    private = RSAKey.import_key(vault.unseal(bytes(key.sealed), owner=_owner(key.kid), purpose=vault.PRACTICE))
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}, dict(claims), private, algorithms=[ALGORITHM])


def rotate() -> ToolKey:
    """A new key. The one before signs nothing more, and is shown for SHOWN_AFTERWARDS."""
    made = RSAKey.generate_key(_BITS, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    kid = str(made.kid)
    now = real_now()
    with transaction.atomic():
        ToolKey.objects.filter(retired_at=None).update(retired_at=now)
        return ToolKey.objects.create(
            kid=kid,
            sealed=vault.seal(made.as_pem(private=True), owner=_owner(kid), purpose=vault.PRACTICE),
            public=json.loads(json.dumps(made.as_dict(private=False))),
            made_at=now,
        )


def purge() -> None:
    """Forget the keys that nobody needs anymore."""
    ToolKey.objects.filter(retired_at__lt=real_now() - SHOWN_AFTERWARDS).delete()


def _newest() -> ToolKey:
    return ToolKey.objects.filter(retired_at=None).first() or rotate()


def _owner(kid: str) -> str:
    return f"{kid}/private"
