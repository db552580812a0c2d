"""What can be asked of the grid, in its address: a filter is a link that can be kept and sent."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.base.languages import named
from kb.models import Category
from kb.workflow.board.grid import Standing, Wanted
from kb.workflow.people import Person

# What a list says while nothing is chosen in it; labels would need a line of their own.
ANY = {
    "standing": "",
    "language": _("Any language"),
    "category": _("Any category"),
    "source": _("Any source language"),
}
LONGEST = 200  # letters of what is searched for


class Whose(models.TextChoices):
    """Whose texts to show."""

    ANY = "", _("Anyone’s")
    SAVED = "saved", _("last saved by me")
    GIVEN = "given", _("assigned to me")
    ASSIGNED = "assigned", _("assigned to anyone")
    OVERDUE = "overdue", _("overdue")


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Number or words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Number or words")}),
    )
    standing = forms.ChoiceField(required=False, widget=forms.HiddenInput)  # chosen by the counts above the form
    language = forms.ChoiceField(label=_("Language"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    source = forms.ChoiceField(label=_("Source language"), required=False)
    whose = forms.ChoiceField(label=_("Whose"), choices=Whose.choices, required=False)

    def __init__(self, data: Any, categories: Iterable[Category]) -> None:
        super().__init__(data, auto_id="board-%s")
        choices: dict[str, list[tuple[str, Any]]] = {
            "standing": list(Standing.choices),
            "language": named(),
            "category": [(each.key, str(each)) for each in categories],
            "source": named(),
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", ANY[name]), *offered]  # type: ignore[attr-defined]

    def wanted(self, person: Person) -> Wanted:
        """What was asked for; a value that makes no sense asks for nothing, and the form says so."""
        self.is_valid()
        asked = dict(self.cleaned_data)
        asked.pop("q", None)
        whose = asked.pop("whose", "")
        own = person.pk if person else None
        return Wanted(
            **asked,
            author=own if whose == Whose.SAVED else None,
            assignee=own if whose == Whose.GIVEN else None,
            is_assigned=whose == Whose.ASSIGNED,
            is_overdue=whose == Whose.OVERDUE,
        )

    @property
    def query(self) -> str:
        """What was searched for; '' for nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))

    def with_standing(self, standing: str) -> str:
        """The query of the same filter with another standing; '' for any."""
        asked = {**self.cleaned_data, "standing": standing}
        return "?" + urlencode({name: value for name, value in asked.items() if value})
