"""The practice room as pages: the list of scenarios, one scenario, and its data for the scripts.

They are alike for everybody and set no cookie: the sandbox, and its cookie, come from the API when the learner does
something. None is indexed: a page that looks like a login must not be found without its article around it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Planned, Scenario, Step
from auth_demo.web import assets, handset_strings, phone_strings, strings, voice_clips
from kb.base import screenshots
from kb.base.caching import public
from kb.base.languages import language_name, nearest

View = Callable[..., HttpResponseBase]
# A reader looks for a practice by what is in hand, which the first method of a scenario tells.
GROUPS = (
    ("card", _("Security card"), {"security-card"}),
    ("ibkr-mobile", _("IBKR Mobile (IB Key)"), {"phone", "notification"}),
    ("sms", _("SMS and voice callback"), {"sms", "voice"}),
    ("authenticator-app", _("Authenticator app"), {"authenticator-app"}),
    ("passkey", _("Passkey"), {"passkey"}),
    ("temporary-code", _("Temporary code"), {"temporary-passcode", "online-card"}),
)


class PlainEncoder(DjangoJSONEncoder):
    """As short as can be. Letters are as they are: an é written as \\u00e9 is longer, also once it is compressed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})


def practice_page(*names: str) -> Callable[[View], View]:
    """For every address of the practice room: public, never indexed. Of a query its view reads `names` and nothing else."""

    def decorate(view: View) -> View:
        answer = public(*names)(view)

        @wraps(answer)
        def unindexed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = answer(request, *args, **kwargs)
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return require_safe(unindexed)

    return decorate


@practice_page("device")
def index(request: HttpRequest) -> HttpResponse:
    """What can be practiced, all of it or with one device, and what is in preparation."""
    language = current_language()
    groups = _groups(language)
    device = request.GET.get("device")
    device = device if device in {group["key"] for group in groups} else None
    return render(
        request,
        "auth_demo/index.html",
        {
            "device": device,
            "filters": [(group["key"], group["title"], len(group["scenarios"])) for group in groups],
            "groups": [group for group in groups if device in (None, group["key"])],
            "count": sum(len(group["scenarios"]) for group in groups),
            "planned": [_announcement(each, language) for each in load.planned()],
        },
    )


@practice_page("platform", "variant", "step")  # what it begins with; its scripts read that, and its links carry it on
def scenario(request: HttpRequest, id: str) -> HttpResponse:
    """The practice. Without script its steps are there as text."""
    language = current_language()
    found = load.get(id)
    if found is None:
        meant = id.lower().replace("_", "-")
        return redirect("practice:scenario", meant) if load.get(meant) else _not_ready(request, id, language)
    spoken = nearest(language, found.languages)
    payload = _payload(found, spoken)
    return render(
        request,
        "auth_demo/scenario.html",
        {
            "payload": payload,
            "spoken": spoken,
            "elsewhere": [] if spoken == language else [_spoken(found, code) for code in found.languages],
            "data": json_script(payload, "practice-data", PlainEncoder),
            "scripts": assets.page(found),
            "scenario": payload["scenario"],
            "ways": _ways(found, spoken),
            "preview": _preview(found, spoken),
            "articles": _articles(found),
        },
    )


@practice_page()
def data(request: HttpRequest, id: str) -> HttpResponse:
    """What the scripts need to draw the practice, for the pages that it is embedded in."""
    found, language = load.get(id), current_language()
    if found is None:
        return JsonResponse({"known": [each.id for each in load.every()]}, status=404)
    payload = _payload(found, nearest(language, found.languages)) | {"scripts": asdict(assets.embedded(found))}
    return JsonResponse(payload, encoder=PlainEncoder)


@practice_page()
def words(request: HttpRequest) -> HttpResponse:
    """What the scripts say that a practice fetches only when they are wanted (`strings.later`)."""
    return JsonResponse(strings.later(), encoder=PlainEncoder)


