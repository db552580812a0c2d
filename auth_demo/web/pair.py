"""The page that a phone opens to become a device of a practice, its address, and the QR code of that address."""

import ipaddress
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from auth_demo.web import assets, pairing_strings
from auth_demo.web.pages import practice_page

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


@practice_page()
def page(request: HttpRequest) -> HttpResponse:
    """Alike for everybody: the code stands behind the # of the address, where no server sees it."""
    payload = {"language": translation.get_language(), "strings": pairing_strings.phone()}
    return render(request, "auth_demo/pair.html", {"payload": payload, "scripts": assets.own_phone()})


def address(language: str) -> str:
    """Of that page, for a phone: below PUBLIC_URL, which is where the site says that it is reached."""
    with translation.override(language):
        return settings.PUBLIC_URL.rstrip("/") + reverse("practice:pair")


def is_reachable(url: str) -> bool:
    """Whether another machine may come to it: not to a loopback address, nor to one that means all of a machine's."""
    host = urlsplit(url).hostname or ""
    try:
        known = ipaddress.ip_address(host)
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")
    return not (known.is_loopback or known.is_unspecified)


def qr(text: str) -> dict[str, int | str]:
    """TEXT as a QR code that a page can draw without any markup of ours: one path, a run of dark modules at a time."""
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
