"""A deed for all that was selected in the grid: a page says what it would do to each, and a second click does it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kb.admin.desk.assigning import DueField
from kb.admin.desk.review import upcoming
from kb.base.languages import codes, named
from kb.models import Article, Category, Tag
from kb.publishing.facts import NoCategory
from kb.workflow import assignments, bulk, threads
from kb.workflow.bulk import Deed, Planned
from kb.workflow.facts import Conflict
from kb.workflow.pairs import OwnEdit
from kb.workflow.refusals import NotNow, NotReady

MOST = 200  # articles at once
VALUES = {Deed.CATEGORY: "category", Deed.TAG: "tag", Deed.UNTAG: "tag", Deed.REVIEW_ON: "review_on"}
NEEDED = {
    "category": gettext_lazy("Choose a category."),
    "tag": gettext_lazy("Choose a tag."),
}


class DeedForm(forms.Form):
    """Which deed, and what it needs. `chosen` are articles; `key` in the second form are those of what was confirmed."""

    deed = forms.ChoiceField(label=gettext_lazy("Selected articles"), choices=Deed.choices)
    language = forms.ChoiceField(label=gettext_lazy("In"), required=False)
    person = forms.ModelChoiceField(
        label=gettext_lazy("To"), queryset=User.objects.none(), required=False, empty_label=gettext_lazy("nobody")
    )
    due_on = DueField()
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=gettext_lazy("Category"), queryset=Category.objects.all(), required=False, to_field_name="key"
    )
    tag: "forms.ModelChoiceField[Tag]" = forms.ModelChoiceField(
        label=gettext_lazy("Tag"), queryset=Tag.objects.all(), required=False, to_field_name="key"
    )
    review_on = forms.DateField(
        label=gettext_lazy("Check again on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="bulk-%s")
        self.fields["person"].queryset = assignments.anybody()  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", gettext_lazy("every language")), *named()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        name = VALUES.get(given.get("deed", ""))
        if name in NEEDED and not given.get(name):
            self.add_error(name, NEEDED[name])
        return given

    @property
    def deed_chosen(self) -> Deed:
        return Deed(self.cleaned_data["deed"])

    @property
    def value(self) -> Any:
        """What a fact is to be."""
        return self.cleaned_data[VALUES[self.deed_chosen]] if self.deed_chosen in VALUES else None

    @property
    def whose(self) -> tuple[User | None, date | None]:
        """Who is to write the texts, and by when."""
        return self.cleaned_data["person"], self.cleaned_data["due_on"]

    def plan(self, chosen: Sequence[int], request: HttpRequest) -> list[Planned]:
        deed = self.deed_chosen
        languages = [self.cleaned_data["language"]] if self.cleaned_data["language"] else codes()
        if deed is Deed.ASSIGN:
            return bulk.assignments(chosen, languages, *self.whose, request.user)
        if deed.is_for_texts:
            return bulk.texts(chosen, languages, deed, request.user)
        return bulk.facts(chosen, deed, self.value, request.user)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("kb.change_article"):
        raise PermissionDenied
    form = DeedForm(request.POST)
    chosen = _chosen(request)
    if refused := _refusal(form, chosen):
        messages.error(request, refused)
        return _back(request)
    plan = form.plan(chosen, request)
    if "confirmed" not in request.POST:
        return _asked(request, form, plan, chosen)
    keys = set(request.POST.getlist("key"))
    wanted = [each for each in plan if each.key in keys and not each.refused]
    _carry_out(request, form, wanted)
    if len(wanted) < len(keys):
        _tell_left(request, len(keys) - len(wanted))
    return _back(request)


def _refusal(form: DeedForm, chosen: Sequence[int]) -> str:
    if not chosen:
        return _("Select the articles first.")
    if len(chosen) > MOST:
        return _("At most %(most)d articles at once.") % {"most": MOST}
    return "" if form.is_valid() else " ".join(str(each) for errors in form.errors.values() for each in errors)


def _chosen(request: HttpRequest) -> list[int]:
    sent = request.POST.getlist("chosen")
    return [int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 10]


def _asked(request: HttpRequest, form: DeedForm, plan: list[Planned], chosen: list[int]) -> HttpResponse:
    deed = form.deed_chosen
    shows = deed is Deed.PUBLISH
    talked = threads.open_by_text(chosen) if shows else {}
    around = {
        **admin.site.each_context(request),
        "title": TITLES[deed],
        "is_nav_sidebar_enabled": False,  # as on the board
        "deed": deed,
        "form": form,
        "can": [
            (each, upcoming(each.edition) if shows and each.edition else None, _open(each, talked))
            for each in plan
            if not each.refused
        ],
        "cannot": [each for each in plan if each.refused],
        "chosen": chosen,
        "back": _board(request),
        "query": request.POST.get("query", ""),
    }
    return render(request, "admin/kb/board/bulk.html", around)


def _open(plan: Planned, talked: Mapping[tuple[int, str], int]) -> int:
    """How many threads on it are not resolved."""
    return talked.get((plan.article.pk, plan.edition.language), 0) if plan.edition else 0


def _carry_out(request: HttpRequest, form: DeedForm, plan: Sequence[Planned]) -> None:
    deed = form.deed_chosen
    if deed is Deed.ASSIGN:
        bulk.carry_out_assignments(plan, *form.whose, by=request.user)
        _tell_done(request, deed, len(plan))
        return
    if not deed.is_for_texts:
        _carry_out_facts(request, form, plan)
        return
    done = 0
    for edition in [each.edition for each in plan if each.edition]:
        try:
            bulk.carry_out_text(edition, deed, by=request.user)
        except (NotNow, NotReady, OwnEdit):
            _tell_left(request, 1)
        else:
            done += 1
    _tell_done(request, deed, done)


def _carry_out_facts(request: HttpRequest, form: DeedForm, plan: Sequence[Planned]) -> None:
    deed, done = form.deed_chosen, 0
    for article in [each.article for each in plan]:
        try:
            bulk.carry_out_facts(article, deed, form.value, by=request.user)
        except (NotNow, NoCategory, Conflict, OwnEdit):
            _tell_left(request, 1)
        else:
            done += 1
            if deed in VALUES:
                _log(request, article, VALUES[deed])
    _tell_done(request, deed, done)


def _log(request: HttpRequest, article: Article, name: str) -> None:
    """In Django's own history of the article, as its form does."""
    field = "tags" if name == "tag" else name
    LogEntry.objects.log_actions(
        request.user.pk or 0,
        [article],
        CHANGE,
        [{"changed": {"fields": [str(Article._meta.get_field(field).verbose_name)]}}],  # type: ignore[union-attr]
    )


