"""“Which sign-in method do I have?”: links from question to question; the address holds the answers so far."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb import demos
from kb.base.caching import public
from kb.web.choices import SEPARATOR, Answer, Question, choices
from kb.web.page import head_for
from kb.web.related import Card, cards_of


@dataclass(frozen=True)
class Taken:
    """An answer already given, and the address that takes the reader back to its question."""

    question: str
    answer: str
    back: str


@dataclass(frozen=True)
class Result:
    card: Card | None
    why: str
    demo: demos.Demo | None
    demo_url: str
    demo_language: str

    @property
    def cards(self) -> list[Card]:
        return [self.card] if self.card else []


@require_safe
@public("q")
def choose(request: HttpRequest) -> HttpResponseBase:
    language = get_language() or ""
    known = choices()
    spoken = known.spoken(language)
    steps = known.walk(request.GET.get("q", ""))
    way = SEPARATOR.join(answer.id for _question, answer in steps)
    last = steps[-1][1] if steps else None
    description = _("Two or three questions that lead to the right article and the right practice.")
    context = {
        "page": head_for(request, description, index=not steps),
        "taken": [taken(steps, i, spoken) for i in range(len(steps))],
        "way": way,
        "prefix": way + SEPARATOR if way else "",
        "alternates": {},
        "spoken": spoken,
    }
    if last and last.article:
        context["result"] = result(last, language, spoken)
    else:
        asked = known.questions[last.next] if last and last.next else known.first
        context["question"] = asked.in_language(spoken) if asked else None
    return render(request, "kb/choose.html", context)


def taken(steps: list[tuple[Question, Answer]], index: int, language: str) -> Taken:
    question, answer = steps[index]
    before = SEPARATOR.join(answer.id for _question, answer in steps[:index])
    url = reverse("kb:choose") + (f"?q={before}" if before else "")
    return Taken(question.text[language], answer.text[language], url)


def result(answer: Answer, language: str, spoken: str) -> Result:
    demo = ready_demo(answer.demo)
    return Result(
        card=next(iter(cards_of([answer.article] if answer.article else [], language)), None),
        why=answer.why.get(spoken, ""),
        demo=demo,
        demo_url=demo.address(demo.spoken(language)) if demo else "",
        demo_language=demo.spoken(language) if demo else "",
    )


def ready_demo(demo_id: str | None) -> demos.Demo | None:
    try:
        demo = demos.get(demo_id) if demo_id else None
    except demos.UnknownDemo:
        return None
    return demo if demo and demo.ready else None
