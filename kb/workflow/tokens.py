"""Access tokens: made by a person at the desk, for a program that reads drafts by the API."""

import secrets
from hashlib import sha256

from django.contrib.auth.models import User
from django.utils import timezone

from kb.models import AccessToken
from kb.workflow.people import languages, may_edit

PREFIX = "kb_"  # so that who finds one knows where it belongs
MOST = 20  # of one person that are open


class TooMany(Exception):
    """A person has MOST open tokens already."""


def make(person: User, name: str) -> tuple[AccessToken, str]:
    """A token and its secret, which is told here and never again. Raises TooMany."""
    if AccessToken.objects.filter(person=person, revoked_at=None).count() >= MOST:
        raise TooMany
    secret = PREFIX + secrets.token_urlsafe(32)
    return AccessToken.objects.create(person=person, name=name, secret_hash=_hash(secret)), secret


def revoke(token: AccessToken) -> bool:
    """Whether it was open."""
    return bool(AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))


def of(person: User) -> list[AccessToken]:
    """The newest first, the revoked ones too."""
    return list(AccessToken.objects.filter(person=person))


def opened_by(secret: str) -> frozenset[str] | None:
    """The languages whose drafts `secret` opens: those that its owner may edit by now. None: it opens nothing."""
    token = AccessToken.objects.filter(secret_hash=_hash(secret), revoked_at=None).select_related("person").first()
    if token is None or not (token.person.is_active and token.person.is_staff):
        return None
    today = timezone.now().date()
    if token.used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(used_on=today)
    return frozenset(languages(token.person, may_edit))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