def _tell_done(request: HttpRequest, deed: Deed, count: int) -> None:
    if count:
        messages.success(request, DONE[deed](count) % {"count": count})


def _tell_left(request: HttpRequest, count: int) -> None:
    left = ngettext(
        "%(count)d has changed in the meantime and was left as it is.",
        "%(count)d have changed in the meantime and were left as they are.",
        count,
    )
    messages.warning(request, left % {"count": count})


def _board(request: HttpRequest) -> str:
    """The board with the filters that it had."""
    query = request.POST.get("query", "")
    return reverse("admin:index") + (f"?{query}" if query else "")


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_board(request))


TITLES = {
    Deed.SUBMIT: gettext_lazy("Submit these texts for review?"),
    Deed.PUBLISH: gettext_lazy("Publish these texts?"),
    Deed.ASSIGN: gettext_lazy("Assign these texts?"),
    Deed.CATEGORY: gettext_lazy("Set the category of these articles?"),
    Deed.TAG: gettext_lazy("Add the tag to these articles?"),
    Deed.UNTAG: gettext_lazy("Remove the tag from these articles?"),
    Deed.REVIEW_ON: gettext_lazy("Set the next check of these articles?"),
    Deed.FACTS: gettext_lazy("Publish the facts of these articles?"),
}


def _changed(count: int) -> str:
    return ngettext("%(count)d article is changed.", "%(count)d articles are changed.", count)


DONE: dict[Deed, Callable[[int], str]] = {
    Deed.SUBMIT: lambda count: ngettext(
        "%(count)d text is submitted for review.", "%(count)d texts are submitted for review.", count
    ),
    Deed.PUBLISH: lambda count: ngettext(
        "Readers see %(count)d text now.", "Readers see %(count)d texts now.", count
    ),
    Deed.ASSIGN: lambda count: ngettext("%(count)d assignment is saved.", "%(count)d assignments are saved.", count),
    Deed.CATEGORY: _changed,
    Deed.TAG: _changed,
    Deed.UNTAG: _changed,
    Deed.REVIEW_ON: _changed,
    Deed.FACTS: lambda count: ngettext(
        "Readers see the newest facts of %(count)d article now.",
        "Readers see the newest facts of %(count)d articles now.",
        count,
    ),
}
