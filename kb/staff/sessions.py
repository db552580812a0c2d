"""A session of the admin ends: after a while without a page, and in any case after some hours."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import Error
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kb.base.patience import impatient

BEGUN, SEEN, PROVED = "staff-begun", "staff-seen", "staff-proved"
FRESH = 5 * 60  # seconds for which a password or a factor that was given says who sits there
TICK = 60  # seconds: how exactly the last page is remembered; each page would cost a write otherwise


def is_alive(request: HttpRequest) -> bool:
    """Whether the session may go on; one that may not is signed out."""
    now = time.time()
    if _is_over(request, now):
        logout(request)
        return False
    begun, seen = request.session.get(BEGUN, now), request.session.get(SEEN, now)
    if BEGUN not in request.session or now - seen > TICK:
        _note(request, begun, now)
    return True


def _note(request: HttpRequest, begun: float, seen: float) -> None:
    """Remember a page; who only reads gets it although the database cannot be written, and does not wait for that."""
    session = request.session
    has_more = session.modified or BEGUN not in session
    session[BEGUN], session[SEEN] = begun, seen
    if has_more or request.method not in {"GET", "HEAD"}:
        return  # the middleware saves it, and says if that cannot be done
    try:
        with impatient():
            session.save()
    except (Error, UpdateError):
        pass
    session.modified = False


def is_open(request: HttpRequest) -> bool:
    """Whether who has given both factors could load a page now; unlike `is_alive` it neither prolongs nor ends anything."""
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff and user.is_verified()):  # type: ignore[attr-defined]
        return False
    return not _is_over(request, time.time())


def prove(request: HttpRequest) -> None:
    """The person has just shown who they are: by password, code or passkey."""
    request.session[PROVED] = time.time()


def is_proven(request: HttpRequest) -> bool:
    """Whether that was a few minutes ago at most."""
    proved: float = request.session.get(PROVED, 0)
    return 0 <= time.time() - proved < FRESH


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, **_signal: Any) -> None:
    prove(request)


def _is_over(request: HttpRequest, now: float) -> bool:
    begun: float = request.session.get(BEGUN, now)
    seen: float = request.session.get(SEEN, now)
    longest, idle = settings.STAFF_HOURS * 3600, settings.STAFF_IDLE_MINUTES * 60
    return bool(now - begun > longest or now - seen > idle)


def end_all(user: AbstractBaseUser) -> int:
    """End every session of `user`, on every device; gives how many."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [row.pk for row in running.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
