"""LTI 1.3 as a tool: login, launch, the choice of practices, our keys. What is believed is decided in auth_demo/lms/.

A course may show us in a frame, where browsers refuse cookies. So nothing here needs one: a frame gets a page with one link, which
opens the practice in a new tab; the choice of practices travels in a signed field. Each page says which sites may frame it.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from auth_demo.lms import attempts, handshake, linking
from auth_demo.lms import keys as own_keys
from auth_demo.lms import launch as launches
from auth_demo.scenarios import load
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.web import class_addresses, limits, problems
from auth_demo.web.pages import grouped
from kb.base import policy
from kb.base.languages import codes
from kb.base.sites import origin_of

CHOOSE_WITHIN = 3600  # seconds
SALT = "lti-choice"
ANYWHERE = [
    "*"
]  # for a refusal, which has nothing to press: a frame that shows nothing would tell nobody what is wrong

View = Callable[..., HttpResponse]


def _told(view: View) -> View:
    """A refusal becomes a page."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Refused as refused:
            said = problems.describe(refused)
            response = render(request, "auth_demo/lms/refused.html", {"refusal": said}, status=said["status"])
            return _framed(response, ANYWHERE)

    return never_cache(csrf_exempt(answer))


@require_safe
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> HttpResponse:
    """Our public keys, by which platforms know what we sign."""
    return JsonResponse(own_keys.public_keys())


@require_http_methods(["GET", "HEAD", "POST"])
@_told
def login(request: HttpRequest) -> HttpResponse:
    """A platform says that somebody is coming; we ask it who."""
    limits.spend_launch(request)
    asked = request.POST if request.method == "POST" else request.GET
    return HttpResponseRedirect(
        handshake.begin(
            issuer=asked.get("iss", ""),
            client_id=asked.get("client_id", ""),
            login_hint=asked.get("login_hint", ""),
            message_hint=asked.get("lti_message_hint", ""),
            launch_url=class_addresses.launch(),
        )
    )


@require_POST
@_told
def launch(request: HttpRequest) -> HttpResponse:
    """Its answer: a learner to their practices, a teacher to the choice of them."""
    limits.spend_launch(request)
    come = launches.read(request.POST.get("id_token", ""), request.POST.get("state", ""))
    with translation.override(_language(come.locale)):
        return _choose(request, come) if come.is_choosing else _enter(request, come)


@require_POST
@_told
def choice(request: HttpRequest) -> HttpResponse:
    """What a teacher has chosen, signed and sent back to the course by their browser."""
    try:
        asked = signing.loads(request.POST.get("asked", ""), salt=SALT, max_age=CHOOSE_WITHIN)
    except signing.BadSignature:
        raise Refused(Reason.EXPIRED, topic=Topic.LMS_CHOOSING) from None
    platform = linking.platform_of(asked)
    if platform is None:
        raise Refused(Reason.NOT_FOUND, topic=Topic.LMS_UNKNOWN)
    with translation.override(_language(request.POST.get("language", ""))):
        practices = request.POST.getlist("scenario")
        if not practices:
            return _choices(request, asked, platform.origins, is_empty=True)
        signed = linking.answer(
            asked,
            platform,
            practices[: attempts.MOST],
            language=get_language() or codes()[0],
            url=class_addresses.launch(),
        )
        response = render(request, "auth_demo/lms/send.html", {"to": asked["to"], "signed": signed})
        return _framed(response, platform.origins, form_action=[origin_of(asked["to"])])


def _enter(request: HttpRequest, come: launches.Launch) -> HttpResponse:
    language = get_language() or codes()[0]
    found = [load.get(each) for each in come.practices]
    if not found or not all(found):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.LMS_CHOICE)
    entered = attempts.enter(come, language)
    address = class_addresses.seat(entered.participant.pk, entered.participant.language, entered.token)
    if request.headers.get("Sec-Fetch-Dest", "document") == "document":
        return HttpResponseRedirect(address)
    titles = [each.title.get(language, each.id) for each in found if each]
    context = {"address": address, "titles": titles, "nickname": entered.participant.nickname}
    return _framed(render(request, "auth_demo/lms/open.html", context), come.platform.origins)


def _choose(request: HttpRequest, come: launches.Launch) -> HttpResponse:
    if not come.teaches:
        raise Refused(Reason.FORBIDDEN, topic=Topic.LMS_TEACHERS)
    return _choices(request, linking.request_of(come), come.platform.origins)


def _choices(
    request: HttpRequest, asked: dict[str, Any], origins: Iterable[str], *, is_empty: bool = False
) -> HttpResponse:
    language = get_language() or codes()[0]
    context = {
        "asked": signing.dumps(asked, salt=SALT, compress=True),
        "language": language,
        "groups": grouped(language),
        "is_empty": is_empty,
        "most": attempts.MOST,
    }
    status = 422 if is_empty else 200
    return _framed(render(request, "auth_demo/lms/choose.html", context, status=status), origins)


def _framed(response: HttpResponse, origins: Iterable[str], **more: Iterable[str]) -> HttpResponse:
    """These sites may show the page in a frame. Browsers heed the older X-Frame-Options only where there is no such rule."""
    response["Content-Security-Policy"] = policy.written(frame_ancestors=origins, **more)
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = get_language() or codes()[0]  # the course's, not the browser's
    return response


def _language(locale: str) -> str:
    """The language of ours that a locale such as fr-CA asks for, else the browser's."""
    wanted = locale.replace("_", "-").lower().partition("-")[0]
    return wanted if wanted in codes() else (get_language() or codes()[0])
