"""The saved filters of the board: kept under a name, and dropped."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kb.models import SavedFilter
from kb.workflow.board import filters

ASKED = ("q", "standing", "language", "category", "source", "whose", "sort")  # what a filter may ask for


class SaveForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for what the board shows; `query` is its address's."""

    query = forms.CharField(
        widget=forms.HiddenInput,
        max_length=1000,
        error_messages={"required": gettext_lazy("Choose something to filter by first.")},
    )

    class Meta:
        model = SavedFilter
        fields = ("name", "is_shared")

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, auto_id="save-%s", initial=initial)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


def asked(sent: QueryDict) -> str:
    """What `sent` asks of the board, in one order and without its page; '' for nothing."""
    return urlencode([(name, sent[name]) for name in ASKED if sent.get(name)])


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied
    query = asked(QueryDict(request.POST.get("query", "")))
    form = SaveForm({**request.POST.dict(), "query": query})
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return _board(query)
    name, is_shared = form.cleaned_data["name"], form.cleaned_data["is_shared"]
    try:
        filters.keep(request.user, name, query, is_shared=is_shared)
    except filters.TooMany:
        messages.error(request, _("You have %(most)d filters. Remove one first.") % {"most": filters.MOST})
    else:
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": name})
    return _board(query)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk)
    if not request.user.has_perm("kb.view_article") or not filters.may_drop(request.user, saved):
        raise PermissionDenied
    saved.delete()
    messages.success(request, _("The filter “%(name)s” is removed.") % {"name": saved.name})
    return _board("")


def _board(query: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:index") + (f"?{query}" if query else ""))
