"""From what readers searched for without a result: their words become a question of the article that answers it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kb.admin.board import dealing
from kb.admin.desk.names import text_address
from kb.base.languages import named
from kb.models import Article
from kb.search.query import search
from kb.text.numbers import LARGEST_NUMBER
from kb.workflow import questions
from kb.workflow.board.searches import How
from kb.workflow.drafts import Conflict
from kb.workflow.people import languages, may_edit

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
    return render(request, "admin/kb/question.html", around, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, Any]:
    language, terms = request.GET.get("language", ""), request.GET.get("terms", "")[:LONGEST_QUESTION]
    if language not in dict(named()):
        return {"question": terms}
    first = search(terms, language, limit=1).results
    return {"language": language, "question": terms, "article": first[0].number if first else None}
