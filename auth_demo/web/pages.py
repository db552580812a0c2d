"""The practice room as pages: the list of scenarios, one scenario, and its data for the scripts.

They are alike for everybody and set no cookie: the sandbox, and its cookie, come from the API when the learner does
something. None is indexed: a page that looks like a login must not be found without its article around it.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Planned, Scenario, Step
from auth_demo.web import phone_strings, reasons, strings, voice_clips

View = Callable[..., HttpResponse]
FRESH_SECONDS = 60


def practice_page(view: View) -> View:
    """For every address of the practice room: cacheable, never indexed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    return require_safe(conditional_page(answer))


@practice_page
def index(request: HttpRequest) -> HttpResponse:
    """What can be practised, and what is in preparation."""
    language = _language()
    return render(
        request,
        "auth_demo/index.html",
        {
            "scenarios": [_card(each, language) for each in load.every()],
            "planned": [_announcement(each, language) for each in load.planned()],
        },
    )


@practice_page
def scenario(request: HttpRequest, id: str) -> HttpResponse:
    """The practice. Without script its steps stand there as text."""
    language = _language()
    found = load.get(id)
    if found is None:
        return _not_ready(request, id, language)
    payload = _payload(found, language)
    return render(
        request,
        "auth_demo/scenario.html",
        {"payload": payload, "scenario": payload["scenario"], "article": payload["article"]},
    )


@practice_page
def data(request: HttpRequest, id: str) -> HttpResponse:
    """What the scripts need to draw the practice, for the pages that it is embedded in."""
    found = load.get(id)
    if found is None:
        return JsonResponse({"known": [each.id for each in load.every()]}, status=404)
    return JsonResponse(_payload(found, _language()))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _not_ready(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """A practice that is announced, or one that nobody knows: either way where else to go."""
    planned = next((each for each in load.planned() if each.id == id), None)
    context = {
        "planned": _announcement(planned, language) if planned else None,
        "scenarios": [_card(each, language) for each in load.every()],
    }
    return render(request, "auth_demo/missing.html", context, status=404)


def _payload(found: Scenario, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "address": reverse("practice:scenario", args=[found.id]),
        "article": _article(found.article),
        "strip_css": static("css/strip.css"),
        "styles": [static("css/phone.css")] if _has_phone(found) else [],
        "scenario": _scenario(found, language),
        "strings": _strings(found),
        "titles": {reason.value: str(text) for reason, text in reasons.TITLES.items()},
        "advice": {cause.value: str(text) for cause, text in reasons.ADVICE.items()},
    }


def _scenario(found: Scenario, language: str) -> dict[str, Any]:
    """In one language, as static/js/demo takes it."""
    return {
        "id": found.id,
        "method": found.method,
        "methods": list(found.methods or (found.method,)),
        "title": found.title[language],
        "summary": found.summary[language],
        "minutes": found.minutes,
        "platforms": [
            {"id": each.id, "title": each.title[language], "without": list(each.without)} for each in found.platforms
        ],
        "variants": [
            {"id": each.id, "title": each.title[language], "world": asdict(each.world) if each.world else None}
            for each in found.variants
        ],
        "world": asdict(found.world),
        "faults": list(found.faults),
        "clips": voice_clips.clips(language) if "voice" in found.methods else {},
        "devices": [{"id": each.id, "kind": each.kind, "title": each.title[language]} for each in found.devices],
        "personas": [{"id": each.id, "name": each.name, "user": each.user} for each in found.personas],
        "steps": [_step(each, language) for each in found.steps],
        "before_real": _in_language(found.before_real, language),
    }


def _strings(found: Scenario) -> dict[str, strings.Text]:
    """The words of the devices that this practice has, and of all that stands around them."""
    return {**strings.interface(), **(phone_strings.interface() if _has_phone(found) else {})}


def _has_phone(found: Scenario) -> bool:
    return any(each.kind == "phone" for each in found.devices)


def _step(step: Step, language: str) -> dict[str, Any]:
    return {
        "id": step.id,
        "article_step": step.article_step,
        "article_steps": dict(step.article_steps),
        "only": {"platform": list(step.only.platform), "variant": list(step.only.variant)},
        "own_screens": step.own_screens,
        "title": step.title[language],
        "task": step.task[language],
        "real": (step.real or step.task)[language],
        "hints": _in_language(step.hints, language),
        "done_on": step.done_on,
        "undone_on": list(step.undone_on),
        "solve": [{"device": each.device, "action": each.action, "value": each.value} for each in step.solve],
    }


def _in_language(texts: Iterable[Any], language: str) -> list[str]:
    return [each[language] for each in texts]


def _article(number: int) -> dict[str, Any]:
    return {"number": number, "address": reverse("kb:article_number", kwargs={"number": number})}


def _card(found: Scenario, language: str) -> dict[str, Any]:
    return {
        "address": reverse("practice:scenario", args=[found.id]),
        "title": found.title[language],
        "summary": found.summary[language],
        "minutes": found.minutes,
        "steps": len(found.steps),
        "platforms": [each.title[language] for each in found.platforms],
        "article": _article(found.article),
    }


def _announcement(planned: Planned, language: str) -> dict[str, Any]:
    return {"title": planned.title[language], "article": _article(planned.article)}
