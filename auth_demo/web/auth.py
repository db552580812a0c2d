"""Who may enter a sandbox: anyone who holds its token, as a Bearer token or in the cookie that the site's pages keep.

Only a hash of the token is stored. The cookie is HttpOnly and SameSite=Strict; besides, what it authorises must come
from this very site, for every method that changes anything.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from auth_demo.verifier import enrol, pairing, state
from auth_demo.verifier.enrol import Sandbox
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.pairing import Pairing
from auth_demo.web import limits

COOKIE = "sandbox_"
MOST_COOKIES = 50  # more would not fit into what proxies take for the head of a request; each costs a hash
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What the key of a paired phone is for, by the kind of device that the phone has become: what its page asks for, and
# nothing else. Besides, /pairings/{pairing_id} is its own. Where a {phone} is named it is that very phone.
LOOKS = frozenset({("GET", "/sandboxes/<sandbox_id>"), ("GET", "/sandboxes/<sandbox_id>/events")})
# The faults that are the phone's own: its clock set by hand, airplane mode, messages that wait for a restart.
SETS = frozenset({"phone-clock", "airplane", "stuck-sms"})
MAY = {
    "security-card": LOOKS,
    "phone": LOOKS
    | {
        ("GET", "/sandboxes/<sandbox_id>/messages"),
        ("GET", "/sandboxes/<sandbox_id>/messages/<n>"),
        ("POST", "/sandboxes/<sandbox_id>/messages/<n>/answer"),
        ("POST", "/sandboxes/<sandbox_id>/phones/<phone>/activation"),
        ("POST", "/sandboxes/<sandbox_id>/phones/<phone>/activation/confirmation"),
        ("POST", "/sandboxes/<sandbox_id>/phones/<phone>/forget"),
        ("POST", "/logins/<login_id>/approval"),
        ("POST", "/sandboxes/<sandbox_id>/faults"),  # SETS alone
        # The trading app on the phone is a place to log in.
        ("POST", "/sandboxes/<sandbox_id>/logins"),
        ("GET", "/logins/<login_id>"),
        ("POST", "/logins/<login_id>/response"),
        ("POST", "/logins/<login_id>/resend"),
        ("POST", "/logins/<login_id>/fallback"),
    },
}


class SandboxKey(HttpBearer):
    """The token that `POST /sandboxes` answered with."""

    def __call__(self, request: HttpRequest) -> Any:
        """The open sandboxes whose tokens the request carries; none is a 401."""
        tokens = tokens_of(request)
        return enrol.find(tokens) if tokens else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return enrol.find([token])


def tokens_of(request: HttpRequest) -> list[str]:
    """Those that a request carries. Raises Refused (cross-site) if they are cookies sent from another site."""
    bearer = bearer_token(request.headers.get("Authorization", ""))
    if bearer:
        return [bearer]
    tokens = cookie_tokens(request.COOKIES)
    if tokens and request.method not in SAFE:
        refuse_cross_site(request)
    return tokens


def bearer_token(header: str) -> str:
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def cookie_name(its_id: str = "") -> str:
    return f"{settings.COOKIE_PREFIX}{COOKIE}{its_id}"


def cookie_path() -> str:
    """Where the cookie is sent; a name with a prefix has to be the whole host's."""
    return "/" if settings.COOKIE_PREFIX else "/api/v1/"


def cookie_tokens(cookies: dict[str, str]) -> list[str]:
    return [cookies[name] for name in _names(cookies)[-MOST_COOKIES:]]


def _names(cookies: dict[str, str]) -> list[str]:
    """A browser sends the oldest first (RFC 6265 §5.4)."""
    return [name for name in cookies if name.startswith(cookie_name())]


