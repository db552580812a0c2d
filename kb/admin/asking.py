"""From what readers searched for without a result: a question of the article that answers it, or a synonym."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kb.admin.board import dealing
from kb.admin.desk.names import text_address
from kb.base.languages import named
from kb.files.lists import adding, history
from kb.files.lists.kinds import BY_KEY
from kb.models import Article
from kb.search.query import search
from kb.text.numbers import LARGEST_NUMBER
from kb.workflow import questions
from kb.workflow.board.searches import How
from kb.workflow.drafts import Conflict
from kb.workflow.people import languages, may_edit, may_edit_words

LONGEST_QUESTION = 200  # characters


class QuestionForm(forms.Form):
    """`person` adds questions in the languages that they write."""

    language = forms.ChoiceField(label=_("Language"))
    question = forms.CharField(
        label=_("Question"), max_length=LONGEST_QUESTION, help_text=_("As a reader would ask it: a whole sentence.")
    )
    article = forms.IntegerField(
        label=_("Number of the article"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        help_text=_("The one that answers the question, such as 3422."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = languages(person, may_edit)
        self.fields["language"].choices = [(code, name) for code, name in named() if code in own]  # type: ignore[attr-defined]

    def clean_article(self) -> Article:
        found = Article.objects.filter(number=self.cleaned_data["article"], retired_at=None).first()
        if found is None:
            raise forms.ValidationError(_("There is no article with this number."))
        return found


class SynonymForm(forms.Form):
    """Words that the search is to treat alike."""

    language = forms.ChoiceField(label=_("Language"), choices=named)
    words = forms.CharField(
        label=_("What readers search for"),
        max_length=LONGEST_QUESTION,
        help_text=_("Leave only the word, or the few words, that the articles do not use."),
    )
    alike = forms.CharField(
        label=_("Words of the articles that mean the same"),
        max_length=LONGEST_QUESTION,
        help_text=_("Several are separated by commas."),
    )

    @property
    def group(self) -> list[str]:
        given = self.cleaned_data
        return [
            word for each in (given["words"], given["alike"]) for part in each.split(",") if (word := part.strip())
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def add_synonym(request: HttpRequest) -> HttpResponse:
    """A form that begins with the words of a search."""
    if not may_edit_words(request.user):
        raise PermissionDenied
    asked = {"language": request.GET.get("language", ""), "words": request.GET.get("terms", "")[:LONGEST_QUESTION]}
    form = SynonymForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid() and _is_kept(request, form):
        return HttpResponseRedirect(reverse("admin:kb_board_panel", args=["searches"]))
    around = {
        **admin.site.each_context(request),
        "title": _("Add a synonym"),
        "form": form,
        "told": _("The search treats these words alike: a search for one finds the articles that use another."),
        "deed": _("Add the synonym"),
    }
    return render(request, "admin/kb/question.html", around, status=422 if form.errors else 200)


def _is_kept(request: HttpRequest, form: SynonymForm) -> bool:
    try:
        adding.add_synonym(form.cleaned_data["language"], form.group, by=request.user)
    except history.Refused as refused:
        form.add_error(None, " ".join(problem.message for problem in refused.problems))
    except history.MovedOn:
        form.add_error(None, _("Somebody saved the synonyms just now. Please send yours again."))
    except ValueError:
        form.add_error("alike", _("Name at least one other word."))
    else:
        found = history.find(BY_KEY["synonyms"])
        if found and found.is_pending:  # readers still find nothing, so the search is not dealt with
            waits = _(
                "The synonym is saved. Search will use it once a colleague has published it. Until then, the search stays on the list."
            )
            messages.success(request, waits)
        else:
            dealing.done(request, How.SYNONYM)
            messages.success(request, _("The synonym is saved. Search uses it now."))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def add_question(request: HttpRequest) -> HttpResponse:
    """A form that begins with the words of a search and the article that the site would name first."""
    if not languages(request.user, may_edit):
        raise PermissionDenied
    form = QuestionForm(request.POST or None, person=request.user, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            questions.add(given["article"], given["language"], given["question"], by=request.user)
        except questions.NoText:
            form.add_error("article", _("The article has no text in this language."))
        except questions.NoRoom:
            form.add_error("question", _("The article has so many questions that this one does not fit."))
        except Conflict:
            form.add_error(None, _("Somebody saved this text just now. Please send the question again."))
        else:
            dealing.done(request, How.QUESTION, given["article"].number)
            messages.success(
                request,
                _("The question is in the newest draft. Readers find the article by it once that is published."),
            )
            return HttpResponseRedirect(text_address(given["article"], given["language"]))
    around = {**admin.site.each_context(request), "title": _("Add a question"), "form": form}
    around |= {
        "told": _(
            "Search finds an article by the questions that it answers. The question becomes part of the article’s draft, which is then published like any other."
        ),
        "deed": _("Add the question"),
    }
    return render(request, "admin/kb/question.html", around, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, Any]:
    language, terms = request.GET.get("language", ""), request.GET.get("terms", "")[:LONGEST_QUESTION]
    if language not in dict(named()):
        return {"question": terms}
    first = search(terms, language, limit=1).results
    return {"language": language, "question": terms, "article": first[0].number if first else None}
