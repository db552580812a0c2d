"""What happens at the door is written down; and after too many refusals the door stays shut for a while.

A try is counted before it is looked at (`count`), so that tries at the same moment cannot share one count; what turns out to
be right does not count after all (`give_back`). The log, `SignIn`, decides nothing but who is known where.
"""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from kb.base import limits
from kb.base.clients import client_key, disguised
from kb.models import SignIn

Kind = SignIn.Kind

WINDOW = timedelta(minutes=15)
REFUSALS = (Kind.REFUSED, Kind.CODE_REFUSED, Kind.PASSKEY_REFUSED)
ADMITTED = (Kind.VERIFIED, Kind.RECOVERED, Kind.PASSKEY, Kind.SSO)
SIGNED_IN = (*ADMITTED, Kind.ENROLLED, Kind.PASSKEY_ADDED)  # the first time, setting up the second step lets in
# What somebody with the session of another would do, so the person is shown it.
CHANGES = (Kind.ENROLLED, Kind.CODES_RENEWED, Kind.PASSKEY_ADDED, Kind.PASSKEY_REMOVED, Kind.PASSWORD_CHANGED)
# How many refusals within WINDOW shut the door: to one name from one address, to an address, to a name from anywhere.
# Behind one address there may be an office with all its editors, or, where TRUSTED_PROXIES is wrong, everybody.
PAIR, ADDRESS, NAME = 5, 100, 50
# Where a person has signed in before, only their own tries from there count: no stranger can shut an editor out by
# guessing elsewhere, or under other names. So many addresses are known of a person, and for so long.
KNOWN, KNOWN_FOR = 10, timedelta(days=90)


class Limit(NamedTuple):
    what: str
    whose: str
    most: int


def record(request: HttpRequest, kind: Kind, username: str) -> None:
    users = get_user_model()._default_manager
    user = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
    values = {"name_key": name_key(username), "address_key": client_key(request)}
    known = username if user else ""
    SignIn.objects.create(kind=kind, user=user, username=known, **values)
    if kind in REFUSALS and (left := wait(request, username)) and _is_first_to_tell(request, username, left):
        SignIn.objects.create(kind=Kind.LOCKED, user=user, username=known, **values)
    if kind in ADMITTED:
        pair = _pair(request, username)
        limits.forget(pair.what, pair.whose)


def count(request: HttpRequest, username: str) -> timedelta:
    """Count a try before it is looked at; zero, or how long this client has to wait before it may try `username` (again).

    Raises django.db.Error: a try that cannot be counted is not looked at.
    """
    left = wait(request, username)
    if left:
        return left
    counted: list[Limit] = []
    for each in _limits(request, username):
        refused = limits.spend(each.what, each.whose, most=each.most, seconds=WINDOW.total_seconds())
        if refused:
            _give_back(counted)
            return refused
        counted.append(each)
    return timedelta()


def give_back(request: HttpRequest, username: str) -> None:
    """What was counted was right, or was not looked at. To be called before `record` makes the address a known one."""
    _give_back(_limits(request, username))


def wait(request: HttpRequest, username: str) -> timedelta:
    """How long this client has to wait before it may try `username` (again); zero if it need not."""
    waits = (limits.to_wait(each.what, each.whose, most=each.most) for each in _limits(request, username))
    return max(filter(None, waits), default=timedelta())


def name_key(username: str) -> str:
    return disguised(username.casefold(), b"name")


def _limits(request: HttpRequest, username: str) -> list[Limit]:
    pair, name, address = _pair(request, username), name_key(username), client_key(request)
    if address in _known_addresses(name):
        return [pair]
    return [pair, Limit("sign-in-name", name, NAME), Limit("sign-in-address", address, ADDRESS)]


def _pair(request: HttpRequest, username: str) -> Limit:
    return Limit("sign-in", name_key(username) + client_key(request), PAIR)


def _known_addresses(name: str) -> list[str]:
    """From where the person of that name was let in last, disguised."""
    let_in = SignIn.objects.filter(name_key=name, kind__in=SIGNED_IN, at__gt=timezone.now() - KNOWN_FOR)
    last = let_in.values("address_key").annotate(last=Max("at")).order_by("-last")
    return list(last.values_list("address_key", flat=True)[:KNOWN])


def _give_back(counted: list[Limit]) -> None:
    for each in counted:
        limits.give_back(each.what, each.whose)


def _is_first_to_tell(request: HttpRequest, username: str, left: timedelta) -> bool:
    """Whether nobody has written down yet that the door is shut: of tries at the same moment one does."""
    whose = _pair(request, username).whose
    return limits.spend("sign-in-locked", whose, most=1, seconds=left.total_seconds()) is None
