"""Which language an answer of the API is in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header


def accepted(header: str) -> str | None:
    """The best of the site's languages that an Accept-Language header names, or None."""
    known = [code for code, _name in settings.LANGUAGES]
    for wanted, _quality in parse_accept_lang_header(header):
        for candidate in (wanted, wanted.partition("-")[0]):
            if candidate in known:
                return candidate
    return None


def of_request(request: HttpRequest, fallback: str | None = None) -> str:
    """The language asked for by this request, else FALLBACK (the sandbox's), else the site's first."""
    return accepted(request.headers.get("Accept-Language", "")) or fallback or settings.LANGUAGE_CODE
