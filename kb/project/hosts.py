"""Under which names the site answers. Who asks under another is told so, and the log in one line a name."""

import logging
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from kb.project.door.request import PROBED

MOST_TOLD = 100  # names in the log of a process: a scanner has no end of them

logger = logging.getLogger("kb.hosts")
_told: set[str] = set()


def is_ours(hosts: Sequence[str]) -> bool:
    """Whether the Host fields of a request are one, and a name of this site: for the door, before Django is asked."""
    if len(hosts) != 1:
        return False
    domain, _port = split_domain_port(hosts[0])
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def note(host: str) -> None:
    """One line in the log for a name that was refused, the first time."""
    if host not in _told and len(_told) < MOST_TOLD:
        _told.add(host)
        logger.warning("refused %.80r: this site is %s; ALLOWED_HOSTS may name others", host, settings.PUBLIC_URL)


def refused(request: HttpRequest) -> HttpResponse:
    """Plain text: a page would load its parts from where this site is not."""
    with translation.override(translation.get_language_from_request(request)):
        told = _("This site does not answer under that name. It is at %(address)s.")
        text = told % {"address": settings.PUBLIC_URL}
        response = HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")
        response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    response.headers["Cache-Control"] = "no-store"
    return response


class HostMiddleware:
    """Outside of all that asks for the host, so that a wrong one is no error of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PROBED:  # by address, whatever the site is called
            request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc
        try:
            request.get_host()
        except DisallowedHost:
            note(request.META.get("HTTP_HOST", ""))
            return refused(request)
        return self.get_response(request)
