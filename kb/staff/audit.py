"""What happens at the door is written down; and after too many refusals the door stays shut for a while."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from kb.base.clients import client_key, disguised
from kb.models import SignIn

Kind = SignIn.Kind

WINDOW = timedelta(minutes=15)
REFUSALS = (Kind.REFUSED, Kind.CODE_REFUSED, Kind.PASSKEY_REFUSED)
ADMITTED = (Kind.VERIFIED, Kind.RECOVERED, Kind.PASSKEY)
# How many refusals in WINDOW shut the door: to one name from one address, to an address, to a name from anywhere. The last is
# high, so that a stranger cannot easily keep an editor out.
PAIR, ADDRESS, NAME = 5, 20, 50


def record(request: HttpRequest, kind: Kind, username: str) -> None:
    users = get_user_model()._default_manager
    user = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
    values = {"name_key": name_key(username), "address_key": client_key(request)}
    known = username if user else ""
    SignIn.objects.create(kind=kind, user=user, username=known, **values)
    if kind in REFUSALS and wait(request, username):
        SignIn.objects.create(kind=Kind.LOCKED, user=user, username=known, **values)


def wait(request: HttpRequest, username: str, now: datetime | None = None) -> timedelta:
    """How long this address has to wait before it may try USERNAME (again); zero if it need not."""
    now = now or timezone.now()
    name, address = Q(name_key=name_key(username)), Q(address_key=client_key(request))
    since = _last_success(name & address) or now - WINDOW
    waits = (
        _wait(name & address & Q(at__gt=since), PAIR, now),
        _wait(address, ADDRESS, now),
        _wait(name, NAME, now),
    )
    return max(waits)


def name_key(username: str) -> str:
    return disguised(username.casefold(), b"name")


def _last_success(who: Q) -> datetime | None:
    found = SignIn.objects.filter(who, kind__in=ADMITTED).first()
    return found.at if found else None


def _wait(who: Q, limit: int, now: datetime) -> timedelta:
    """Until the refusal that is LIMIT back leaves the window."""
    refusals = SignIn.objects.filter(who, kind__in=REFUSALS, at__gt=now - WINDOW).order_by("-at", "-id")
    oldest = refusals.values_list("at", flat=True)[limit - 1 : limit].first()
    return oldest + WINDOW - now if oldest else timedelta()
