"""One language of an article: its history, where it stands, and each thing that can be done with it at an address of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kb.admin.desk import assigning, saving
from kb.admin.desk import facts as desk_facts
from kb.admin.desk.forms import BeginForm, NoteForm, RestoreForm, ScheduleForm, UploadForm
from kb.admin.desk.names import text_address
from kb.admin.desk.panel import source_change
from kb.admin.desk.review import differing, upcoming
from kb.admin.editor.preview import page_of
from kb.base.languages import codes, language_name
from kb.models import Article, Edition, PublicationEntry, Revision
from kb.publishing import previews
from kb.web.page import absolute, reverse_in
from kb.workflow import (
    agencies,
    assignments,
    checks,
    drafts,
    editions,
    facts,
    impact,
    originals,
    pairs,
    releasing,
    threads,
)
from kb.workflow.drafts import Conflict
from kb.workflow.originals import Apart
from kb.workflow.pairs import OwnEdit
from kb.workflow.people import Person, may_edit, may_publish
from kb.workflow.refusals import NotNow, NotReady

ENTRIES = 50  # of the log, on the page
MOVED_ON = gettext_lazy("That is not possible now: the text has changed. This is its current state.")
Act = Callable[[HttpRequest, Edition], HttpResponse | None]


def find_article(pk: int, language: str) -> Article:
    """Raises Http404, also where `language` is none of the site's."""
    if language not in codes():
        raise Http404
    return get_object_or_404(Article.objects.select_related("category"), pk=pk)


def find(pk: int, language: str) -> Edition:
    """Raises Http404 where nothing was ever written in `language`."""
    edition = editions.find(find_article(pk, language), language)
    if edition is None:
        raise Http404
    return edition


