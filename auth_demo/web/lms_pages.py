"""Pages about learning platforms: what trainers take to a course, and where a cmi5 course begins."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from auth_demo.lms import packages
from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Scenario
from auth_demo.web import class_addresses, class_strings, lms_strings
from auth_demo.web.class_desk import for_trainers
from auth_demo.web.class_pages import seat_payload
from auth_demo.web.pages import current_language, grouped
from kb.base import policy
from kb.base.languages import nearest
from kb.base.sites import origin_of


@never_cache
@require_safe
@for_trainers
def platforms(request: HttpRequest) -> HttpResponse:
    """How to use the practices in a course: what the administrator types, and the packages."""
    context = {"addresses": class_addresses.for_platforms(), "groups": grouped(current_language())}
    return render(request, "auth_demo/lms/platforms.html", context)


@require_safe
def cmi5_package(request: HttpRequest, id: str) -> HttpResponse:
    """In the language of the page; the course's names are in all."""
    found, language = _known(id)
    home, page = class_addresses.home(), class_addresses.cmi5(found.id, language)
    return _file(packages.cmi5(found, language=language, home=home, page=page), f"{found.id}-{language}-cmi5.zip")


@require_safe
def scorm_package(request: HttpRequest, id: str) -> HttpResponse:
    found, language = _known(id)
    body = packages.scorm(found, language=language, home=class_addresses.home(), words=lms_strings.scorm())
    return _file(body, f"{found.id}-{language}-scorm2004.zip")


@never_cache
@require_safe
def cmi5(request: HttpRequest, id: str) -> HttpResponse:
    """Where a course begins this practice. Its scripts may talk to the record store that the address names, and to nothing else."""
    found, language = _known(id)
    stores = {origin_of(request.GET.get(name, "")) for name in ("endpoint", "fetch")} - {""}
    payload = seat_payload("", language)
    payload["strings"] = class_strings.seat() | lms_strings.cmi5()
    payload["cmi5"] = {
        "practice": found.id,
        "pages": {code: class_addresses.cmi5(id, code) for code in found.languages},
    }
    context = {"payload": payload, "title": found.title[language]}
    response = render(request, "auth_demo/lms/cmi5.html", context)
    response["Content-Security-Policy"] = policy.written(connect_src=sorted(stores))
    response["X-Robots-Tag"] = "noindex"
    return response


def _known(id: str) -> tuple[Scenario, str]:
    found, language = load.get(id), current_language()
    if found is None:
        raise Http404
    return found, nearest(language, found.languages)


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
