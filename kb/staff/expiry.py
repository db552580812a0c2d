"""What is kept for a while only: who signed in, what was previewed, sessions, counters of limits."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from kb.base import limits
from kb.models import SignIn
from kb.publishing import previews
from kb.staff import audit
from kb.workflow import events

SIGN_INS_KEPT = timedelta(days=180)  # long enough to look into what somebody noticed late
REFUSALS_KEPT = 50_000  # some 10 MB: who guesses without end fills no disk, and pushes out nobody who was let in


def purge() -> dict[str, int]:
    """Delete what has been kept long enough. Returns how many of what went."""
    now = timezone.now()
    sign_ins, _each = (SignIn.objects.filter(at__lt=now - SIGN_INS_KEPT) | _refusals_too_many()).delete()
    links = previews.purge(now)
    before = Session.objects.count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    limits.purge()  # their counters, and what the webhook was told, are nobody's data: nobody has to be told how many
    events.purge(now)
    return {"sign-ins": sign_ins, "preview links": links, "sessions": before - Session.objects.count()}


def _refusals_too_many() -> QuerySet[SignIn]:
    refusals = SignIn.objects.filter(kind__in=(*audit.REFUSALS, audit.Kind.LOCKED))
    newest_to_go = refusals.order_by("-id").values("id")[REFUSALS_KEPT : REFUSALS_KEPT + 1]
    return refusals.filter(id__lte=Subquery(newest_to_go))
