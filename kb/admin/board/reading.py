"""A person says that they have read what others did: it is on their board no longer."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from kb.workflow.board import news


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Up to the moment that was sent: what was done since the page was made is still news."""
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied
    if until := _moment(request.POST.get("until", "")):
        news.mark_read(request.user, min(until, timezone.now()))
    return HttpResponseRedirect(reverse("admin:kb_board_panel", args=["mine"]))


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
