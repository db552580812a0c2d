"""The page that a phone opens to become a device of a practice, its addresses, and the QR code of the long one."""

import ipaddress
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from auth_demo.verifier import pairing
from auth_demo.verifier.outcome import Refused
from auth_demo.web import assets, limits, pairing_strings, problems
from auth_demo.web.pages import practice_page
from kb.base.caching import names_read
from kb.base.clients import client_of

WORKER = "static/js/demo/pairing/worker.js"
LONGEST = 40  # signs of a code as it is typed, with all that may be between them
QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


@practice_page()
def empty(request: HttpRequest) -> HttpResponse:
    """Alike for everybody: a scanned code comes after the # of the address, where no server sees it."""
    return render(request, "auth_demo/pair.html", _context())


def typed(request: HttpRequest) -> HttpResponse:
    """What is wrong with the code, and what to do; one that is right is left for the script of the page to use."""
    code, refusal = request.POST.get("code", ""), None
    try:
        limits.spend_exchange(request)
        with limits.spend_typed(request):
            pairing.look_up(code)
    except Refused as refused:
        refusal = refused
    body: dict[str, Any] = problems.describe(refusal) if refusal else {}
    context = {**_context(), "code": code[:LONGEST], "refusal": body}
    response = render(request, "auth_demo/pair.html", context, status=body.get("status", 200))
    own = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    for name, value in ((problems.again(refusal) if refusal else {}) | own).items():
        response[name] = value
    return response


@csrf_exempt  # nothing is done for the sender of the form: it only tells what is wrong with a code
def page(request: HttpRequest) -> HttpResponseBase:
    """One's own phone as a device. The form is sent where the page's script has not come, and says what it can."""
    return typed(request) if request.method == "POST" else empty(request)


page.names_read = names_read(empty)  # type: ignore[attr-defined]  # what is kept of it is the empty page


def _context() -> dict[str, Any]:
    payload = {"language": translation.get_language(), "strings": pairing_strings.phone()}
    return {"payload": payload, "scripts": assets.own_phone(), "longest": LONGEST}


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the page for a phone without a connection. Here it may keep that page and no other."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"  # an upgrade is seen at once
    return response


@cache
def _worker() -> bytes:
    return (settings.BASE_DIR / WORKER).read_bytes()


@require_safe
def shortcut(_request: HttpRequest) -> HttpResponse:
    """A short address to type leads to the page, in the language of the address or else of the browser."""
    response = HttpResponseRedirect(reverse("practice:pair"))
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def address(language: str) -> str:
    """Of that page, for a phone: below PUBLIC_URL, which is where the site says that it is reached."""
    with translation.override(language):
        return settings.PUBLIC_URL.rstrip("/") + reverse("practice:pair")


def short_address() -> str:
    """The one to type: no language, and no sign more than is needed."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("short:pair")


def is_reachable(url: str) -> bool:
    """Whether another machine may come to it: not to a loopback address, nor to one that means all of a machine's."""
    host = urlsplit(url).hostname or ""
    try:
        known = ipaddress.ip_address(host)
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")
    return not (known.is_loopback or known.is_unspecified)


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the browser is on the machine that serves the site, as its operator's is who tries it out."""
    try:
        return ipaddress.ip_address(client_of(request)).is_loopback
    except ValueError:
        return False


def qr(text: str) -> dict[str, int | str]:
    """`text` as a QR code that a page can draw without any markup of ours: one path, a run of dark modules at a time."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix, start=QUIET):
        x = 0
        while x < len(row):
            length = next((at for at, dark in enumerate(row[x:]) if dark != row[x]), len(row) - x)
            if row[x]:
                runs.append(f"M{x + QUIET} {y}h{length}v1h-{length}z")
            x += length
    return {"size": len(matrix) + 2 * QUIET, "path": "".join(runs)}