def refuse_cross_site(request: HttpRequest) -> None:
    """SECURITY: a browser says where an unsafe request comes from; one that does not say is not believed."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if site != "same-origin" if site else origin not in own:
        raise Refused(Reason.CROSS_SITE)


def keep_in_cookie(request: HttpRequest, response: HttpResponse, its_id: str, token: str) -> None:
    """`its_id` is a sandbox's, or a pairing's: one browser may hold both, the computer's window beside the phone's.

    Anyone who opens one practice after another all day keeps the newest.
    """
    for name in _names(request.COOKIES)[: 1 - MOST_COOKIES]:
        response.delete_cookie(name, path=cookie_path(), samesite="Strict")
    response.set_cookie(
        cookie_name(its_id),
        token,
        max_age=settings.SANDBOX_HOURS * 3600,
        path=cookie_path(),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def enter(request: HttpRequest, sandbox_id: str) -> Sandbox:
    """The sandbox of that id, if the request holds its key. Raises Refused (not-found, forbidden): no word on whose it is."""
    sandbox = _found(request, sandbox_id)
    _refuse_phone(request, sandbox)
    return _entered(request, sandbox)


def enter_as_owner(request: HttpRequest, sandbox_id: str) -> Sandbox:
    """The same, but for no phone that is only paired with it. Raises Refused (not-found, not-offered)."""
    sandbox = _entered(request, _found(request, sandbox_id))
    if not enrol.is_owner(sandbox, tokens_of(request)):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.PAIRED)
    return sandbox


def _found(request: HttpRequest, sandbox_id: str) -> Sandbox:
    for sandbox in keys_of(request):
        if sandbox.pk == sandbox_id:
            return sandbox
    raise Refused(Reason.NOT_FOUND)


def paired_as(request: HttpRequest, sandbox: Sandbox) -> list[str] | None:
    """Which devices of `sandbox` the request comes from, if it has paired phones' keys alone; None for the computer's.

    Raises Refused (not-found) if they were taken back this moment.
    """
    tokens = tokens_of(request)
    if enrol.is_owner(sandbox, tokens):
        return None
    devices = pairing.devices_of(sandbox, tokens)
    if not devices:
        raise Refused(Reason.NOT_FOUND)
    return devices


def refuse_faults(request: HttpRequest, sandbox: Sandbox, wanted: Iterable[str]) -> None:
    """Raises Refused (forbidden) where a paired phone would break more than itself."""
    if paired_as(request, sandbox) is not None and not SETS.issuperset(wanted):
        raise Refused(Reason.FORBIDDEN, topic=Topic.PAIRED)


def _refuse_phone(request: HttpRequest, sandbox: Sandbox) -> None:
    """SECURITY: a paired phone does what is named in MAY, on its own device; all else is for the computer."""
    devices = paired_as(request, sandbox)
    place = request.resolver_match
    if devices is None or place is None:
        return
    operation = (request.method or "", place.route.removeprefix("api/v1"))
    for device in devices:
        if operation in MAY.get(pairing.kind_of(sandbox, device), ()) and place.kwargs.get("phone", device) == device:
            return
    raise Refused(Reason.FORBIDDEN, topic=Topic.PAIRED)


def enter_by_pairing(request: HttpRequest, pairing_id: str) -> Pairing:
    """The pairing whose token the phone's request carries. Raises Refused (unauthorized, gone)."""
    found = pairing.of_phone(pairing_id, tokens_of(request))
    _entered(request, found.sandbox)
    return found


def enter_by_login(request: HttpRequest, login_id: str) -> Sandbox:
    """Raises Refused (not-found, forbidden)."""
    sandbox = state.sandbox_of_login(keys_of(request), login_id)
    _refuse_phone(request, sandbox)
    return _entered(request, sandbox)


def keys_of(request: HttpRequest) -> list[Sandbox]:
    keys: list[Sandbox] = request.auth  # type: ignore[attr-defined]
    return keys


def entered(request: HttpRequest) -> Sandbox | None:
    """The sandbox that this request has entered: its clock and language go into the answer."""
    return getattr(request, "_practice_sandbox", None)


def _entered(request: HttpRequest, sandbox: Sandbox) -> Sandbox:
    request._practice_sandbox = sandbox  # type: ignore[attr-defined]
    limits.spend(sandbox.pk)
    return sandbox
