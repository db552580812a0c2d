"""The webhook: each publication and change of state is told to the address WEBHOOK_URL, signed, until it arrives.

What is told are the entries of the log, found by a job: publishing knows nothing of it and waits for nobody. What does not arrive
is tried again, after one minute, two, four and so on, six hours at most, for three days.
"""

import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.addresses import article_path
from kb.models import Delivery, PublicationEntry, PublishedText

PING = "ping"
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
GIVEN_UP, KEPT = timedelta(days=3), timedelta(days=90)
SECONDS = 10  # to answer
MOST = 50  # sent in one go: the job has more to do
logger = logging.getLogger("kb.events")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """What is signed for one address goes to no other."""


_opener = urllib.request.build_opener(_NoRedirect)


def send(now: datetime | None = None) -> int:
    """Tell what there is to tell by `now`; how many arrived. Without WEBHOOK_URL nothing is noted and nothing sent."""
    if not settings.WEBHOOK_URL:
        return 0
    now = now or timezone.now()
    _note(now)
    due = Delivery.objects.filter(next_at__lte=now).order_by("pk")[:MOST]
    return sum(_try(delivery, now) for delivery in due)


def purge(now: datetime) -> int:
    return Delivery.objects.filter(made_at__lt=now - KEPT, entry__isnull=False).delete()[0]


def _note(now: datetime) -> None:
    """A delivery for each entry since the webhook was set up; the first one tells that it is."""
    first = Delivery.objects.filter(entry=None).order_by("pk").first()
    if first is None:
        Delivery.objects.create(event=PING, body=json.dumps({"event": PING, "at": now.isoformat()}), next_at=now)
        return
    # A transaction that began earlier may end later, so it is asked what is not noted yet and not what comes behind the last one.
    since = max(first.made_at, now - GIVEN_UP)
    for entry in (
        PublicationEntry.objects.filter(delivery=None, at__gte=since).select_related("article").order_by("pk")
    ):
        try:
            with transaction.atomic():
                Delivery.objects.create(entry=entry, event=entry.action, body=json.dumps(_told(entry)), next_at=now)
        except IntegrityError:
            pass  # another process has noted it


def _told(entry: PublicationEntry) -> dict[str, Any]:
    """Which text, what happened, who did it; notes are between colleagues."""
    text = PublishedText.objects.filter(article=entry.article, language=entry.language).light().first()
    path = article_path(entry.article.number, text.slug, entry.language) if text else None
    return {
        "event": entry.action,
        "at": entry.at.isoformat(),
        "article": entry.article.number,
        "language": entry.language or None,
        "revision": entry.revision.number if entry.revision else None,
        "by": entry.by_name or None,
        "address": settings.PUBLIC_URL + path if path else None,
    }


def signature(body: bytes, moment: int, secret: str) -> str:
    """What the receiver compares: HMAC-SHA256 of the moment, a dot and the body, in hexadecimal digits."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def _try(delivery: Delivery, now: datetime) -> bool:
    """Whether it arrived. Of two processes, the one that moves the next try on sends it."""
    tries = delivery.tries + 1
    wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    is_last = now + wait > delivery.made_at + GIVEN_UP
    still = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at)
    if not still.update(next_at=None if is_last else now + wait, tries=tries):
        return False
    arrived, answer = _post(delivery)
    values = {"next_at": None, "delivered_at": timezone.now()} if arrived else {}
    Delivery.objects.filter(pk=delivery.pk).update(answer=answer[:120], **values)
    if not arrived and is_last:
        logger.error("the webhook was not told of %s: %s", delivery, answer)
    return arrived


def _post(delivery: Delivery) -> tuple[bool, str]:
    body, moment = delivery.body.encode(), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"kb/{settings.VERSION}",
        "X-KB-Event": delivery.event,
        "X-KB-Delivery": str(delivery.pk),
        "X-KB-Signature": f"t={moment},v1={signature(body, moment, settings.WEBHOOK_SECRET)}",
    }
    # The settings take http and https alone.
    request = urllib.request.Request(settings.WEBHOOK_URL, data=body, headers=headers, method="POST")  # noqa: S310
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return True, str(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return False, str(refused.code)
    except (OSError, HTTPException) as failed:
        return False, f"{type(failed).__name__}: {failed}"
