"""The second step of signing in, setting it up, and what one may do with it later."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_otp import login as remember_device

from kb.models import RecoveryDevice, SignIn
from kb.staff import audit, factors, sessions
from kb.staff.forms import CodeForm
from kb.staff.proof import proven
from kb.staff.steps import give_codes, half_in, let_in, onward, page, take_codes

CHANGES_SHOWN = 10


@half_in
def second_factor(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_verified():  # type: ignore[union-attr]
        return HttpResponseRedirect(onward(request))
    if not factors.is_enrolled(request.user):  # type: ignore[arg-type]
        return redirect(f"{reverse('admin:set_up')}?{request.GET.urlencode()}")
    found: list[Any] = []

    def check(code: str) -> bool:
        found[:] = filter(None, [factors.verify(request.user, code)])  # type: ignore[arg-type]
        return bool(found)

    form = CodeForm(request.POST or None, request=request, check=check)
    if request.method == "POST" and form.is_valid():
        kind = audit.Kind.RECOVERED if isinstance(found[0], RecoveryDevice) else audit.Kind.VERIFIED
        let_in(request, found[0], kind)
        return HttpResponseRedirect(onward(request))
    has = {"has_app": factors.has_app(request.user), "has_passkey": factors.passkeys(request.user).exists()}  # type: ignore[arg-type]
    return page(request, "second_factor", _("Second step"), form=form, **has)


@half_in
@proven
def set_up(request: HttpRequest) -> HttpResponseBase:
    """A first second factor after the password; another one only for someone who has given the present one."""
    user = request.user
    if factors.is_enrolled(user) and not user.is_verified():  # type: ignore[arg-type, union-attr]
        return redirect("admin:second_factor")
    device = factors.enrolment(user)  # type: ignore[arg-type]
    form = CodeForm(request.POST or None, request=request, check=lambda code: factors.confirm(device, code))
    if request.method == "POST" and form.is_valid():
        audit.record(request, audit.Kind.ENROLLED, user.get_username())
        remember_device(request, device)
        return redirect(give_codes(request))
    picture = mark_safe(factors.qr_code(device))  # noqa: S308  the library's own drawing of our own text
    own = {"picture": picture, "key": factors.spelled_key(device), "is_first": not factors.is_enrolled(user)}  # type: ignore[arg-type]
    return page(request, "set_up", _("Set up the second step"), form=form, **own)


def security(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    has = {"has_app": factors.has_app(user), "passkeys": factors.passkeys(user), "left": factors.codes_left(user)}
    lately = SignIn.objects.filter(user=user, kind__in=audit.CHANGES)[:CHANGES_SHOWN]
    shown = {"codes": take_codes(request), "lately": lately, "running": sessions.running(request)}
    return page(request, "security", _("Signing in"), **shown, **has)


@require_POST
@proven
def renew_codes(request: HttpRequest) -> HttpResponse:
    audit.record(request, audit.Kind.CODES_RENEWED, request.user.get_username())
    return redirect(give_codes(request))


@require_POST
@proven
def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    if sessions.end_one(request.user, handle):
        audit.record(request, audit.Kind.SESSION_ENDED, request.user.get_username())
        messages.success(request, _("The session has ended."))
    else:
        messages.warning(request, _("That session had already ended."))
    return redirect("admin:security")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    user = request.user
    audit.record(request, audit.Kind.SIGNED_OUT_EVERYWHERE, user.get_username())
    sessions.end_all(user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("admin:login")
