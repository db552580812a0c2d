"""The lists of words at the desk: which there are, the rows of one, its history, and what waits for somebody."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.admin.words import redirects
from kb.admin.words.redirects import Standing
from kb.admin.words.shapes import Shape, cells, columns, shapes
from kb.admin.words.told import told
from kb.base.places import Unreadable
from kb.files import conflicts
from kb.files.lists import history, slices, used
from kb.files.lists.kinds import BY_KEY, KINDS, Kind
from kb.files.lists.slices import Row
from kb.models import WordList, WordRevision
from kb.text.differences import rows
from kb.text.folding import fold
from kb.workflow import pairs
from kb.workflow.people import WORDS_RIGHT, may_edit_words, may_publish_everywhere

LONGEST_QUERY = 100  # characters


@dataclass(frozen=True)
class Shown:
    """A row of the table: `key` leads to its form."""

    row: Row
    cells: list[tuple[Any, str, str]]
    users: list[int]
    told: Standing | None = None  # of a redirect


@dataclass(frozen=True)
class Part:
    shape: Shape
    columns: list[tuple[Any, str]]
    rows: list[Shown]
    count: int


def kind_of(key: str) -> Kind:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def look_at(request: HttpRequest) -> None:
    """Everybody who may see articles may see the words."""
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied


def write_at(request: HttpRequest) -> None:
    look_at(request)
    if not may_edit_words(request.user):
        raise PermissionDenied


def around(request: HttpRequest, kind: Kind | None, title: Any) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "kind": kind,
        "may_write": may_edit_words(request.user),
        "is_nav_sidebar_enabled": False,
    }


def back_to(kind: Kind) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:kb_word_list", args=[kind.key]))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    look_at(request)
    there = {row.name: row for row in WordList.objects.select_related("head", "published")}
    conflicting = {each.path for each in conflicts.find_lists(settings.CONTENT_DIR)}
    found = [(kind, there.get(kind.name), kind.name in conflicting) for kind in KINDS]
    return render(request, "admin/kb/words/index.html", {**around(request, None, _("Words")), "found": found})


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """?q=card shows the rows that have it; ?from=2&to=5 what changed between two revisions."""
    look_at(request)
    kind = kind_of(key)
    row = history.current(kind)
    revisions = list(WordRevision.objects.filter(name=kind.name).defer("text"))
    sought = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    conflict = next((each for each in conflicts.find_lists(settings.CONTENT_DIR) if each.path == kind.name), None)
    more = {
        "list": row,
        "has_users": kind.key in used.ENTRIES,
        "made_here": redirects.made_here(request, sought) if kind.key == redirects.KEY else None,
        "parts": _parts(kind, row.head.text, sought),
        "sought": sought,
        "waiting": rows(row.published.text, row.head.text) if row.is_pending else [],
        "own": pairs.refusal(request.user, [row.head.author_id], right=WORDS_RIGHT) if row.is_pending else None,
        "conflict": conflict,
        "conflict_rows": rows(conflict.ours, conflict.theirs) if conflict else [],
        "may_settle": may_publish_everywhere(request.user) and may_edit_words(request.user),
        "history": revisions,
        "compared": _compared(request, kind, revisions),
    }
    return render(request, "admin/kb/words/list.html", {**around(request, kind, kind.title), **more})


def _parts(kind: Kind, text: str, sought: str) -> list[Part]:
    found, users = [], used.everybody(kind)
    standing = redirects.standing(text) if kind.key == redirects.KEY else {}
    for shape in shapes(kind.key):
        try:
            there = shape.rows(text)
        except Unreadable:
            there = []
        shown = [
            Shown(row, cells(shape, row.value), users.get(_entry(kind, row), []), standing.get(row.start + 1))
            for row in there
        ]
        wanted = [
            each for each in shown if fold(sought) in fold(" ".join(said for _label, _code, said in each.cells))
        ]
        wanted.sort(key=lambda each: each.told is None or not each.told.trouble)  # what is broken comes first
        found.append(Part(shape, columns(shape), wanted, len(there)))
    return found


def _entry(kind: Kind, row: Row) -> str:
    """What articles ask for it by."""
    return str(row.value.get(used.ENTRIES.get(kind.key, ""), "")) if isinstance(row.value, dict) else ""


def _compared(request: HttpRequest, kind: Kind, revisions: list[WordRevision]) -> dict[str, Any] | None:
    by_number = {str(revision.number): revision for revision in revisions}
    new = by_number.get(request.GET.get("to", ""))
    old = by_number.get(request.GET.get("from", ""))
    if old is None or new is None or old == new:
        return None
    return {"old": old, "new": new, "rows": rows(old.text, new.text)}


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    write_at(request)
    kind = kind_of(key)
    number = request.POST.get("head", "")
    try:
        history.publish(kind, by=request.user, head=int(number) if number.isascii() and number.isdigit() else 0)
    except history.MovedOn:
        messages.error(request, _("That is not possible now: the list has changed. This is its current state."))
    except pairs.OwnEdit as own:
        messages.error(request, own.sentence)
    else:
        messages.success(request, _("Readers see the latest version now."))
    return back_to(kind)


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    write_at(request)
    kind, number = kind_of(key), request.POST.get("revision", "")
    comment = _("Revision %(number)s again") % {"number": number}
    try:
        revision = history.restore(
            kind, int(number) if number.isascii() and number.isdigit() else 0, by=request.user, comment=comment
        )
    except (WordRevision.DoesNotExist, OverflowError):
        raise Http404 from None
    except history.MovedOn:
        messages.error(request, _("That is not possible now: the list has changed. This is its current state."))
    except history.Refused as refused:
        for problem in refused.problems:
            messages.error(request, told(problem.message))
    else:
        tell_saved(request, kind, revision)
    return back_to(kind)


@require_POST
def settle(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """A file that was changed here and there: only what the person saw counts."""
    write_at(request)
    if not may_publish_everywhere(request.user):
        raise PermissionDenied
    kind = kind_of(key)
    if side not in (conflicts.FILE, conflicts.DATABASE):
        raise Http404
    try:
        report = conflicts.decide_list(
            settings.CONTENT_DIR, kind.name, side, seen=request.POST.get("state", ""), by=request.user
        )
    except conflicts.MovedOn:
        messages.error(request, _("That is not possible now: one side has changed. This is the current state."))
    else:
        name = {"text": kind.title}
        if side == conflicts.DATABASE:
            messages.success(
                request, _("The database’s version is kept: %(text)s. save_content will write the file.") % name
            )
        else:
            messages.success(request, _("The file is taken: %(text)s. What was here is in the history.") % name)
        for problem in report.problems:
            messages.warning(request, told(problem.sentence))
    return back_to(kind)


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """A row one place up or down."""
    write_at(request)
    kind = kind_of(key)
    wanted, step = request.POST.get("row", ""), -1 if request.POST.get("to") == "up" else 1
    shape = next((shape for shape in shapes(key) if shape.can_move), None)
    if shape is None:
        raise Http404

    def change(text: str) -> str:
        there = shape.rows(text)
        row = next((row for row in there if row.key == wanted), None)
        if row is None or not 0 <= row.at + step < len(there):
            return text
        return slices.moved(text, row, row.at + step)

    keep(request, kind, change, _("In another order"))
    return back_to(kind)


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, key: str) -> HttpResponse:
    """The list as the text of its file, for changes in many rows."""
    write_at(request)
    kind = kind_of(key)
    row = history.current(kind)
    typed, base, problems = row.head.text, row.head.number, []
    if request.method == "POST":
        typed = request.POST.get("text", "").replace("\r\n", "\n")
        given = request.POST.get("base", "")
        base = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
        typed = typed if typed.endswith("\n") or not typed else typed + "\n"
        try:
            revision = history.save(
                kind, typed, by=request.user, comment=request.POST.get("comment", ""), based_on=base
            )
        except history.Refused as refused:
            problems = [(problem.line, told(problem.message)) for problem in refused.problems]
        except history.MovedOn:
            sentence = _("Somebody has changed the list since. What differs is below; saving again replaces theirs.")
            problems, base = [(0, sentence)], history.current(kind).head.number
        else:
            tell_saved(request, kind, revision)
            return back_to(kind)
    more = {
        "text": typed,
        "base": base,
        "problems": problems,
        "differs": rows(history.current(kind).head.text, typed) if problems else [],
    }
    status = 422 if problems else 200
    page = {**around(request, kind, kind.title), **more}
    return render(request, "admin/kb/words/text.html", page, status=status)


def keep(request: HttpRequest, kind: Kind, change: Any, comment: str) -> bool:
    """Save what `change` makes of the list, and say what became of it."""
    try:
        revision = history.edit(kind, change, by=request.user, comment=comment)
    except history.Refused as refused:
        for problem in refused.problems:
            messages.error(request, told(problem.message))
        return False
    except history.MovedOn:
        messages.error(request, _("That is not possible now: the list has changed. This is its current state."))
        return False
    tell_saved(request, kind, revision)
    return True


def tell_saved(request: HttpRequest, kind: Kind, revision: WordRevision) -> None:
    row = history.current(kind)
    if row.published_id != revision.pk:
        messages.warning(
            request, _("Saved. A colleague will publish it; until then, readers see the previous version.")
        )
    elif kind.key == "snippets":
        messages.success(request, _("Saved. Articles that show it are updated within a minute."))
    else:
        messages.success(request, _("Saved. Readers see it now."))
