"""Which language an answer of the API is in."""

from django.conf import settings
from django.http import HttpRequest

from kb.base.languages import accepted, here


def of_request(request: HttpRequest, fallback: str | None = None) -> str:
    """The language asked for by this request, else `fallback` (the sandbox's), else the site's first."""
    return accepted(request.headers.get("Accept-Language", "")) or here(fallback or settings.LANGUAGE_CODE)
