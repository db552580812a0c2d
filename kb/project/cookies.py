"""The cookies that Django names itself, under the name that all of this site have (settings.COOKIE_PREFIX); and no other text in
them than anywhere else.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kb.base import signs


class NamedCookie(CookieStorage):
    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    storage_classes = (NamedCookie, SessionStorage)


class CookiesMiddleware:
    """Before the sessions: a cookie with a character that no text may have is none of ours, and PostgreSQL refuses to look for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\\" in request.META.get("HTTP_COOKIE", ""):  # only so can one be written
            for name, value in list(request.COOKIES.items()):
                if not signs.is_clean(value):
                    del request.COOKIES[name]
        return self.get_response(request)
