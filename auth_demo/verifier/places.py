"""How many sandboxes there may be at once: settings.SANDBOXES_TOTAL places, each taken by one conditional write.

They are counted again whenever expired sandboxes are deleted, so a place that was taken for nothing comes back by itself.
"""

from datetime import timedelta

from django.conf import settings

from auth_demo.models import Sandbox
from auth_demo.verifier.realtime import real_now
from kb.base import limits

_WHAT, _WHOSE = "practices", "all"
_FOREVER = 10 * 365 * 24 * 3600.0  # seconds: a place is given back by deleting, not by waiting


def take() -> bool:
    """Count one sandbox more; whether there was a place for it."""
    return limits.spend_lasting(_WHAT, _WHOSE, most=settings.SANDBOXES_TOTAL, seconds=_FOREVER) is None


def recount() -> None:
    limits.put(_WHAT, _WHOSE, Sandbox.objects.count(), seconds=_FOREVER)


def next_free() -> timedelta:
    """How long until the first of the open ones ends."""
    now = real_now()
    ends = Sandbox.objects.open(now).order_by("expires_at").values_list("expires_at", flat=True).first()
    return (ends or now) - now
