"""The pages of who has lost a password, or has none yet: ask for a letter, follow its link, choose one."""

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from kb.base import limits
from kb.base.clients import client_key, disguised
from kb.base.waits import spell
from kb.staff import audit, letters, sessions
from kb.staff.steps import page

HOUR = 3600.0
TO_ADDRESS, BY_CLIENT = 3, 20  # letters in an hour: to one address, asked for by one client


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address, so nobody learns who has an account."""
    if not letters.are_sent():
        raise Http404
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = limits.spend("letters-asked", client_key(request), most=BY_CLIENT, seconds=HOUR)
        if wait:
            form.add_error(None, _("Too many attempts. Try again in %(wait)s.") % {"wait": spell(wait)})
            return page(request, "forgotten", _("Forgotten password"), form=form)
        email = form.cleaned_data["email"]
        if not limits.spend("letters-to", disguised(email.casefold(), b"letters"), most=TO_ADDRESS, seconds=HOUR):
            letters.send(lambda: letters.reset(email))
        messages.success(
            request, _("If an account has this address, an e-mail is on its way. Its link works for an hour.")
        )
        return redirect("admin:login")
    return page(request, "forgotten", _("Forgotten password"), form=form)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    person = letters.of(uid, token)
    if person is None:
        messages.error(request, _("This link has been used, or it is too old. Ask for a new one."))
        return _told_nowhere(redirect("admin:login"))
    form: SetPasswordForm[User] = SetPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        sessions.end_all(person)
        audit.record(request, audit.Kind.PASSWORD_CHANGED, person.get_username())
        messages.success(request, _("Your password is set. Sign in with it now."))
        return _told_nowhere(redirect("admin:login"))
    return _told_nowhere(page(request, "choose_password", _("Choose a password"), form=form, person=person))


def _told_nowhere(response: HttpResponse) -> HttpResponse:
    """The address opens an account: no page that is asked for next learns it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
