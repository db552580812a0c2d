"""Who may enter a sandbox: whoever holds its token, as a Bearer token or in the cookie that the site's pages keep.

Only a hash of the token is stored. The cookie is HttpOnly and SameSite=Strict; besides, what it authorises must come
from this very site, for every method that changes anything.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from auth_demo.verifier import enrol, state
from auth_demo.verifier.enrol import Sandbox
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.web import limits

COOKIE = "sandbox_"
COOKIE_PATH = "/api/v1/"
MOST_COOKIES = 50  # a browser keeps hardly more for one site; each costs a hash
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SandboxKey(HttpBearer):
    """The token that `POST /sandboxes` answered with."""

    def __call__(self, request: HttpRequest) -> Any:
        """The open sandboxes whose tokens the request carries; none is a 401."""
        bearer = bearer_token(request.headers.get("Authorization", ""))
        if bearer:
            return enrol.find([bearer])
        tokens = cookie_tokens(request.COOKIES)
        if tokens and request.method not in SAFE:
            refuse_cross_site(request)
        return enrol.find(tokens) if tokens else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return enrol.find([token])


def bearer_token(header: str) -> str:
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def cookie_tokens(cookies: dict[str, str]) -> list[str]:
    return [value for name, value in cookies.items() if name.startswith(COOKIE)][:MOST_COOKIES]


def refuse_cross_site(request: HttpRequest) -> None:
    """SECURITY: a browser says where an unsafe request comes from; one that does not say is not believed."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if site != "same-origin" if site else origin not in own:
        raise Refused(Reason.CROSS_SITE)


def keep_in_cookie(response: HttpResponse, sandbox_id: str, token: str) -> None:
    response.set_cookie(
        COOKIE + sandbox_id,
        token,
        max_age=settings.SANDBOX_HOURS * 3600,
        path=COOKIE_PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def enter(request: HttpRequest, sandbox_id: str) -> Sandbox:
    """The sandbox of that id, if the request holds its key. Raises Refused (not-found): no word on whose it is."""
    for sandbox in keys_of(request):
        if sandbox.pk == sandbox_id:
            return _entered(request, sandbox)
    raise Refused(Reason.NOT_FOUND)


def enter_by_login(request: HttpRequest, login_id: str) -> Sandbox:
    return _entered(request, state.sandbox_of_login(keys_of(request), login_id))


def keys_of(request: HttpRequest) -> list[Sandbox]:
    return request.auth  # type: ignore[attr-defined]


def entered(request: HttpRequest) -> Sandbox | None:
    """The sandbox that this request has entered: its clock and language go into the answer."""
    return getattr(request, "_practice_sandbox", None)


def _entered(request: HttpRequest, sandbox: Sandbox) -> Sandbox:
    request._practice_sandbox = sandbox  # type: ignore[attr-defined]
    limits.spend(sandbox.pk)
    return sandbox
