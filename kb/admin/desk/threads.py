"""What editors say to each other of a text, on its page: opened at a passage, answered, resolved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.admin.desk import text
from kb.admin.desk.forms import BeginForm, ReplyForm
from kb.admin.desk.names import text_address
from kb.models import Thread
from kb.workflow import threads
from kb.workflow.threads import NotThere, may_discuss, may_resolve


@require_POST
def begin(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    edition = text.find(pk, language)
    _check(request)
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            threads.begin(edition, form.cleaned_data["text"], form.cleaned_data["quote"], by=request.user)
        except NotThere:
            form.add_error("quote", _("These words are not in the newest draft."))
    if not form.is_valid():
        return text.page(request, edition.article, language, status=422, begin=form)
    messages.success(request, _("Your comment is there for your colleagues."))
    return _back(edition.article, language)


def _answering(deed: Callable[[HttpRequest, Thread], None]) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, pk: int, language: str, thread: int) -> HttpResponse:
        _check(request)
        found = get_object_or_404(Thread.objects.select_related("article"), pk=thread, article=pk, language=language)
        deed(request, found)
        return _back(found.article, language)

    return view


def _reply(request: HttpRequest, thread: Thread) -> None:
    form = ReplyForm(request.POST)
    if form.is_valid():
        threads.reply(thread, form.cleaned_data["text"], by=request.user)
    else:
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))


def _resolve(request: HttpRequest, thread: Thread) -> None:
    if not may_resolve(request.user, thread, list(thread.comments.all())):
        raise PermissionDenied
    if not threads.resolve(thread, by=request.user):
        messages.error(request, text.MOVED_ON)


reply, resolve = _answering(_reply), _answering(_resolve)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm("kb.view_article") or not may_discuss(request.user):
        raise PermissionDenied


def _back(article: Any, language: str) -> HttpResponse:
    return HttpResponseRedirect(f"{text_address(article, language)}#threads")


PAGES = (
    ("threads/", begin, "kb_thread_begin"),
    ("threads/<int:thread>/reply/", reply, "kb_thread_reply"),
    ("threads/<int:thread>/resolve/", resolve, "kb_thread_resolve"),
)
