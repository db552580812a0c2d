"""Searches that left readers without an answer: what the board asks for them, and marks them as dealt with."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.base.languages import codes
from kb.workflow.board import searches
from kb.workflow.board.searches import How, Show

LISTS = ("searches", "unopened")  # parts of the board


@require_POST
def deal(request: HttpRequest) -> HttpResponse:
    """Mark the search that was sent, `LANGUAGE:WORDS`, or take its mark away."""
    deed = "undo" if "undo" in request.POST else "deal"
    language, _colon, terms = request.POST.get(deed, "").partition(":")
    if language not in codes() or not searches.may_deal(request.user, language):
        raise PermissionDenied
    if deed == "undo":
        if searches.undo(terms, language):
            messages.success(request, _("“%(terms)s” is to be dealt with again.") % {"terms": terms})
    elif searches.deal(terms, language, by=request.user):
        words = _(
            "“%(terms)s” is marked as dealt with. It comes back when readers search for it again without a result."
        )
        messages.success(request, words % {"terms": terms})
    else:
        messages.error(request, _("Nobody has searched for this recently."))
    return HttpResponseRedirect(_back(request))


def done(request: HttpRequest, how: How, number: int | None = None) -> None:
    """What was begun from a search has been done; the address of the form still says from which one."""
    language, terms = request.GET.get("language", ""), request.GET.get("terms", "")
    if terms and language in codes() and searches.may_deal(request.user, language):
        searches.deal(terms, language, how, by=request.user, number=number)


def _back(request: HttpRequest) -> str:
    """The list that it was done on, as it was filtered."""
    key = request.POST.get("list", "")
    show, language = request.POST.get("show", ""), request.POST.get("language", "")
    kept = {"show": show if show in Show.values else "", "language": language if language in codes() else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    address = reverse("admin:kb_board_panel", args=[key if key in LISTS else LISTS[0]])
    return f"{address}?{query}" if query else address
