"""What the door itself answers when it lets a request no further: pages for people, problem details for programs.

No database and no thread is needed for them, so they are there when the site has its hands full.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.utils.translation.trans_real import parse_accept_lang_header

from kb.project.door.bridge import Answer
from kb.project.door.request import Headers, Request

API = "/api/"
TYPES = "/api/v1/problems/"


@dataclass(frozen=True)
class Reason:
    status: int
    title: str | Promise
    detail: str | Promise
    retry_after: int = 0  # seconds


REASONS = {
    "bad-request": Reason(
        400, _("This request cannot be read"), _("It names its host twice. Please send it again with one host.")
    ),
    "not-found": Reason(
        404, _("There is no such file"), _("It may belong to an older page. Please reload the page.")
    ),
    "too-slow": Reason(
        408,
        _("That took too long to arrive"),
        _("The connection is too slow, or it was interrupted. Nothing was saved. Please try again."),
    ),
    "too-large": Reason(
        413,
        _("That is too much at once"),
        _("This page takes %(most)s at most. Nothing was saved. Please send less."),
    ),
    "server-error": Reason(
        500,
        _("Something went wrong"),
        _("The fault is ours, not yours. It has been noted. Please try again in a minute."),
    ),
    "busy": Reason(
        503,
        _("The site is very busy"),
        _("It cannot answer just now, and nothing was saved. Please try again in a few seconds."),
        retry_after=5,
    ),
}


def refuse(request: Request, name: str, most: int = 0) -> Answer:
    """The answer for a reason of REASONS, in the language of the request; MOST, in bytes, for what is too large."""
    language = language_of(request)
    is_api = request.path.startswith(API)
    body = (_problem if is_api else _page)(name, language, most)
    reason = REASONS[name]
    headers: Headers = [
        (b"content-type", b"application/problem+json" if is_api else b"text/html; charset=utf-8"),
        (b"content-language", language.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if reason.retry_after:
        headers.append((b"retry-after", str(reason.retry_after).encode()))
    if reason.status in {400, 408, 413}:
        headers.append((b"connection", b"close"))  # the rest of the body is not waited for
    return Answer(reason.status, headers, b"" if request.method == "HEAD" else body)


def language_of(request: Request) -> str:
    """The language of the address, else the best that the client accepts, else the site's own."""
    codes = [code for code, _name in settings.LANGUAGES]
    first = request.path[1:].partition("/")[0]
    if first in codes:
        return first
    for wanted, _quality in parse_accept_lang_header(request.text(b"accept-language")):
        for code in (wanted, wanted.partition("-")[0]):
            if code in codes:
                return code
    return settings.LANGUAGE_CODE


@lru_cache(200)
def _problem(name: str, language: str, most: int) -> bytes:
    texts = {code: _texts(name, code, most) for code, _name in settings.LANGUAGES}
    body = {"type": TYPES + name, **texts[language], "status": REASONS[name].status, "reason": name, "texts": texts}
    return json.dumps(body).encode()


@lru_cache(200)
def _page(name: str, language: str, most: int) -> bytes:
    texts = _texts(name, language, most)
    with translation.override(language):
        return render_to_string("refused.html", {"status": REASONS[name].status, **texts}).encode()


def _texts(name: str, language: str, most: int) -> dict[str, str]:
    reason = REASONS[name]
    with translation.override(language):
        return {
            "title": str(reason.title),
            "detail": str(reason.detail) % {"most": _size(most)} if most else str(reason.detail),
        }


def _size(size: int) -> str:
    """In whole units, rounded down: what is told fits for sure."""
    kilobytes = max(1, size // 1024)
    if kilobytes >= 1024:
        return ngettext("%(count)s megabyte", "%(count)s megabytes", kilobytes // 1024) % {"count": kilobytes // 1024}
    return ngettext("%(count)s kilobyte", "%(count)s kilobytes", kilobytes) % {"count": kilobytes}
