"""A session of the admin ends: after a while without a page, and in any case after some hours."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import Error
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kb.base.patience import impatient
from kb.staff import browsers

BEGUN, SEEN, PROVED, BROWSER = "staff-begun", "staff-seen", "staff-proved", "staff-browser"
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
    request.session[BROWSER] = browsers.called(request.headers.get("User-Agent", ""))


def _is_over(request: HttpRequest, now: float) -> bool:
    begun: float = request.session.get(BEGUN, now)
    seen: float = request.session.get(SEEN, now)
    longest, idle = settings.STAFF_HOURS * 3600, settings.STAFF_IDLE_MINUTES * 60
    return bool(now - begun > longest or now - seen > idle)


@dataclass(frozen=True)
class Running:
    """A session of a person. `handle` names it and opens nothing; `browser` is what that calls itself, or ''."""

    handle: str
    begun: datetime
    seen: datetime
    browser: str
    is_this: bool


def running(request: HttpRequest) -> list[Running]:
    """Those of who asks, the one that was used last first."""
    own = request.session.session_key
    found = [
        Running(_handle(row.pk), _moment(data, BEGUN), _moment(data, SEEN), data.get(BROWSER, ""), row.pk == own)
        for row, data in _of(request.user)
    ]
    return sorted(found, key=lambda each: (each.is_this, each.seen), reverse=True)


def end_one(user: AbstractBaseUser | AnonymousUser, handle: str) -> int:
    """End the session of `user` that is named so; gives how many that were."""
    return _end(row for row, _data in _of(user) if _handle(row.pk) == handle)


def end_all(user: AbstractBaseUser | AnonymousUser) -> int:
    """End every session of `user`, on every device; gives how many."""
    return _end(row for row, _data in _of(user))


def _end(rows: Iterable[Session]) -> int:
    return Session.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


def _of(user: AbstractBaseUser | AnonymousUser) -> Iterator[tuple[Session, dict[str, Any]]]:
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk):
            yield row, data


def _handle(key: str) -> str:
    """The key is long and random, so nobody finds it by its digest."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, 0), UTC)
