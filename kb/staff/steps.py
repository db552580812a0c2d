"""What the pages between the password and the desk share: who may see them, where they lead, how they look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django_otp import login as remember_device
from django_otp.models import Device

from kb.base import vault
from kb.staff import audit, factors, sessions

View = Callable[..., HttpResponseBase]
FRESH_CODES = "staff-fresh-codes"  # in the session, which is a row of the database, until they are shown


def is_half_in(request: HttpRequest) -> bool:
    """Whether a member of staff has given the password, in a session that has not ended."""
    user = request.user
    return bool(user.is_authenticated and user.is_active and user.is_staff) and sessions.is_alive(request)


def half_in(view: View) -> View:
    """For pages between the two steps."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponseBase:
        return view(request) if is_half_in(request) else redirect("admin:login")

    return never_cache(csrf_protect(wrapped))


def let_in(request: HttpRequest, device: Device, kind: audit.Kind) -> None:
    """`device` was the second step."""
    request.session.cycle_key()
    remember_device(request, device)
    sessions.prove(request)
    audit.record(request, kind, request.user.get_username())
    if kind == audit.Kind.RECOVERED:
        left = factors.codes_left(request.user)  # type: ignore[arg-type]
        messages.warning(request, _("A recovery code is used up. Left: %(count)d.") % {"count": left})


def give_codes(request: HttpRequest) -> str:
    """New recovery codes, and the address of the page that shows them."""
    codes = factors.renew_recovery_codes(request.user)  # type: ignore[arg-type]
    request.session[FRESH_CODES] = vault.seal_text(" ".join(codes).encode(), owner=FRESH_CODES, purpose=vault.STAFF)
    return f"{reverse('admin:security')}?{request.GET.urlencode()}"


def take_codes(request: HttpRequest) -> list[str]:
    """What `give_codes` made, once."""
    sealed = request.session.pop(FRESH_CODES, "")
    if not sealed:
        return []
    return vault.unseal_text(sealed, owner=FRESH_CODES, purpose=vault.STAFF).decode().split()


def onward(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if it is a page of ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("admin:index")


def page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    at = settings.OTP_WEBAUTHN_ALLOWED_ORIGINS[0]
    passkeys = {"passkeys_at": at, "passkeys_here": f"{request.scheme}://{request.get_host()}" == at}
    context |= admin.site.each_context(request) | passkeys | {"title": title, "next": onward(request)}
    return render(request, f"kb/staff/{name}.html", context)
