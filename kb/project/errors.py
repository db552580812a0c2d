"""Whatever goes wrong and is answered by Django: a 503 where the database or the disk is to blame, else the pages of kb.web."""

import sys

from django.http import HttpRequest, HttpResponse

from kb.base import trouble
from kb.project.door import refusals
from kb.web import entry, errors, redirects

SPELLED = frozenset(
    ("kb:category", "kb:category_feed", "kb:tag")
)  # addresses that fit with capitals too, and find nothing


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled."""
    return unavailable(request) if trouble.report(sys.exception()) else errors.server_error(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no address fits may lead elsewhere, or be another spelling of one that there is."""
    if answer := redirects.redirected(request):
        return answer
    fits = request.resolver_match
    guessed = entry.guessed(request) if fits is None or fits.view_name in SPELLED else None
    return guessed or errors.not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that cannot be saved is a bad request for Django, whatever it was that kept it from being saved."""
    return unavailable(request) if trouble.report(exception) else errors.bad_request(request, exception)


def unavailable(request: HttpRequest) -> HttpResponse:
    fields = request.headers
    asked = refusals.Asked(
        request.path_info, request.method or "", fields.get("Accept-Language", ""), fields.get("Content-Type", "")
    )
    answer = refusals.answer(asked, "unavailable")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
    return HttpResponse(answer.body, status=answer.status, headers=headers)
