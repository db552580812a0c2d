"""The pages of a class. Each is alike for everybody: who one is, the API knows by a cookie or a token.

The wall and the handout show what may be known to anyone in the room: the code, the address, the practices.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from auth_demo.classroom import joining, names, opening, results
from auth_demo.scenarios import load
from auth_demo.scenarios.progress import steps_of
from auth_demo.scenarios.schema import Scenario
from auth_demo.scenarios.vocabulary import FAULTS, PASSING_FAULTS
from auth_demo.verifier import faults
from auth_demo.verifier.ids import is_id
from auth_demo.verifier.outcome import Cause
from auth_demo.web import class_addresses, class_articles, class_strings, pair, reasons
from auth_demo.web.pages import practice_page
from kb.base import screenshots
from kb.base.languages import codes, nearest, own_names


@require_safe
def shortcut(request: HttpRequest, code: str = "") -> HttpResponse:
    """The short address leads to the page in the browser's language, or its own, with the code if it has one."""
    code = names.read_code(code or request.GET.get("code", ""))
    address = reverse("classes:join") + (f"?code={code}" if code.isascii() and code.isalnum() else "")
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@practice_page("code")
def join(request: HttpRequest) -> HttpResponse:
    """A code, a nickname, a language: nothing else is asked."""
    payload = {
        "strings": class_strings.joining(),
        "suggested": list(names.suggested()),
        "seat": reverse("classes:seat", args=["ID"]),
    }
    context = {
        "payload": payload,
        "code": names.read_code(request.GET.get("code", ""))[:6],
        "tongues": own_names(),
        "longest": names.LONGEST,
    }
    return render(request, "auth_demo/class/join.html", context)