@require_safe
def show(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The text as it stands, or how to begin it. ?from=2&to=5 shows what changed between two of its revisions."""
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied
    return page(request, find_article(pk, language), language)


def page(request: HttpRequest, article: Article, language: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    """`forms` are those that came back with errors, by their names in the templates."""
    edition = editions.find(article, language)
    around = {
        **admin.site.each_context(request),
        "title": f"KB{article.number} · {language_name(language)}",
        "article": article,
        "edition": edition,
        "language": language,
        "language_name": language_name(language),
        "source": article.source_language,
        "others": _others(article, language),
        "may_edit": may_edit(request.user, language),
        "may_write": request.user.has_perm("kb.change_article"),
        "may_be_sent_out": agencies.is_translatable(article, language) and may_edit(request.user, language),
        "upload": UploadForm(),
        "assignment": assignments.find(article, language),
        "assigning": assigning.form_for(request, article, language),
    }
    if edition is None:
        return render(request, "admin/kb/article/missing.html", {**around, **forms}, status=status)
    return render(
        request, "admin/kb/article/text.html", {**around, **_told(request, edition), **forms}, status=status
    )


def _told(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """What there is to be said and done of a text that somebody began."""
    article, language = edition.article, edition.language
    talks = threads.of_text(edition, request.user)
    history = list(Revision.objects.filter(article=article, language=language).select_related("source"))
    return {
        "history": history,
        "upcoming": upcoming(edition),
        "facts_waiting": desk_facts.waiting(facts.of(article)),
        "preview": page_of(edition.head),
        "compared": _compared(request, edition, history),
        "found": checks.check(article, language, edition.head.words),
        "change": source_change(edition),
        "impact": impact.if_unpublished(article, language) if edition.published else None,
        "log": PublicationEntry.objects.filter(article=article, language__in=[language, ""])[:ENTRIES],
        "may_publish": may_publish(request.user, language),
        "schedule": ScheduleForm(initial={"publish_at": edition.publish_at, "expire_at": edition.expire_at}),
        "own": pairs.refusal(request.user, releasing.authors(edition), language),
        "note": NoteForm(),
        "leading": _leading(request, edition),
        "talks": talks,
        "open_threads": sum(talk.thread.resolved_at is None for talk in talks),
        "begin": BeginForm() if threads.may_discuss(request.user) else None,
    }


def _leading(request: HttpRequest, edition: Edition) -> dict[str, Any] | None:
    """What keeps this translation from becoming the original; None where this person may not decide it."""
    if edition.is_source or not _may_lead(request, edition):
        return None
    return {"apart": [language_name(code) for code in originals.apart(edition.article)]}


def _may_lead(request: HttpRequest, edition: Edition) -> bool:
    return all(may_publish(request.user, code) for code in (edition.language, edition.article.source_language))


def _others(article: Article, language: str) -> list[tuple[str, str]]:
    return [(text_address(article, code), language_name(code)) for code in codes() if code != language]


def _compared(request: HttpRequest, edition: Edition, history: list[Revision]) -> dict[str, Any] | None:
    """Two revisions and their differences; by default what readers see and the newest, and where that is one, the last step.

    `shown` is false where the page says it already, as what publishing would change.
    """
    by_number = {revision.number: revision for revision in history}
    base = edition.published if edition.published_id != edition.head_id else by_number.get(edition.head.number - 1)
    new = by_number.get(_number(request.GET, "to"), edition.head)
    old = by_number.get(_number(request.GET, "from"), base)
    if old is None or old == new:
        return None
    is_upcoming = (old.pk, new.pk) == (edition.published_id, edition.head_id)
    return {
        "old": old,
        "new": new,
        "fields": differing(old, new),
        "shown": not is_upcoming,
        "restore": RestoreForm({"significance": drafts.undone_weight(old)}) if edition.is_source else None,
    }


def _number(sent: QueryDict, name: str) -> int:
    given = sent.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def act(may: Callable[[Person, str], bool]) -> Callable[[Act], Callable[..., HttpResponse]]:
    """An action by POST, for anyone who `may` in that language. Afterwards the text's page, unless the action answers itself."""

    def around(view: Act) -> Callable[..., HttpResponse]:
        @require_POST
        @wraps(view)
        def wrapped(request: HttpRequest, pk: int, language: str) -> HttpResponse:
            edition = find(pk, language)
            if not may(request.user, language):
                raise PermissionDenied
            try:
                answer = view(request, edition)
            except NotNow:
                messages.error(request, MOVED_ON)
                answer = None
            return answer or HttpResponseRedirect(text_address(edition.article, language))

        return wrapped

    return around


def _is_still(request: HttpRequest, edition: Edition) -> None:
    """What one decides about is the revision that one saw. Raises NotNow."""
    if request.POST.get("head") != str(edition.head_id):
        raise NotNow


def _note(request: HttpRequest) -> str:
    form = NoteForm(request.POST)
    return form.cleaned_data["note"] if form.is_valid() else ""


@act(may_edit)
def submit(request: HttpRequest, edition: Edition) -> None:
    _is_still(request, edition)
    saving.submit(request, edition.article, edition.language, _note(request))


@act(may_publish)
def send_back(request: HttpRequest, edition: Edition) -> None:
    _is_still(request, edition)
    releasing.send_back(edition, by=request.user, note=_note(request))
    messages.success(request, _("Returned to its author."))


@act(may_publish)
def publish(request: HttpRequest, edition: Edition) -> None:
    _is_still(request, edition)
    saving.publish(request, edition.article, edition.language, _note(request))


@act(may_publish)
def unpublish(request: HttpRequest, edition: Edition) -> None:
    releasing.unpublish(edition, by=request.user, note=_note(request))
    messages.success(request, _("Readers no longer see it. Its words are kept as a draft."))


@act(may_publish)
def schedule(request: HttpRequest, edition: Edition) -> HttpResponse | None:
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return page(request, edition.article, edition.language, status=422, schedule=form)
    _is_still(request, edition)
    try:
        releasing.schedule(edition, **form.cleaned_data, by=request.user)
    except NotReady as refused:
        messages.error(request, saving.told(_("Not scheduled: the draft has errors."), refused.found))
    except OwnEdit as own:
        messages.error(request, own.sentence)
    else:
        messages.success(request, _("The schedule is kept."))
    return None


@act(may_edit)
def up_to_date(request: HttpRequest, edition: Edition) -> None:
    _is_still(request, edition)
    now = editions.source_now(edition.article)
    if now is None or edition.is_source or request.POST.get("source") != str(now.pk):
        raise NotNow
    saving.tell_undone(request, edition, _saved(lambda: drafts.declare_up_to_date(edition, now, by=request.user)))
    messages.success(
        request,
        _("Noted: it is up to date with the original. The notice to readers disappears once it is published."),
    )


@act(may_publish)
def lead(request: HttpRequest, edition: Edition) -> None:
    _is_still(request, edition)
    if not _may_lead(request, edition):
        raise PermissionDenied
    try:
        originals.lead(edition.article, edition.language, by=request.user)
    except (Apart, Conflict, facts.Conflict):
        raise NotNow from None
    messages.success(request, _("This is the original now; the other languages follow it."))


@act(may_edit)
def restore(request: HttpRequest, edition: Edition) -> None:
    revisions = Revision.objects.filter(article=edition.article, language=edition.language)
    revision = get_object_or_404(revisions, number=_number(request.POST, "revision"))
    comment = _("Revision %(number)d again") % {"number": revision.number}
    form = RestoreForm(request.POST)
    weight = form.cleaned_data["significance"] if form.is_valid() and edition.is_source else None
    restored = _saved(lambda: drafts.restore(revision, by=request.user, comment=comment, significance=weight))
    saving.tell_undone(request, edition, restored)
    messages.success(
        request, _("Its words are the newest draft now, revision %(number)d.") % {"number": restored.number}
    )


@act(may_edit)
def preview(request: HttpRequest, edition: Edition) -> None:
    _link, token = previews.make(edition, by=request.user)
    address = absolute(reverse_in(edition.language, "kb:preview", token=token))
    messages.success(request, saving.linked(_("The link, shown this once: %(address)s"), address))


def _saved(save: Callable[[], Revision]) -> Revision:
    try:
        return save()
    except Conflict:
        raise NotNow from None


@require_POST
def assign(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Also a text that nobody has begun."""
    article = find_article(pk, language)
    form = assigning.form_for(request, article, language, request.POST)
    if form is None:
        raise PermissionDenied
    if form.has_changed() and assigning.save(request, article, form):
        messages.success(request, _("The assignment is saved."))
    return HttpResponseRedirect(text_address(article, language))


PAGES = (
    ("", show, "kb_text"),
    ("assign/", assign, "kb_text_assign"),
    ("submit/", submit, "kb_text_submit"),
    ("return/", send_back, "kb_text_return"),
    ("publish/", publish, "kb_text_publish"),
    ("unpublish/", unpublish, "kb_text_unpublish"),
    ("schedule/", schedule, "kb_text_schedule"),
    ("up-to-date/", up_to_date, "kb_text_up_to_date"),
    ("lead/", lead, "kb_text_lead"),
    ("restore/", restore, "kb_text_restore"),
    ("preview/", preview, "kb_text_preview"),
)
