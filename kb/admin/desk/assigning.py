"""Who is to write a text, and by when: said in the article's form and on the text's page."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.base.languages import codes, language_name
from kb.models import Article, Assignment
from kb.workflow import assignments
from kb.workflow.assignments import NotTheirs, may_assign


class DueField(forms.DateField):
    """A day that has not gone by."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=gettext_lazy("Due on"), required=False, widget=widget, **more)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))


class AssignForm(forms.Form):
    """For the text of one language. It sends along what it showed, so it says whether anything was changed."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
        show_hidden_initial=True,
    )
    due_on = DueField(show_hidden_initial=True)

    def __init__(self, data: Any, language: str, now: Assignment | None) -> None:
        shown = {"person": now.person_id if now else None, "due_on": now.due_on if now else None}
        super().__init__(data, prefix=f"assign-{language}", initial=shown)
        self.language = language
        self.fields["person"].queryset = assignments.writers(language)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("due_on") and not given.get("person") and "person" not in self.errors:
            self.add_error("person", _("Choose who is to do it by that day."))
        return given

    def save(self, article: Article, request: HttpRequest) -> None:
        person, due_on = self.cleaned_data["person"], self.cleaned_data["due_on"]
        if person:
            assignments.assign(article, self.language, person, due_on, by=request.user)
        else:
            assignments.withdraw(article, self.language, by=request.user)


def form_for(request: HttpRequest, article: Article | None, language: str, data: Any = None) -> AssignForm | None:
    """None for anyone who may not assign a text in `language`."""
    if not may_assign(request.user, language):
        return None
    return AssignForm(data, language, assignments.find(article, language) if article else None)


def save_all(request: HttpRequest, article: Article) -> None:
    """What the article's form says of it in each language. A mistake there is told, and the texts are saved all the same."""
    for code in codes():
        form = form_for(request, article, code, request.POST)
        if form and form.has_changed():
            save(request, article, form)


def save(request: HttpRequest, article: Article, form: AssignForm) -> bool:
    name = {"language": language_name(form.language)}
    if not form.is_valid():
        said = " ".join(str(each) for errors in form.errors.values() for each in errors)
        messages.error(request, _("Not assigned in %(language)s:") % name + f" {said}")
        return False
    try:
        form.save(article, request)
    except NotTheirs:
        messages.error(request, _("This person may not write this language."))
        return False
    return True