def _preview(found: Scenario, language: str) -> str:
    """The address, with the site's, of the picture that other sites show of a link to it; empty where there is none."""
    path = screenshots.preview(found.id, language)
    return settings.PUBLIC_URL + path if path else ""


def current_language() -> str:
    """That of the page's address."""
    return get_language() or settings.LANGUAGE_CODE


def _not_ready(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """A practice that is announced, or that nobody knows: where else to go."""
    planned = next((each for each in load.planned() if each.id == id), None)
    context = {
        "planned": _announcement(planned, language) if planned else None,
        "scenarios": [_card(each, language) for each in load.every()],
    }
    return render(request, "auth_demo/missing.html", context, status=404)


def _spoken(found: Scenario, code: str) -> dict[str, str]:
    """A practice in a language that it is in."""
    with override(code):
        address = reverse("practice:scenario", args=[found.id])
    return {"code": code, "language": language_name(code), "title": found.title[code], "address": address}


def _payload(found: Scenario, language: str) -> dict[str, Any]:
    """All of it in one language, the words of devices and guide too: one that the practice is in."""
    with override(language):
        return _payload_in(found, language)


def _payload_in(found: Scenario, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "address": reverse("practice:scenario", args=[found.id]),
        "article": _article(found.article),
        "articles": {place: _article(number) for place, number in found.articles.items()},
        "strip_css": static("css/strip.css"),
        "pairing_css": static("css/practice/pairing.css"),
        "later_words": reverse("practice:words"),
        "styles": assets.styles(found),
        "scenario": _scenario(found, language),
        "strings": _strings(found),
    }


def _scenario(found: Scenario, language: str) -> dict[str, Any]:
    """In one language, as static/js/demo takes it."""
    return {
        "id": found.id,
        "article": found.article,
        "method": found.method,
        "methods": list(found.methods or (found.method,)),
        "title": found.title[language],
        "summary": found.summary[language],
        "minutes": found.minutes,
        "platforms": [
            {"id": each.id, "title": each.title[language], "without": list(each.without)} for each in found.platforms
        ],
        "variants": [
            {
                "id": each.id,
                "title": each.title[language],
                "cause": each.cause.get(language, ""),
                "without": list(each.without),
                "world": asdict(each.world) if each.world else None,
            }
            for each in found.variants
        ],
        "world": asdict(found.world),
        "faults": list(found.faults),
        "clips": voice_clips.clips(language) if "voice" in found.methods else {},
        "devices": [{"id": each.id, "kind": each.kind, "title": each.title[language]} for each in found.devices],
        "personas": [
            {"id": each.id, "name": each.name, "user": each.user, "person": each.person} for each in found.personas
        ],
        "steps": [_step(each, language) for each in found.steps],
        "before_real": _in_language(found.before_real, language),
        "veiled": found.veiled,
    }


def _strings(found: Scenario) -> dict[str, strings.Text]:
    """The words of the devices that this practice has, and of all that is around them."""
    kinds = {*assets.kinds(found)}
    worlds = [found.world, *(each.world for each in found.variants if each.world)]
    starts = {phone.start for world in worlds for phone in world.phones}
    phone = phone_strings.practice(starts) if "phone" in kinds else {}
    handset = handset_strings.interface() if handset_strings.KINDS & kinds else {}
    variants = [each.id for each in found.variants]
    return {**strings.practice(kinds, found.faults, variants), **phone, **handset}


def _step(step: Step, language: str) -> dict[str, Any]:
    return {
        "id": step.id,
        "article_step": step.article_step,
        "article_steps": dict(step.article_steps),
        "only": asdict(step.only),
        "own_screens": asdict(step.own_screens) if step.own_screens else None,
        "title": step.title[language],
        "task": step.task[language],
        "task_by": {place: texts[language] for place, texts in step.task_by.items()},
        "real": step.real.get(language, ""),
        "real_by": {place: texts[language] for place, texts in step.real_by.items()},
        "hints": _in_language(step.hints, language),
        "hints_by": {place: _in_language(hints, language) for place, hints in step.hints_by.items()},
        "done_on": step.done_on,
        "done_by": step.done_by,
        "in_turn": step.in_turn,
        "undone_on": list(step.undone_on),
        "solve": [{"device": each.device, "action": each.action, "value": each.value} for each in step.solve],
    }


def _ways(found: Scenario, language: str) -> list[dict[str, Any]]:
    """The steps as text, for one's own device: once for each platform and variant where they differ, under their names."""
    ways: dict[tuple[tuple[str, str, bool], ...], list[tuple[str, ...]]] = {}
    for platform in found.platforms:
        for variant in found.variants or [None]:
            name = variant.id if variant else ""
            steps = tuple(
                (each.title[language], each.real_at(platform.id, name)[language], each.is_own_at(platform.id, name))
                for each in found.steps
                if each.only.applies(platform.id, name)
            )
            titles = [platform.title[language], *([variant.title[language]] if variant else [])]
            ways.setdefault(steps, []).append(tuple(titles))
    return [
        {
            "title": _named(places, len(found.platforms), len(found.variants)) if len(ways) > 1 else "",
            "steps": [{"title": title, "real": real, "is_own": is_own} for title, real, is_own in steps],
        }
        for steps, places in ways.items()
    ]


def _named(places: Sequence[tuple[str, ...]], platforms: int, variants: int) -> str:
    """The platforms that `places` have and then the variants, each unless they have all of them."""
    parts = [dict.fromkeys(place[at] for place in places) for at in range(len(places[0]))]
    told = [part for part, known in zip(parts, (platforms, variants), strict=False) if len(part) < known]
    return " · ".join(", ".join(part) for part in told)


def _usual_steps(found: Scenario) -> list[Step]:
    """Those of the first platform and the first variant."""
    variant = found.variants[0].id if found.variants else ""
    return [each for each in found.steps if each.only.applies(found.platforms[0].id, variant)]


def _in_language(texts: Iterable[Any], language: str) -> list[str]:
    return [each[language] for each in texts]


def _articles(found: Scenario) -> list[dict[str, Any]]:
    return [_article(number) for number in dict.fromkeys(found.articles.values() or [found.article])]


def _article(number: int) -> dict[str, Any]:
    return {"number": number, "address": reverse("kb:article_number", kwargs={"number": number})}


def _groups(language: str) -> list[dict[str, Any]]:
    groups = [
        {
            "key": key,
            "title": title,
            "scenarios": [_card(each, language) for each in load.every() if each.method in methods],
        }
        for key, title, methods in GROUPS
    ]
    return [group for group in groups if group["scenarios"]]


def grouped(language: str) -> list[dict[str, Any]]:
    """The practices to choose from, by what is in hand: {"title", "scenarios": [{"id", "language", "title", "minutes"}]}."""
    known = [(each, nearest(language, each.languages)) for each in load.every()]
    groups = [(title, [pair for pair in known if pair[0].method in methods]) for _key, title, methods in GROUPS]
    return [
        {
            "title": title,
            "scenarios": [
                {"id": each.id, "language": spoken, "title": each.title[spoken], "minutes": each.minutes}
                for each, spoken in found
            ],
        }
        for title, found in groups
        if found
    ]


def _card(found: Scenario, language: str) -> dict[str, Any]:
    language = nearest(language, found.languages)
    with override(language):
        address = reverse("practice:scenario", args=[found.id])
    return {
        "id": found.id,
        "language": language,
        "views": screenshots.find(found.picture, language),
        "address": address,
        "title": found.title[language],
        "summary": found.summary[language],
        "minutes": found.minutes,
        "steps": len(_usual_steps(found)),
        "platforms": [each.title[language] for each in found.platforms],
        "articles": _articles(found),
    }


def _announcement(planned: Planned, language: str) -> dict[str, Any]:
    language = nearest(language, planned.title)
    return {"title": planned.title[language], "language": language, "article": _article(planned.article)}
