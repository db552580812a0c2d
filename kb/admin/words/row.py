"""The page of one row: its form, what uses it, and what a synonym would do to a search, before it counts."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kb.admin.words.forms import RowForm, inner_forms
from kb.admin.words.shapes import Shape, shapes
from kb.admin.words.told import told
from kb.admin.words.views import around, back_to, kind_of, look_at, tell_saved, write_at
from kb.base.kept import KeptList
from kb.base.languages import codes
from kb.base.places import Problem
from kb.files.lists import history, slices, used
from kb.files.lists.kinds import BY_KEY, Kind
from kb.files.lists.slices import Row
from kb.models import PublishedText
from kb.search.query import search
from kb.workflow.people import may_edit_words

LONGEST_QUERY = 100  # characters
MOST_RESULTS = 5
SEARCHED = ("synonyms", "stopwords")  # lists that change what a search finds


class NoteForm(forms.Form):
    comment = forms.CharField(label=gettext_lazy("Note for the history"), max_length=240, required=False)


@dataclass(frozen=True)
class Effect:
    """What a search finds now, and what it would find: numbers and titles, the best first."""

    query: str
    before: list[tuple[int, str]]
    after: list[tuple[int, str]]

    @property
    def is_none(self) -> bool:
        return self.before == self.after


class Gone(Exception):
    """The row is no longer as the person saw it; `now` is what is in its place, if anything is."""

    def __init__(self, now: Row | None) -> None:
        super().__init__()
        self.now = now


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str, part: str, row_key: str = "") -> HttpResponse:
    """A row of `part`, or a new one. Who may only look sees it and cannot save."""
    look_at(request)
    kind = kind_of(key)
    shape = _shape(kind, part)
    text = history.current(kind).head.text
    row = _found(shape, text, row_key)
    if request.method == "POST":
        write_at(request)
    elif row_key and row is None:
        messages.error(request, _("Somebody has changed or removed this row. This is the list now."))
        return back_to(kind)
    page = _Page(request, kind, shape, row, row_key)
    return page.answer()


class _Page:
    def __init__(self, request: HttpRequest, kind: Kind, shape: Shape, row: Row | None, row_key: str) -> None:
        self.request, self.kind, self.shape, self.row, self.row_key = request, kind, shape, row, row_key
        data = request.POST if request.method == "POST" else None
        value = row.value if row else None
        self.form = RowForm(data, shape=shape, value=value)
        self.inner = inner_forms(shape, data, value)
        self.note = NoteForm(data)
        self.problems: list[str] = []
        self.effect: Effect | None = None
        self.now: Row | None = None  # what a colleague made of the row meanwhile
        if not may_edit_words(request.user):
            self._disable()

    def answer(self) -> HttpResponse:
        if self.request.method == "POST":
            if "remove" in self.request.POST:
                done = self._save(None)
            elif self._is_valid():
                done = self._tried() if "try" in self.request.POST else self._save(self._value())
            else:
                done = False
            if done:
                return back_to(self.kind)
        return self._shown()

    def _is_valid(self) -> bool:
        inner = self.inner is None or self.inner.is_valid()
        return self.form.is_valid() and self.note.is_valid() and inner

    def _value(self) -> Any:
        value = self.form.to_value()
        if self.inner is not None:
            value["answers"] = self.inner.values()
        return value

    def _save(self, value: Any) -> bool:
        comment = self.note.cleaned_data.get("comment", "") if self.note.is_valid() else ""
        try:
            revision = history.edit(
                self.kind, lambda text: self._changed(text, value), by=self.request.user, comment=comment
            )
        except history.Refused as refused:
            self.problems = _told(refused.problems)
        except history.MovedOn:
            self.problems = [_("That is not possible now: the list has changed. Please save again.")]
        except Gone as gone:
            self.now = gone.now
            self.row_key = gone.now.key if gone.now else ""
            self.problems = [
                _("Somebody has changed or removed this row since you opened it. Saving again replaces theirs.")
            ]
        else:
            tell_saved(self.request, self.kind, revision)
            return True
        return False

    def _changed(self, text: str, value: Any) -> str:
        """`text` with the row as `value`, or without it for None. Raises Gone."""
        shape = self.shape
        if shape.whole:
            return slices.set_words(text, shape.path, value or [])
        wanted = self.request.POST.get("row", self.row_key)
        if not wanted:
            return slices.added(text, shape.path, value)
        there = shape.rows(text)
        row = next((row for row in there if row.key == wanted), None)
        if row is None:
            raise Gone(self._in_place(there))
        return slices.removed(text, row) if value is None else slices.replaced(text, row, value)

    def _in_place(self, there: Sequence[Row]) -> Row | None:
        """What a colleague made of it: the row that has its name, or else its place."""
        place = self.request.POST.get("at", "")
        at = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else len(there)
        return there[at] if at < len(there) else None

    def _tried(self) -> bool:
        query = self.request.POST.get("query", "")[:LONGEST_QUERY].strip()
        if query:
            text = history.current(self.kind).head.text
            try:
                self.effect = effect(self.kind, self._changed(text, self._value()), self.shape.language, query)
            except Gone as gone:
                self.now = gone.now
        return False

    def _disable(self) -> None:
        for form in (self.form, self.note, *(self.inner or ())):
            for field in form.fields.values():
                field.disabled = True

    def _shown(self) -> HttpResponse:
        wrong = bool(self.problems) or (self.request.method == "POST" and not self._is_valid())
        sent = self.request.POST.get("row", "")
        there = self.now or self.row
        row_key = self.row_key if self.now or not sent else sent
        title = _("Row") if row_key or self.shape.whole else _("New row")
        more = {
            "shape": self.shape,
            "row_title": title,
            "form": self.form,
            "inner": self.inner,
            "note": self.note,
            "row_key": row_key,
            "at": there.at if there else self.request.POST.get("at", ""),
            "problems": self.problems,
            "now": self.now,
            "users": self._users(),
            "shows_users": self.row is not None and (self.kind.key in used.ENTRIES or self.kind.key == "glossary"),
            "effect": self.effect,
            "query": self.request.POST.get("query", ""),
            "can_try": self.kind.key in SEARCHED,
        }
        page = {
            **around(self.request, self.kind, _("%(list)s: %(row)s") % {"list": self.kind.title, "row": title}),
            **more,
        }
        return render(self.request, "admin/kb/words/row.html", page, status=422 if wrong else 200)

    def _users(self) -> list[tuple[int, str]]:
        """Articles with their titles: those that use the row, or say its words."""
        value = self.row.value if self.row else None
        if not isinstance(value, dict):
            return []
        if self.kind.key == "glossary":
            numbers = used.saying({code: list(value.get(code, [])) for code in codes()})
        else:
            numbers = used.by(self.kind, str(value.get(used.ENTRIES.get(self.kind.key, ""), "")))
        return titles(numbers, self.request)


def titles(numbers: Sequence[int], request: HttpRequest) -> list[tuple[int, str]]:
    language = getattr(request, "LANGUAGE_CODE", codes()[0])
    found: dict[int, str] = {}
    texts = PublishedText.objects.filter(article__number__in=numbers)
    for number, code, title in texts.values_list("article__number", "language", "title"):
        if code == language or number not in found:
            found[number] = title
    return [(number, found.get(number, "")) for number in numbers]


def effect(kind: Kind, text: str, language: str, query: str) -> Effect:
    """What `query` finds in `language` with the words as readers have them, and with `text` in place of the list."""
    before = _results(query, language)
    keeper: KeptList[Any] = BY_KEY[kind.key].keeper
    with ExitStack() as stack:
        stack.enter_context(keeper.supposing(text))
        return Effect(query, before, _results(query, language))


def _results(query: str, language: str) -> list[tuple[int, str]]:
    return [(each.number, each.title) for each in search(query, language, limit=MOST_RESULTS).results]


def _shape(kind: Kind, part: str) -> Shape:
    for shape in shapes(kind.key):
        if shape.key == part:
            return shape
    raise Http404


def _found(shape: Shape, text: str, key: str) -> Row | None:
    there = shape.rows(text)
    if shape.whole:
        return there[0] if there else None
    return next((row for row in there if row.key == key), None)


def _told(problems: Sequence[Problem]) -> list[str]:
    return list(dict.fromkeys(told(problem.message) for problem in problems))
