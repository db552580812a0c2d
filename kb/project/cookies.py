"""The cookies that Django names itself, under the name that all of this site have (settings.COOKIE_PREFIX)."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    storage_classes = (NamedCookie, SessionStorage)
