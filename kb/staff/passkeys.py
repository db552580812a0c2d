"""Passkeys as a second step. django-otp-webauthn holds the two ceremonies; here is who may hold them, and what is written down."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from django_otp_webauthn.views import (
    BeginCredentialAuthenticationView,
    BeginCredentialRegistrationView,
    CompleteCredentialAuthenticationView,
    CompleteCredentialRegistrationView,
)

from kb.base.waits import retry_after
from kb.staff import audit, factors
from kb.staff.forms import locked
from kb.staff.proof import proven, proven_for_script
from kb.staff.steps import give_codes, half_in, let_in, onward

NAME_LENGTH = WebAuthnCredential._meta.get_field("name").max_length


class Locked(OTPWebAuthnApiError):
    status_code = 429
    default_code = "locked"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(locked(wait).message)
        self.wait = wait


class NamedCredentials(WebAuthnHelper):
    """A passkey has a name from the start (settings.OTP_WEBAUTHN_HELPER_CLASS)."""

    def create_credential(
        self, user: Any, response: Any, parsed_credential: Any, original_data: dict[str, Any]
    ) -> Any:
        device = super().create_credential(user, response, parsed_credential, original_data)
        device.name = _name(original_data.get("name"))
        return device


class _Lockable:
    request: HttpRequest

    def handle_exception(self, error: Exception) -> HttpResponse:
        response: HttpResponse = super().handle_exception(error)  # type: ignore[misc]
        if isinstance(error, Locked):
            response["Retry-After"] = retry_after(error.wait)
        return response

    def check_can_authenticate(self) -> None:
        """Raises Locked while the door is shut."""
        super().check_can_authenticate()  # type: ignore[misc]
        _refuse_locked(audit.wait(self.request, self.request.user.get_username()))


class Question(_Lockable, BeginCredentialAuthenticationView):
    """What a passkey has to sign."""


class Answer(_Lockable, CompleteCredentialAuthenticationView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        username = self.request.user.get_username()
        _refuse_locked(audit.count(self.request, username))
        try:
            answer: HttpResponse = super().post(*args, **kwargs)
            return answer
        except OTPWebAuthnApiError:
            audit.record(self.request, audit.Kind.PASSKEY_REFUSED, username)
            raise

    def complete_auth(self, device: WebAuthnCredential) -> Any:
        audit.give_back(self.request, self.request.user.get_username())
        let_in(self.request, device, audit.Kind.PASSKEY)
        return device.user

    def get_success_url(self) -> str:
        return onward(self.request)


class Enrolment(CompleteCredentialRegistrationView):
    """A passkey may also be the first second factor; then recovery codes go with it."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        request, first = self.request, not factors.is_enrolled(self.request.user)
        super().post(*args, **kwargs)
        audit.record(request, audit.Kind.PASSKEY_ADDED, request.user.get_username())
        way = give_codes(request) if first else redirect("admin:security").url
        return JsonResponse({"redirect_url": way})


def _refuse_locked(wait: timedelta) -> None:
    if wait:
        raise Locked(wait)


question, answer = half_in(Question.as_view()), half_in(Answer.as_view())
enrolment_options = half_in(proven_for_script(BeginCredentialRegistrationView.as_view()))
enrolment = half_in(proven_for_script(Enrolment.as_view()))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = get_object_or_404(factors.passkeys(request.user), pk=pk)  # type: ignore[arg-type]
    passkey.name = _name(request.POST.get("name"))
    passkey.save(update_fields=["name"])
    messages.success(request, _("The passkey has a new name."))
    return redirect("admin:security")


@require_POST
@proven
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = get_object_or_404(factors.passkeys(request.user), pk=pk)  # type: ignore[arg-type]
    if factors.remove_passkey(passkey):
        audit.record(request, audit.Kind.PASSKEY_REMOVED, request.user.get_username())
        messages.success(request, _("The passkey is removed; sessions that it opened ask for the second step again."))
    else:
        messages.error(request, _("This passkey is your only second step. Set up another one first."))
    return redirect("admin:security")


def _name(wanted: Any) -> str:
    return str(wanted or "").strip()[:NAME_LENGTH] or _("Passkey")
