"""A person's access tokens: made after they have shown that it is they, told once, revoked with a click."""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kb.admin.notices import preferences
from kb.models import AccessToken
from kb.staff.proof import proven
from kb.workflow import tokens
from kb.workflow.people import languages, may_edit


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def may_have(person: User) -> bool:
    """A token opens drafts, so it is for people who write."""
    return bool(languages(person, may_edit))


@require_POST
@proven
def make(request: HttpRequest) -> HttpResponse:
    person = _owner(request)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return preferences.page(request, status=422, token_form=form)
    try:
        _token, secret = tokens.make(person, form.cleaned_data["name"])
    except tokens.TooMany:
        form.add_error("name", _("You have %(most)d tokens. Revoke one first.") % {"most": tokens.MOST})
        return preferences.page(request, status=422, token_form=form)
    return preferences.page(request, secret=secret)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(AccessToken, pk=pk, person=_owner(request))
    if tokens.revoke(token):
        messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return HttpResponseRedirect(reverse("admin:kb_preferences") + "#tokens")


def _owner(request: HttpRequest) -> User:
    person = request.user
    if not isinstance(person, User) or not may_have(person):
        raise PermissionDenied
    return person
