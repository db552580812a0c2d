"""Before what opens the desk is changed, the person shows once more who they are: a session left open is not enough.

Anyone who signed in a few minutes ago has shown it (sessions.FRESH). Else a page asks for the password or a code, at the address
that was wanted, and goes on from there: what was sent to it is kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.staff import audit, factors, sessions
from kb.staff.forms import WRONG_DIGITS, WRONG_RECOVERY_CODE, locked
from kb.staff.steps import View, half_in, onward, page

ASKED = "proof"  # what the page sends besides its two fields: the method by which the address was asked first
OURS = {"csrfmiddlewaretoken", ASKED, "proof_password", "proof_code"}


class ProofForm(forms.Form):
    """One of the two is enough. Tries count as they do at the door, and are counted before they are looked at."""

    proof_password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    proof_code = forms.CharField(
        label=gettext_lazy("Or a code from your app, or a recovery code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Any = request.user

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password, code = given.get("proof_password", ""), "".join(given.get("proof_code", "").split())
        if self.errors or not (password or code):
            raise ValidationError(_("Type your password, or a code."))
        username = self.person.get_username()
        if wait := audit.count(self.request, username):
            raise locked(wait)
        if password:
            self._look(self.person.check_password(password), audit.Kind.REFUSED, _("This is not your password."))
        else:
            wrong = WRONG_DIGITS if code.isdigit() else WRONG_RECOVERY_CODE
            self._look(self._is_code(code), audit.Kind.CODE_REFUSED, str(wrong))
        return given

    def _is_code(self, code: str) -> bool:
        try:
            return factors.verify(self.person, code) is not None
        except factors.Paused as pause:
            audit.give_back(self.request, self.person.get_username())
            raise locked(pause.wait) from None

    def _look(self, is_right: bool, refused: audit.Kind, sentence: str) -> None:
        username = self.person.get_username()
        if not is_right:
            audit.record(self.request, refused, username)
            raise ValidationError(sentence)
        audit.give_back(self.request, username)


def proven(view: View) -> View:
    """For pages that change what opens the desk."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.is_proven(request):
            return view(request, *args, **kwargs)
        return _ask(request, lambda: view(request, *args, **kwargs))

    return wrapped


def proven_for_script(view: View) -> View:
    """The same for what a script asks: it is told where to lead the person."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.is_proven(request):
            return view(request, *args, **kwargs)
        way = f"{reverse('admin:prove')}?{urlencode({'next': reverse('admin:security')})}"
        return JsonResponse({"code": "proof", "detail": _("First, confirm that it is you."), "way": way}, status=403)

    return wrapped


def _ask(request: HttpRequest, go_on: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    is_answer = ASKED in request.POST
    form = ProofForm(request.POST if is_answer else None, request=request)
    if is_answer and form.is_valid():
        sessions.prove(request)
        wanted_page = request.POST[ASKED] == "GET"
        return HttpResponseRedirect(request.get_full_path()) if wanted_page else go_on()
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in OURS]
    method = request.POST.get(ASKED, request.method)
    return page(request, "proof", _("Is it you?"), form=form, kept=kept, method=method, asked=ASKED)


@half_in
@proven
def prove(request: HttpRequest) -> HttpResponse:
    """Only asks, and leads to `next`."""
    return HttpResponseRedirect(onward(request))
