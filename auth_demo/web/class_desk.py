"""The trainers' desk: open a class, or take up one that is running, from any browser. Signed in with the second factor."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from auth_demo.classroom import joining, opening
from auth_demo.classroom.opening import Classroom
from auth_demo.scenarios import load
from auth_demo.verifier.outcome import Refused
from auth_demo.web import problems
from auth_demo.web.class_auth import keep_in_cookie
from auth_demo.web.pages import GROUPS
from kb.base.languages import codes, own_names
from kb.base.roles import is_trainer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What can be practiced, to be ticked; and the classes that there are."""
    if not is_trainer(request.user):
        return _sent_away(request)
    refusal: dict[str, Any] | None = None
    if request.method == "POST":
        try:
            opened = opening.open_class(
                request.POST.getlist("scenario"),
                language=request.POST.get("language", ""),
                mode=request.POST.get("mode", ""),
                pace=request.POST.get("pace", ""),
                trainer=_name(request),
            )
        except Refused as refused:
            refusal = problems.describe(refused)
        else:
            return _to_board(opened.classroom, opened.token)
    language = get_language() or codes()[0]
    context = {
        "refusal": refusal,
        "groups": [
            {
                "title": title,
                "scenarios": [_choice(each, language) for each in load.every(language) if each.method in methods],
            }
            for _key, title, methods in GROUPS
        ],
        "chosen": request.POST.getlist("scenario"),
        "tongues": own_names(),
        "tongue": request.POST.get("language", language),
        "modes": Classroom.Mode.choices,
        "paces": Classroom.Pace.choices,
        "classes": [_listed(each, language) for each in opening.recent()],
    }
    return render(request, "auth_demo/class/desk.html", context, status=refusal["status"] if refusal else 200)


@never_cache
@require_POST
def again(request: HttpRequest, class_id: str) -> HttpResponse:
    """Take up a class in this browser: one's own, or a colleague's as a co-trainer."""
    if not is_trainer(request.user):
        return _sent_away(request)
    found = opening.find(class_id)
    if found is None:
        raise Http404
    return _to_board(found, opening.make_key(found, _name(request)))


def _sent_away(request: HttpRequest) -> HttpResponse:
    """Leads to the sign-in. Raises PermissionDenied for somebody who is signed in and is no trainer."""
    user: Any = request.user
    if user.is_authenticated and user.is_verified():
        raise PermissionDenied
    return redirect_to_login(reverse("classes:desk"), reverse("admin:login"))


def _to_board(classroom: Classroom, token: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("classes:board", args=[classroom.pk]))
    keep_in_cookie(response, classroom.pk, token)
    return response


def _name(request: HttpRequest) -> str:
    user: Any = request.user
    return str(user.get_full_name() or user.get_username())


def _choice(scenario: Any, language: str) -> dict[str, Any]:
    return {"id": scenario.id, "title": scenario.title[language], "minutes": scenario.minutes}


def _listed(classroom: Classroom, language: str) -> dict[str, Any]:
    titles = [found.title.get(language, each) for each in classroom.scenarios if (found := load.get(each))]
    return {
        "id": classroom.pk,
        "code": classroom.code,
        "titles": titles,
        "trainer": classroom.trainer,
        "state": classroom.get_state_display(),
        "ended": classroom.ended_at is not None,
        "created_at": classroom.created_at,
        "people": joining.count(classroom),
    }
