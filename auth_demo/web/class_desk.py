"""The trainers' desk: open a class, or take up one that is running, from any browser. Signed in with the second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from auth_demo.classroom import joining, opening, rehearsal, results
from auth_demo.classroom.opening import Classroom, Opened, Plan, Setup
from auth_demo.scenarios import load
from auth_demo.verifier.outcome import Refused
from auth_demo.web import class_strings, problems
from auth_demo.web.class_auth import keep_in_cookie
from auth_demo.web.pages import grouped
from kb.base.languages import codes, nearest, own_names
from kb.base.roles import is_trainer

Open = Callable[..., Opened]
View = Callable[..., HttpResponse]


def for_trainers(view: View) -> View:
    """Others are sent to the sign-in, or told that they are no trainers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_trainer(request.user) else _sent_away(request)

    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What can be practiced, to be ticked; the plans that are saved, and the classes that there are."""
    if not is_trainer(request.user):
        return _sent_away(request)
    if request.method == "POST":
        return _opened(request, opening.open_class)
    return _page(request)


@never_cache
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """The form again, what is chosen in its order: one practice is moved up or down. Scripts do it without asking."""
    return _page(request) if is_trainer(request.user) else _sent_away(request)


@never_cache
@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """The class as it is chosen in the form, with simulated participants."""
    if not is_trainer(request.user):
        return _sent_away(request)
    return _opened(request, rehearsal.open_rehearsal)


@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is chosen in the form, under a name, to run it again."""
    if not is_trainer(request.user):
        return _sent_away(request)
    try:
        opening.save_plan(_setup(request.POST), title=request.POST.get("title", ""), trainer=_name(request))
    except Refused as refused:
        return _page(request, problems.describe(refused))
    return HttpResponseRedirect(reverse("classes:desk") + "#plans-title")


@never_cache
@require_POST
def run_plan(request: HttpRequest, plan: int) -> HttpResponse:
    return _from_plan(request, plan, opening.open_class)


@never_cache
@require_POST
def rehearse_plan(request: HttpRequest, plan: int) -> HttpResponse:
    return _from_plan(request, plan, rehearsal.open_rehearsal)


@never_cache
@require_POST
def delete_plan(request: HttpRequest, plan: int) -> HttpResponse:
    if not is_trainer(request.user):
        return _sent_away(request)
    opening.delete_plan(plan)
    return HttpResponseRedirect(reverse("classes:desk") + "#plans-title")


@never_cache
@require_POST
def delete(request: HttpRequest, class_id: str) -> HttpResponse:
    """A class that has ended, with its nicknames, results and practices, now."""
    if not is_trainer(request.user):
        return _sent_away(request)
    found = opening.find(class_id)
    if found is None or not found.ended_at:
        raise Http404
    results.delete(found)
    return HttpResponseRedirect(reverse("classes:desk") + "#classes-title")


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


def _opened(request: HttpRequest, open_it: Open) -> HttpResponse:
    try:
        opened = open_it(_setup(request.POST), trainer=_name(request))
    except Refused as refused:
        return _page(request, problems.describe(refused))
    return _to_board(opened.classroom, opened.token)


def _from_plan(request: HttpRequest, pk: int, open_it: Open) -> HttpResponse:
    if not is_trainer(request.user):
        return _sent_away(request)
    plan = opening.find_plan(pk)
    if plan is None:
        raise Http404
    try:
        opened = open_it(opening.setup_of(plan), trainer=_name(request))
    except Refused as refused:  # a practice of it is gone
        return _page(request, problems.describe(refused))
    return _to_board(opened.classroom, opened.token)


def _setup(form: QueryDict) -> Setup:
    """Raises Refused (malformed)."""
    return Setup(
        _sequence(form),
        language=form.get("language", ""),
        mode=form.get("mode", ""),
        pace=form.get("pace", ""),
        platform=form.get("platform", ""),
        faults=form.getlist("fault"),
    )


