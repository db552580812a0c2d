"""Anyone who signs out leaves nothing of the desk in the browser's cache."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# The cache alone. "storage" would take texts that were typed and not saved, which are kept for their author until the server
# has them, and the practice of anyone who learns in this browser; "cookies" those of other sites under the same domain, as the
# standard has it. The session's own cookie is deleted, and no longer valid.
CLEARED = '"cache"'


@receiver(user_logged_out)
def note(request: HttpRequest | None, **_signal: Any) -> None:
    """However it comes: by the button, everywhere at once, or because the session was over."""
    if request is not None:
        request._signed_out = True  # type: ignore[attr-defined]


class LeavingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "_signed_out", False):
            response.headers["Clear-Site-Data"] = CLEARED
        return response
