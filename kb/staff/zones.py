"""The editors' desk tells times in the zone of who looks, and takes them so."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from kb.models import Preference

ZONE = "zone"  # in the session, so that no page asks the database for it
UTC = "UTC"


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: object, **_signal: object) -> None:
    keep(
        request, Preference.objects.filter(person_id=getattr(user, "pk", None)).values_list("zone", flat=True).first()
    )


def keep(request: HttpRequest, zone: str | None) -> None:
    """From now on `zone` is that of this session; None: none was chosen."""
    request.session[ZONE] = zone or UTC


class ZoneMiddleware:
    """Readers' pages have days, and they are in UTC for all: they are the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.session.get(ZONE, UTC))):
            return self.get_response(request)
