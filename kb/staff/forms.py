from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.base.waits import spell
from kb.staff import audit, factors

WRONG_DIGITS = _("This code is wrong, or it has been used. Wait for the next one.")
WRONG_RECOVERY_CODE = _("This recovery code is wrong, or it has been used.")


def locked(wait: timedelta) -> ValidationError:
    return ValidationError(_("Too many attempts. Try again in %(wait)s.") % {"wait": spell(wait)}, code="locked")


class PasswordForm(AdminAuthenticationForm):
    """The first step. While the door is shut, a password is not even looked at."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _(
            "This user name and password do not belong to an editor’s account. Check capital and small letters."
        )
    }

    def clean(self) -> dict[str, Any]:
        username, request = self.cleaned_data.get("username", ""), self.request
        if request is None or not username:
            return super().clean()
        if wait := audit.count(request, username):
            raise locked(wait)
        try:
            cleaned = super().clean()
        except ValidationError:
            audit.record(request, audit.Kind.REFUSED, username)
            raise
        audit.give_back(request, username)
        audit.record(request, audit.Kind.PASSWORD, username)
        return cleaned


class CodeForm(forms.Form):
    """The second step. `check` takes the code and says whether it is right."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )

    def __init__(self, *args: Any, request: HttpRequest, check: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.check = request, check

    def clean_code(self) -> str:
        username = self.request.user.get_username()
        if wait := audit.count(self.request, username):
            raise locked(wait)
        code = "".join(self.cleaned_data["code"].split())
        try:
            is_right = self.check(code)
        except factors.Paused as pause:
            audit.give_back(self.request, username)
            raise locked(pause.wait) from None
        if not is_right:
            audit.record(self.request, audit.Kind.CODE_REFUSED, username)
            raise ValidationError(WRONG_DIGITS if code.isdigit() else WRONG_RECOVERY_CODE)
        audit.give_back(self.request, username)
        return code
