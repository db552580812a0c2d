"""Preview links: a text shown to people without an account before it is published."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from kb.models import Edition, PreviewLink

DAYS, MOST_DAYS = 7, 30
LINKS_KEPT = timedelta(days=30)  # from when they led nowhere anymore, so that one can see who had made them


def make(edition: Edition, *, by: Any, days: int = DAYS) -> tuple[PreviewLink, str]:
    """A link to the newest text of `edition` as it stands now, and its secret, which is told here and never again."""
    token = secrets.token_urlsafe(24)
    head = edition.head
    link = PreviewLink.objects.create(
        article=edition.article,
        language=edition.language,
        title=head.title,
        summary=head.summary,
        body=head.body,
        made_by=by,
        token_hash=_hash(token),
        expires_at=timezone.now() + timedelta(days=min(days, MOST_DAYS)),
    )
    return link, token


def find(token: str) -> PreviewLink | None:
    """The link that `token` opens, unless it has expired or is revoked."""
    link = PreviewLink.objects.select_related("article__category").filter(token_hash=_hash(token)).first()
    return link if link and link.is_open else None


def purge(now: datetime) -> int:
    """Delete the links that led nowhere any more for long enough; how many."""
    over = PreviewLink.objects.filter(expires_at__lt=now - LINKS_KEPT)
    revoked = PreviewLink.objects.filter(revoked_at__lt=now - LINKS_KEPT)
    return (over | revoked).delete()[0]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