def _sequence(form: QueryDict) -> list[str]:
    """What is ticked, in the order that was given; what was ticked since comes last. A move is part of it."""
    ticked = dict.fromkeys(form.getlist("scenario"))
    placed = [each for each in dict.fromkeys(form.getlist("order")) if each in ticked]
    found = [*placed, *(each for each in ticked if each not in placed)]
    for name, by in (("up", -1), ("down", 1)):
        if (moved := form.get(name)) in found:
            at = found.index(moved)
            found.insert(max(0, at + by), found.pop(at))
    return found


def _page(request: HttpRequest, refusal: dict[str, Any] | None = None) -> HttpResponse:
    language, form = get_language() or codes()[0], request.POST or _form_of(request.GET.get("plan", ""))
    scenarios = list(load.every())
    groups, chosen = grouped(language), _sequence(form)
    cards = {each["id"]: each for group in groups for each in group["scenarios"]}
    context = {
        "refusal": refusal,
        "groups": groups,
        "chosen": chosen,
        "sequence": [cards[each] for each in chosen if each in cards],
        "blank": {"id": "", "title": "{name}", "language": language},  # for the script to fill
        "moved": form.get("up") or form.get("down"),
        "tongues": own_names(),
        "tongue": form.get("language", language),
        "modes": Classroom.Mode.choices,
        "mode": form.get("mode", Classroom.Mode.GUIDED),
        "paces": Classroom.Pace.choices,
        "pace": form.get("pace", Classroom.Pace.SELF),
        "platforms": {
            each.id: each.title[nearest(language, each.title)]
            for scenario in scenarios
            for each in scenario.platforms
        },
        "platform": form.get("platform", ""),
        "faults": class_strings.faults(),
        "faults_chosen": form.getlist("fault"),
        "title": form.get("title", ""),
        "people": rehearsal.PEOPLE,
        "plans": [_planned(each, language) for each in opening.plans()],
        "classes": [_listed(each, language) for each in opening.recent()],
    }
    return render(request, "auth_demo/class/desk.html", context, status=refusal["status"] if refusal else 200)


def _form_of(plan: str) -> QueryDict:
    """A saved plan as the form would send it, so that it can be changed; an empty one if there is none."""
    form = QueryDict(mutable=True)
    if plan.isascii() and plan.isdigit() and len(plan) < 10 and (found := opening.find_plan(int(plan))):
        form.update({name: getattr(found, name) for name in ("title", "language", "mode", "pace", "platform")})
        form.setlist("scenario", found.scenarios)
        form.setlist("fault", found.faults)
    return form


def _sent_away(request: HttpRequest) -> HttpResponse:
    """Leads to the sign-in. Raises PermissionDenied for somebody who is signed in and is no trainer."""
    user: Any = request.user
    if user.is_authenticated and user.is_verified():
        raise PermissionDenied
    here = request.path if request.method in ("GET", "HEAD") else reverse("classes:desk")
    return redirect_to_login(here, reverse("admin:login"))


def _to_board(classroom: Classroom, token: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("classes:board", args=[classroom.pk]))
    keep_in_cookie(response, classroom.pk, token)
    return response


def _name(request: HttpRequest) -> str:
    user: Any = request.user
    return str(user.get_full_name() or user.get_username())


def _listed(classroom: Classroom, language: str) -> dict[str, Any]:
    over = classroom.ended_at or classroom.ends_at
    return {
        "id": classroom.pk,
        "code": classroom.code,
        "titles": _titles(classroom.scenarios, language),
        "trainer": classroom.trainer,
        "state": classroom.get_state_display(),
        "ended": classroom.ended_at is not None,
        "created_at": classroom.created_at,
        "people": joining.count(classroom),
        "is_rehearsal": classroom.is_rehearsal,
        "results_until": over + results.KEPT,
        "practices_until": over + opening.AFTERWARDS,
    }


def _planned(plan: Plan, language: str) -> dict[str, Any]:
    return {
        "pk": plan.pk,
        "title": plan.title,
        "trainer": plan.trainer,
        "titles": _titles(plan.scenarios, language),
    }


def _titles(scenarios: list[str], language: str) -> list[str]:
    return [found.title[nearest(language, found.languages)] for each in scenarios if (found := load.get(each))]
