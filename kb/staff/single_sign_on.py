"""Signing in at the organization's own provider (OpenID Connect), where OIDC_ISSUER names one.

Authlib speaks the protocol: discovery, PKCE, nonce, and the token's signature, issuer, audience and time. Here is decided who
the person is: the one active member of staff with the confirmed e-mail address that the provider tells, and from then on anyone who
has the same subject there. No account is made. Whether the provider's sign-in is both steps, or the first one, is
OIDC_SECOND_FACTOR.
"""

import logging
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_otp.middleware import OTPMiddleware

from kb.base import limits
from kb.base.clients import client_key
from kb.base.waits import spell
from kb.models import ProviderIdentity
from kb.staff import audit
from kb.staff.steps import onward

BY_PROVIDER, NEXT = (
    "staff-by-provider",
    "staff-provider-next",
)  # in the session: whom it named, where they wanted to go
BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = 5  # seconds for an answer of the provider
LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2
MOST_BEGUN = 100  # by one address in WINDOW: each makes a session
SIGNED = ("RS", "PS", "ES", "Ed")  # what algorithms begin with that only the provider can sign by

logger = logging.getLogger(__name__)


class Provider:
    """Takes the place of django-otp's device where the provider's sign-in is both steps."""


class Refused(Exception):
    """The provider said something that lets nobody in; as text, what, for the log."""


class VerifiedMiddleware(OTPMiddleware):
    """Django-otp's, which also takes the provider's word for the second step if the settings do."""

    @staticmethod
    def _finalize_device(request: HttpRequest, user: AbstractBaseUser, device: Any) -> Any:
        own = OTPMiddleware._finalize_device(request, user, device)
        return own or (Provider() if is_enough(request, user) else None)


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)


def is_enough(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Whether the provider has named `user` in this session, and that is both steps."""
    theirs = is_offered() and settings.OIDC_SECOND_FACTOR == "theirs"
    return theirs and request.session.get(BY_PROVIDER) == str(user.pk)


def provider() -> Any:
    return _provider(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@lru_cache(4)
def _provider(issuer: str, client_id: str, secret: str) -> Any:
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "staff",
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def answer_address() -> str:
    """Where the provider sends people back to: one address, whatever their language, which it has to know."""
    with override(settings.LANGUAGE_CODE):
        return str(settings.PUBLIC_URL + reverse("admin:sso_answer"))


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    if not is_offered():
        raise Http404
    seconds = audit.WINDOW.total_seconds()
    wait = limits.spend("sso", client_key(request), most=MOST_BEGUN, seconds=seconds)
    if wait:
        messages.error(request, _("Too many attempts. Try again in %(wait)s.") % {"wait": spell(wait)})
        return redirect("admin:login")
    request.session[NEXT] = onward(request)
    # Who is signed in and comes again is asked once more who they are.
    again = {"prompt": "login"} if request.user.is_authenticated else {}
    try:
        found: HttpResponse = provider().authorize_redirect(request, answer_address(), **again)
    except Exception as error:  # whatever the network, the library or the provider's document brings
        logger.warning("the provider at OIDC_ISSUER cannot be asked: %s", type(error).__name__)
        messages.error(request, _("Your organization’s sign-in does not answer. Try again in a minute."))
        return redirect("admin:login")
    return found


@never_cache
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    if not is_offered():
        raise Http404
    wanted = request.session.get(NEXT, "") or reverse("admin:index")
    try:
        person = person_of(claims_of(request))
    except Refused as refused:
        logger.warning("nobody was let in by the provider at OIDC_ISSUER: %s", refused)
        audit.record(request, audit.Kind.SSO_REFUSED, "")
        messages.error(
            request, _("Your organization’s sign-in does not open this desk. Ask an administrator for an account.")
        )
        return redirect("admin:login")
    login(request, person, backend=BACKEND)
    request.session[BY_PROVIDER] = str(person.pk)
    audit.record(request, audit.Kind.SSO, person.get_username())
    if is_enough(request, person):
        return HttpResponseRedirect(wanted)
    return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{urlencode({'next': wanted})}")


def claims_of(request: HttpRequest) -> dict[str, Any]:
    """What the provider says of the person, checked. Raises Refused."""
    ours = settings.OIDC_CLIENT_ID
    wanted = {"iss": {"essential": True, "value": settings.OIDC_ISSUER}, "aud": {"essential": True, "value": ours}}
    try:
        token = provider().authorize_access_token(request, claims_options=wanted)
        claims = dict(token["userinfo"])
        _check_algorithm(token["id_token"])
        if "email" not in claims:
            told = dict(provider().userinfo(token=token))
            if told.get("sub") != claims["sub"]:
                raise Refused("it tells of somebody else")
            claims |= told
    except Refused:
        raise
    except Exception as error:  # of the network, the protocol, the signature: none of them lets anybody in
        raise Refused(type(error).__name__) from error
    return claims


def _check_algorithm(token: str) -> None:
    from joserfc.jws import extract_compact

    algorithm = str(extract_compact(token.encode()).headers().get("alg"))
    if not algorithm.startswith(SIGNED):
        raise Refused(f"a token signed by {algorithm[:10]}")


def person_of(claims: dict[str, Any]) -> Any:
    """The account that the provider's person came to before; the first time, that with their confirmed address. Raises Refused."""
    subject = str(claims.get("sub") or "")
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Refused("no subject")
    known = (
        ProviderIdentity.objects.filter(issuer=settings.OIDC_ISSUER, subject=subject).select_related("user").first()
    )
    if known is None:
        return _bound(_with_address(claims), subject)
    if not (known.user.is_active and known.user.is_staff):
        raise Refused("the account is closed")
    return known.user


def _with_address(claims: dict[str, Any]) -> Any:
    email = str(claims.get("email") or "")
    if not email or claims.get("email_verified") is not True:
        raise Refused("no confirmed e-mail address")
    users = get_user_model()._default_manager
    found = list(users.filter(email__iexact=email, is_active=True, is_staff=True)[:2])
    if len(found) != 1:
        raise Refused("several accounts have this address" if found else "no account has this address")
    return found[0]


def _bound(person: Any, subject: str) -> Any:
    """From now on the address of `person` opens the account to nobody else: there it may pass to a successor."""
    own = {"issuer": settings.OIDC_ISSUER, "subject": subject}
    identity, _is_new = ProviderIdentity.objects.get_or_create(user=person, defaults=own)
    if (identity.issuer, identity.subject) == (own["issuer"], subject):
        return person
    if identity.issuer == own["issuer"]:
        raise Refused("the account with this address is that of another person there")
    for name, value in own.items():  # the organization has changed its provider
        setattr(identity, name, value)
    identity.save()
    return person


def forget(person: AbstractBaseUser) -> None:
    """The next whom the provider names with the address of `person` gets the account."""
    ProviderIdentity.objects.filter(user_id=person.pk).delete()
