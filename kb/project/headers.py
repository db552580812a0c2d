"""The headers that every answer has, no matter who gives it: Django, or the door before it (kb.project.asgi)."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kb.base import policy

# What no page of ours uses, so that nothing that gets into one can. Not here, so allowed to ourselves: passkeys, the copy
# button's clipboard, the practice call's sound.
DENIED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)


# An answer may have a stricter value of its own.
HEADERS: dict[str, str] = {
    "Content-Security-Policy": policy.written(),
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
}
# jQuery, select2 and Django's scripts make HTML of strings: on the desk it is looked at first (static/js/desk/trusted.js).
OF_THE_DESK = policy.written(trusted_types=("default", "inspected", "preview"))
SHARED = "cross-origin"  # pictures: feed readers and other sites' previews of a link show them


CACHED = {200, 206, 304}  # what views say the age of


def transport_security() -> str:
    """What Django's SecurityMiddleware says to who came by https (RFC 6797 wants it nowhere else); '' without https."""
    if not settings.SECURE_HSTS_SECONDS:
        return ""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    parts += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    parts += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return "; ".join(parts)


# The same for what is answered without Django; OVER_TLS goes with it where the request came by https.
ALWAYS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
OVER_TLS = [(b"strict-transport-security", value.encode()) for value in [transport_security()] if value]


# What a browser heeds in a document alone. A script or a style sheet goes without, and with the shortest policy there is,
# for one that is opened by itself: a practice fetches a dozen of them, and these headers would be as long as the smaller ones.
OF_DOCUMENTS = {"Permissions-Policy", "X-Frame-Options", "Cross-Origin-Opener-Policy"}
NO_DOCUMENTS = (b"text/css", b"text/javascript")
EVERYWHERE = [
    (name.lower().encode(), value.encode())
    for name, value in (HEADERS | {"Content-Security-Policy": "default-src 'none'"}).items()
    if name not in OF_DOCUMENTS
]

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def complete(send: Send, *, is_secure: bool) -> Send:
    """`send` for an ASGI application that knows nothing of these headers: each answer gets those that it lacks."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower(): value for name, value in message["headers"]}
            kind = there.get(b"content-type", b"")
            if kind.startswith(b"image/"):
                message["headers"] = [*message["headers"], (b"cross-origin-resource-policy", SHARED.encode())]
                there[b"cross-origin-resource-policy"] = b""
            wanted = EVERYWHERE if kind.startswith(NO_DOCUMENTS) else ALWAYS
            wanted = [*wanted, *OVER_TLS] if is_secure else wanted
            message["headers"] = [*message["headers"], *(each for each in wanted if each[0] not in there)]
        await send(message)

    return sent


class HeadersMiddleware:
    """Outside of all that may answer, refusals and static files included; the page cache alone keeps what it adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.split("/")[2:3] == ["admin"]:
            response.headers.setdefault("Content-Security-Policy", OF_THE_DESK)
        if response.headers.get("Content-Type", "").startswith("image/"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", SHARED)
        is_debug_page = settings.DEBUG and response.status_code in {404, 500}  # Django's own, with styles inside
        for name, value in HEADERS.items():
            if not (is_debug_page and name == "Content-Security-Policy"):
                response.headers.setdefault(name, value)
        if response.status_code not in CACHED:
            # Browsers keep a 301, 404 or 410 for ever unless they are told; a page can be renamed back, or revived.
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
