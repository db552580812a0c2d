"""The content files that were changed here and in the database: somebody decides which side counts, with both before them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.base.languages import codes, language_name
from kb.files.conflicts import DATABASE, FILE, Conflict, MovedOn, decide, find
from kb.files.tree import Place
from kb.text.differences import Row, rows
from kb.workflow.people import may_publish_everywhere


@dataclass(frozen=True)
class Shown:
    conflict: Conflict
    language: str
    rows: list[Row]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    found = find(settings.CONTENT_DIR)
    around = {
        **admin.site.each_context(request),
        "title": _("Conflicts of files"),
        "is_nav_sidebar_enabled": False,
        "found": [Shown(each, language_name(each.language), rows(each.ours, each.theirs)) for each in found],
    }
    return render(request, "admin/kb/board/files.html", around)


@require_POST
def settle(request: HttpRequest, number: int, language: str, side: str) -> HttpResponse:
    """Only what the person saw: if either side has changed since, the page shows both again."""
    _refuse_others(request)
    if language not in codes() or side not in (FILE, DATABASE):
        raise Http404
    name = {"text": f"KB{number}, {language_name(language)}"}
    try:
        report = decide(
            settings.CONTENT_DIR,
            Place(settings.CONTENT_DIR, number, language),
            side,
            seen=request.POST.get("state", ""),
            by=request.user,
        )
    except MovedOn:
        messages.error(request, _("That is not possible now: one side has changed. This is the current state."))
    else:
        if side == DATABASE:
            messages.success(
                request, _("The database’s version is kept: %(text)s. save_content will write the file.") % name
            )
        else:
            messages.success(request, _("The file is taken: %(text)s. What was here is in the history.") % name)
        for problem in report.problems:
            messages.warning(request, str(problem))
    return HttpResponseRedirect(reverse("admin:kb_files"))


def _refuse_others(request: HttpRequest) -> None:
    """A file has facts too, and readers of every language see those."""
    if not may_publish_everywhere(request.user):
        raise PermissionDenied


PAGES = (
    ("board/files/", show, "kb_files"),
    ("board/files/<int:number>/<slug:language>/<slug:side>/", settle, "kb_files_settle"),
)
