"""How a person wants to be told, and in which zone their times are."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kb.base.languages import named
from kb.models import Preference
from kb.staff import zones
from kb.workflow import tokens
from kb.workflow.people import languages, may_edit


class PreferenceForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(label=gettext_lazy("Language of these e-mails"), choices=())
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=())
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the digest"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )

    class Meta:
        model = Preference
        fields = ("zone", "digest", "digest_hour", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = named()  # type: ignore[attr-defined]
        zones = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        zones.keep(request, form.save().zone)
        messages.success(request, _("Your preferences are saved."))
        return HttpResponseRedirect(reverse("admin:kb_preferences"))
    return page(request, status=422 if form.errors else 200, form=form)


def page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """`more` are a form with errors, or the secret of a token that was made just now."""
    person = _person(request)
    around = {
        **admin.site.each_context(request),
        "title": _("Preferences"),
        "is_nav_sidebar_enabled": False,
        "form": _form(request),
        "email": person.email,
        "can_send": bool(settings.EMAIL_HOST),
        "tokens": tokens.of(person) if languages(person, may_edit) else None,
        "api": f"{settings.PUBLIC_URL}/api/v1/articles",
    }
    return render(request, "admin/kb/board/preferences.html", {**around, **more}, status=status)


def _form(request: HttpRequest, data: Any = None) -> PreferenceForm:
    person = _person(request)
    known = Preference.objects.filter(person=person).first()
    return PreferenceForm(data, instance=known or Preference(person=person, language=get_language() or ""))


def _person(request: HttpRequest) -> User:
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    return person