@practice_page()
def seat(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Where a participant practices: the class's state on top, the practice below."""
    if not is_id(participant_id):
        raise Http404
    payload = seat_payload(participant_id, _language())
    return render(request, "auth_demo/class/seat.html", {"payload": payload})


def seat_payload(participant_id: str, language: str) -> dict[str, Any]:
    """What the scripts of a participant's place need; the id is "" where they open the place themselves."""
    return {
        "participant": participant_id,
        "language": language,
        "strings": class_strings.seat(),
        "data": reverse("practice:data", args=["PRACTICE"]),
        "join": reverse("classes:join"),
        "cards": {each.id: {"title": each.title[nearest(language, each.languages)]} for each in load.every()},
    }


@practice_page()
def board(request: HttpRequest, class_id: str) -> HttpResponse:
    """The trainer's: who is where, and what to do about it."""
    if not is_id(class_id):
        raise Http404
    payload = {
        "class": class_id,
        "strings": class_strings.board(),
        "practices": {each.id: _practice(each) for each in load.every()},
        "reasons": {reason.value: str(title) for reason, title in reasons.TITLES.items()},
        "wall": reverse("classes:wall", args=[class_id]),
        "handout": reverse("classes:handout", args=[class_id]),
    }
    return render(request, "auth_demo/class/board.html", {"payload": payload})


@require_safe
def wall(request: HttpRequest, class_id: str) -> HttpResponse:
    """For the projector: the address large enough to type, the code, the QR code, in every language."""
    classroom = _known(class_id)
    address = class_addresses.join(classroom.code)
    context = {
        "code": classroom.code,
        "halves": (classroom.code[:3], classroom.code[3:]),
        "address": class_addresses.short_join(),
        "qr": pair.qr(address),
        "calls": [(code, _in(code, class_strings.call)) for code in codes()],
        "joined": joining.count(classroom),
        "state": classroom.state,
    }
    response = render(request, "auth_demo/class/wall.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def handout(request: HttpRequest, class_id: str) -> HttpResponse:
    """To be printed: every step of every practice with its picture, and a QR code that leads to it."""
    classroom, language = _known(class_id), _language()
    found = [scenario for each in classroom.scenarios if (scenario := load.get(each))]
    context = {
        "practices": [_printed(each, language) for each in found],
        "address": class_addresses.short_join(),
        "code": classroom.code,
        "qr": pair.qr(class_addresses.join(classroom.code)),
    }
    response = render(request, "auth_demo/class/handout.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def results_of(request: HttpRequest, key: str) -> HttpResponse:
    """What one participant did, for anyone who has the link. It is kept as long as the class's results."""
    found = joining.find(class_addresses.participant_of(key) or "")
    if found is None:
        raise Http404
    classroom, language = found.classroom, _language()
    over = classroom.ended_at or classroom.ends_at
    context = {
        "nickname": found.nickname,
        "walks": [_walked(each, language) for each in results.of_participant(found)],
        "results_until": over + results.KEPT,
        "practices_until": over + opening.AFTERWARDS,
        "has_ended": classroom.ended_at is not None,
    }
    response = render(request, "auth_demo/class/results.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _walked(each: results.Result, language: str) -> dict[str, Any]:
    scenario = load.get(each.scenario)
    language = nearest(language, scenario.languages) if scenario else language
    said, faults_said = class_strings.STATES, class_strings.faults()
    return {
        "language": language,
        "title": scenario.title[language] if scenario else each.scenario,
        "address": reverse("practice:scenario", args=[each.scenario]),
        "finished": each.finished,
        "was_reset": each.was_reset,
        "attempts": each.attempts,
        "times": [(said.get(state, state), seconds) for state, seconds in each.seconds.items() if seconds >= 1],
        "mistakes": [
            (
                class_articles.step_of(scenario, cause).title[language],
                count,
                class_articles.of_mistake(scenario, cause),
            )
            for cause, count in each.causes.items()
            if scenario
        ],
        "faults": [(faults_said.get(fault, fault), fault in each.around) for fault in each.faults],
    }


def _known(class_id: str) -> opening.Classroom:
    found = opening.find(class_id) if is_id(class_id) else None
    if found is None:
        raise Http404
    return found


def _practice(scenario: Scenario) -> dict[str, Any]:
    """What the board has to know of a practice: its title, its steps, the faults that can be felt in it."""
    language = nearest(_language(), scenario.languages)
    possible = faults.possible_in(scenario) | set(scenario.faults)
    return {
        "language": language,
        "title": scenario.title[language],
        "steps": [{"id": step.id, "title": step.title[language]} for step in scenario.steps],
        "platforms": {each.id: each.title[language] for each in scenario.platforms},
        "variants": {each.id: each.title[language] for each in scenario.variants},
        "faults": [fault for fault in (*FAULTS, *PASSING_FAULTS) if fault in possible],
        "mistakes": {cause.value: class_articles.of_mistake(scenario, cause) for cause in Cause},
        "states": {state: class_articles.of_state(scenario, state) for state in class_strings.STATES},
    }


def _printed(scenario: Scenario, language: str) -> dict[str, Any]:
    platform = scenario.platforms[0].id
    variant = scenario.variants[0].id if scenario.variants else ""
    language = nearest(language, scenario.languages)
    practice = class_addresses.practice(scenario.id, language)
    return {
        "language": language,
        "title": scenario.title[language],
        "summary": scenario.summary[language],
        "article": scenario.article,
        "picture": next(iter(screenshots.find(scenario.picture, language)), None),
        "steps": [
            {
                "title": step.title[language],
                "task": step.real_at(platform, variant)[language],
                "is_own": step.is_own_at(platform, variant),
                "qr": pair.qr(f"{practice}?step={step.id}"),
                "picture": screenshots.of_state(scenario.id, step.id, language),
            }
            for step in steps_of(scenario, platform, variant)
        ],
        "before_real": [each[language] for each in scenario.before_real],
    }


def _language() -> str:
    return translation.get_language() or codes()[0]


def _in(code: str, words: Any) -> Any:
    with translation.override(code):
        return words()
