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

from kb.base import problems
from kb.base.languages import accepted, codes
from kb.project.door.bridge import Answer
from kb.project.door.request import Headers, Request

API, JSON = "/api/", "application/json"


@dataclass(frozen=True)
class Reason:
    status: int
    title: str | Promise
    detail: str | Promise
    retry_after: int = 0  # seconds
    reading: str | Promise | None = None  # in place of `detail` for a request that sends nothing


REASONS = {
    "bad-request": Reason(
        400, _("This request cannot be read"), _("It names its host twice. Please send it again with one host.")
    ),
    "not-found": Reason(
        404, _("There is no such file"), _("It may belong to an older page. Please reload the page.")
    ),
    "too-slow": Reason(
        408,
        _("That took too long to upload"),
        _("The connection is too slow, or it was interrupted. Nothing was saved. Please try again."),
    ),
    "too-large": Reason(
        413,
        _("That is too much at once"),
        _("This page accepts %(most)s at most. Nothing was saved. Please send less."),
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
        reading=_("It cannot answer just now. Please try again in a few seconds."),
    ),
    "unavailable": Reason(
        503,
        _("That is not possible just now"),
        _("The site cannot read or save what this takes. What you sent was not saved. Please try again in a minute."),
        retry_after=10,
        reading=_("The site cannot read what this page needs. Please try again in a minute."),
    ),
}


@dataclass(frozen=True)
class Asked:
    """What an answer depends on: path and method, and the headers Accept-Language and Content-Type."""

    path: str
    method: str
    languages: str
    media_type: str

    @property
    def is_by_program(self) -> bool:
        return self.path.startswith(API) or self.media_type.partition(";")[0].strip().lower() == JSON

    @property
    def is_reading(self) -> bool:
        return self.method in {"GET", "HEAD"}


def refuse(request: Request, name: str, most: int = 0) -> Answer:
    """The answer for a reason of REASONS, in the language of the request; `most`, in bytes, for what is too large."""
    languages, media_type = request.text(b"accept-language"), request.text(b"content-type")
    return answer(Asked(request.path, request.method, languages, media_type), name, most)


def answer(asked: Asked, name: str, most: int = 0) -> Answer:
    language = language_of(asked)
    body = (_problem if asked.is_by_program else _page)(name, language, most, asked.is_reading)
    reason = REASONS[name]
    headers: Headers = [
        (b"content-type", problems.MEDIA_TYPE.encode() if asked.is_by_program else b"text/html; charset=utf-8"),
        (b"content-language", language.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if reason.retry_after:
        headers.append((b"retry-after", str(reason.retry_after).encode()))
    if reason.status in {400, 408, 413}:
        headers.append((b"connection", b"close"))  # the rest of the body is not waited for
    return Answer(reason.status, headers, b"" if asked.method == "HEAD" else body)


def language_of(asked: Asked) -> str:
    """The language of the address, else the best that the client accepts, else the site's own."""
    first = asked.path[1:].partition("/")[0]
    if first in codes():
        return first
    return accepted(asked.languages) or settings.LANGUAGE_CODE


@lru_cache(200)
def _problem(name: str, language: str, most: int, is_reading: bool) -> bytes:
    texts = {code: _texts(name, code, most, is_reading) for code in codes()}
    return json.dumps(problems.body(REASONS[name].status, name, **texts[language], texts=texts)).encode()


@lru_cache(200)
def _page(name: str, language: str, most: int, is_reading: bool) -> bytes:
    """What sent nothing can be asked for again with a link."""
    reason = REASONS[name]
    context = {"status": reason.status, "again": is_reading and reason.retry_after > 0}
    with translation.override(language):
        return render_to_string("refused.html", context | _texts(name, language, most, is_reading)).encode()


def _texts(name: str, language: str, most: int, is_reading: bool) -> dict[str, str]:
    reason = REASONS[name]
    with translation.override(language):
        detail = str(reason.reading if is_reading and reason.reading else reason.detail)
        return {"title": str(reason.title), "detail": detail % {"most": _size(most)} if most else detail}


def _size(size: int) -> str:
    """In whole units, rounded down: what is told fits for sure."""
    kilobytes = max(1, size // 1024)
    if kilobytes >= 1024:
        return ngettext("%(count)s megabyte", "%(count)s megabytes", kilobytes // 1024) % {"count": kilobytes // 1024}
    return ngettext("%(count)s kilobyte", "%(count)s kilobytes", kilobytes) % {"count": kilobytes}
