"""What the editor's script asks for. All but `session` and `here` are behind the admin's two steps and the right to change articles."""

import logging
from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kb.admin.editor import lookup, turns
from kb.admin.editor.paragraph import help_for, source_at
from kb.admin.editor.preview import preview as render_preview
from kb.base.languages import codes, named
from kb.base.signs import clean
from kb.exchange.machine import LONGEST, NotTranslated, Reason, lost, machine
from kb.markup.limits import too_long
from kb.models import Article
from kb.publishing.problems import sentence
from kb.staff import sessions
from kb.workflow import presence
from kb.workflow.people import may_edit

logger = logging.getLogger("kb.translation")


class Text(forms.Form):
    """An article's text as it stands in the form, finished or not."""

    language = forms.ChoiceField(choices=named())
    number = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    title = forms.CharField(required=False, max_length=1000)
    summary = forms.CharField(required=False, max_length=1000)
    body = forms.CharField(required=False, strip=False)


class Paragraph(forms.Form):
    """Where somebody writes: both bodies as they are in the form, and the place in the one of `language`, in characters."""

    language = forms.ChoiceField(choices=named())
    source_language = forms.ChoiceField(choices=named())
    body = forms.CharField(required=False, strip=False)
    source = forms.CharField(required=False, strip=False)
    at = forms.IntegerField(min_value=0, max_value=2**31 - 1)


MACHINES = 20  # translations by a machine in a minute
REASONS = {
    Reason.UNREACHABLE: gettext_lazy("%(receiver)s does not answer. Your text is as it was; try again later."),
    Reason.LATE: gettext_lazy("%(receiver)s took too long. Your text is as it was; try again later."),
    Reason.REFUSED: gettext_lazy(
        "%(receiver)s refused: the key is wrong, or it was asked too often. Tell the people who run this site."
    ),
    Reason.NO_LANGUAGE: gettext_lazy(
        "%(receiver)s does not translate this paragraph from this language to that one."
    ),
    Reason.UNREADABLE: gettext_lazy(
        "%(receiver)s sent an answer that this site cannot read. Tell the people who run this site."
    ),
}


@require_POST
def paragraph(request: HttpRequest) -> JsonResponse:
    """What helps with the paragraph that is being written; for people who may write the language, since memory and terms are for writing."""
    given = _writing(request)
    if isinstance(given, JsonResponse):
        return given
    try:
        with turns.taken(request.user, "paragraphs"):
            return JsonResponse(help_for(**given))
    except turns.NotYet as refused:
        return _later(refused)


@require_POST
def translation(request: HttpRequest) -> JsonResponse:
    """What the machine of the settings makes of the source's paragraph. It is kept nowhere: the author puts it into the text, or not."""
    given = _writing(request)
    if isinstance(given, JsonResponse):
        return given
    there = machine()
    text = source_at(body=given["body"], at=given["at"], source=given["source"]) if there else ""
    if there is None or not text or len(text) > LONGEST:
        return JsonResponse({"detail": _("There is no paragraph of the original here to translate.")}, status=422)
    try:
        with turns.taken(request.user, "translations", MACHINES):
            made = there.translate(text, given["source_language"], given["language"])
    except turns.NotYet as refused:
        return _later(refused)
    except NotTranslated as failed:
        logger.warning("%s: %s", there.receiver, failed)
        return JsonResponse({"detail": REASONS[failed.reason] % {"receiver": there.receiver}}, status=502)
    return JsonResponse({"target": clean(made), "lost": lost(text, made)})


def _writing(request: HttpRequest) -> dict[str, Any] | JsonResponse:
    """What `Paragraph` asks for, or the refusal."""
    form = Paragraph(request.POST)
    if not form.is_valid():
        return JsonResponse({"detail": _("This request is incomplete. Load the page again.")}, status=422)
    given = form.cleaned_data
    if not may_edit(request.user, given["language"]):
        return JsonResponse({"detail": _("You may not write in this language.")}, status=403)
    return given


def _later(refused: turns.NotYet) -> JsonResponse:
    answer = JsonResponse({"detail": _("This will be here in a moment.")}, status=429)
    answer.headers["Retry-After"] = str(refused.seconds)
    return answer


@require_POST
def preview(request: HttpRequest) -> JsonResponse:
    form = Text(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {
                "detail": _(
                    "This text cannot be shown: its language or number is unknown, or its title or summary too long."
                )
            },
            status=422,
        )
    given = form.cleaned_data
    if problem := too_long(given["body"]):
        return JsonResponse({"detail": sentence(problem)}, status=413)
    try:
        with turns.taken(request.user):
            made = render_preview(**given | {"number": given["number"] or 0})
    except turns.NotYet as refused:
        answer = JsonResponse({"detail": _("The preview follows in a moment.")}, status=429)
        answer.headers["Retry-After"] = str(refused.seconds)
        return answer
    return JsonResponse(asdict(made))


@require_safe
def articles(request: HttpRequest) -> JsonResponse:
    return _found(lookup.articles(_query(request), _language(request)))


@require_safe
def demos(request: HttpRequest) -> JsonResponse:
    return _found(lookup.scenarios(_language(request)))


@require_safe
def pictures(request: HttpRequest) -> JsonResponse:
    return _found(lookup.pictures(_query(request), _language(request)))


@never_cache
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Whether the editor is still signed in. Asking keeps no session alive.

    Signing in again in another tab changes the token that the form has to send, so it is told here.
    """
    if not sessions.is_open(request):
        return JsonResponse({"alive": False})
    return JsonResponse({"alive": True, "token": get_token(request)})


@never_cache
@require_POST
def here(request: HttpRequest) -> JsonResponse:
    """The form is open, or about to close (`leaving`); who else has it open. Like `session` this keeps no session alive."""
    person: Any = request.user
    article = Article.objects.filter(pk=_number(request.POST.get("article", ""))).first()
    if article is None or not sessions.is_open(request) or not person.has_perm("kb.change_article"):
        return JsonResponse({"others": []}, status=403)
    if request.POST.get("leaving"):
        presence.leave(article.pk, person)
        return JsonResponse({"others": []})
    return JsonResponse({"others": presence.come(article.pk, person)})


def _number(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0


def _found(results: list[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"results": results})


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:100].strip()


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in codes() else settings.LANGUAGE_CODE
