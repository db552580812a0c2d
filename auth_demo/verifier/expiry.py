"""What runs out: challenges on the sandbox's clock, sandboxes on real time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from django.db import transaction

from auth_demo.models import Challenge, Device, Event, Login, Pairing, Sandbox
from auth_demo.models.onetime import OneTimeQuerySet
from auth_demo.verifier import events, messages, places
from auth_demo.verifier.realtime import real_now

_BATCH = 200  # sandboxes deleted in one transaction: others can write in between


def note(sandbox: Sandbox, now: datetime) -> None:
    """Write `challenge.expired` once for every challenge that ran out unanswered, and delete what was sent for it."""
    for challenge in _lapsed(sandbox, now):
        with transaction.atomic():
            if _lapsed(sandbox, now).filter(pk=challenge.pk).update(expiry_noted_at=now):
                events.follow(sandbox, "challenge.expired", challenge.expires_at, login=challenge.login_id)
                if challenge.login.method == "notification":
                    events.follow(sandbox, "push.lapsed", challenge.expires_at, login=challenge.login_id)
    messages.wipe_expired(sandbox, now)


def _lapsed(sandbox: Sandbox, now: datetime) -> "OneTimeQuerySet[Challenge]":
    lapsed = Challenge.objects.unfinished().filter(login__sandbox=sandbox, expires_at__lte=now, expiry_noted_at=None)
    return lapsed.select_related("login")


def delete(ids: Sequence[str]) -> None:
    """Delete these sandboxes now, with all that they hold."""
    for start in range(0, len(ids), _BATCH):
        with transaction.atomic():
            Sandbox.objects.filter(pk__in=ids[start : start + _BATCH]).delete()
    places.recount()


def purge(*, batches: int | None = None) -> dict[str, int]:
    """Delete every expired sandbox with all that it holds, or `batches` of them. Returns how many rows of what went.

    What was to be handed over by a code that nobody used in time is deleted too.
    """
    counts = dict.fromkeys(("sandboxes", "devices", "logins", "challenges", "events"), 0)
    for _ in count() if batches is None else range(batches):
        ids = list(Sandbox.objects.expired(real_now()).values_list("pk", flat=True)[:_BATCH])
        if not ids:
            break
        with transaction.atomic():
            _, deleted = Sandbox.objects.filter(pk__in=ids).delete()
        for key, model in zip(counts, (Sandbox, Device, Login, Challenge, Event), strict=True):
            counts[key] += deleted.get(model._meta.label, 0)
    lapsed = Pairing.objects.alive().filter(used_at=None, expires_at__lte=real_now())
    lapsed.exclude(keys=b"", state=b"").update(keys=b"", state=b"")
    places.recount()
    return counts
