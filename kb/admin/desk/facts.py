"""The page about an article's facts: what publishing them would change, their history, an older revision again."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb import demos
from kb.admin.desk import saving
from kb.admin.desk.forms import NoteForm
from kb.base.languages import language_name
from kb.models import Article, FactsEdition, FactsRevision, PublicationEntry, Tag
from kb.publishing.context import wording
from kb.text.differences import Row, rows
from kb.workflow import facts, pairs
from kb.workflow.refusals import NotNow

ENTRIES = 50  # of the log, on the page
NAMES = ("category", "tags", "references", "needed", "demo", "review_on", "source_language", "successor")
Fields = list[tuple[str, list[Row]]]  # what editors call a fact, and how it differs


def differing(old: FactsRevision | None, new: FactsRevision) -> Fields:
    """The facts that are not alike; without `old`, all that `new` has."""
    names = {field.name: str(field.verbose_name) for field in FactsRevision._meta.fields}
    found = [(names[name], rows(_said(old, name) if old else "", _said(new, name))) for name in NAMES]
    return [(name, lines) for name, lines in found if lines]


def _said(revision: FactsRevision, name: str) -> str:
    """A fact as an editor reads it."""
    value = getattr(revision, name)
    if name == "tags":
        return ", ".join(map(str, Tag.objects.filter(pk__in=value)))
    if name == "references":
        return ", ".join(f"KB{number}" for number in value)
    if name == "review_on":
        return date_format(value) if value else ""
    if name == "source_language":
        return language_name(value)
    if name == "successor":
        return f"KB{value.number}" if value else ""
    if name == "demo" and value:
        return next((wording(demo.title, "") for demo in demos.all_demos() if demo.id == value), value)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Waiting:
    """Facts that readers do not see yet: from `old`, which they see, to `new`."""

    old: FactsRevision
    new: FactsRevision
    fields: Fields


def waiting(edition: FactsEdition) -> Waiting | None:
    """None if readers see the newest facts, or none of them."""
    if edition.published is None or not edition.is_pending:
        return None
    return Waiting(edition.published, edition.head, differing(edition.published, edition.head))


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """?from=2&to=5 shows what changed between two revisions."""
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied
    article = _article(pk)
    edition = facts.of(article)
    history = list(article.facts_revisions.all())
    around = {
        **admin.site.each_context(request),
        "title": _("Facts of KB%(number)d") % {"number": article.number},
        "article": article,
        "facts": edition,
        "waiting": waiting(edition),
        "history": history,
        "compared": _compared(request, edition, history),
        "log": PublicationEntry.objects.filter(article=article, facts__isnull=False)[:ENTRIES],
        "may_write": request.user.has_perm("kb.change_article"),
        "may_publish": facts.may_decide(request.user, article),
        "own": pairs.refusal(request.user, [edition.head.author_id], article.source_language),
        "note": NoteForm(),
    }
    return render(request, "admin/kb/article/facts.html", around)


def _compared(request: HttpRequest, edition: FactsEdition, history: list[FactsRevision]) -> dict[str, Any] | None:
    by_number = {str(revision.number): revision for revision in history}
    new = by_number.get(request.GET.get("to", ""), edition.head)
    old = by_number.get(request.GET.get("from", ""), by_number.get(str(edition.head.number - 1)))
    if old is None or old == new:
        return None
    is_waiting = (old.pk, new.pk) == (edition.published_id, edition.head_id)
    return {"old": old, "new": new, "fields": differing(old, new), "shown": not is_waiting}


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    article = _article(pk)
    if not facts.may_decide(request.user, article):
        raise PermissionDenied
    form = NoteForm(request.POST)
    if request.POST.get("head") != str(facts.of(article).head_id):
        messages.error(request, _("That is not possible now: the facts have changed. This is their current state."))
    else:
        saving.publish_facts(request, article, form.cleaned_data["note"] if form.is_valid() else "")
    return _back(article)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    article = _article(pk)
    if not request.user.has_perm("kb.change_article"):
        raise PermissionDenied
    number = request.POST.get("revision", "")
    revision = get_object_or_404(
        FactsRevision, article=article, number=int(number) if number.isascii() and number.isdigit() else 0
    )
    try:
        restored = facts.restore(
            revision, by=request.user, comment=_("Revision %(number)d again") % {"number": revision.number}
        )
    except NotNow:
        messages.info(request, _("These are the newest facts already."))
    except facts.Conflict:
        messages.error(request, _("That is not possible now: the facts have changed. This is their current state."))
    else:
        messages.success(
            request, _("They are the newest facts now, revision %(number)d.") % {"number": restored.number}
        )
    return _back(article)


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("category"), pk=pk)


def _back(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:kb_facts", args=[article.pk]))


PAGES = (
    ("facts/", show, "kb_facts"),
    ("facts/publish/", publish, "kb_facts_publish"),
    ("facts/restore/", restore, "kb_facts_restore"),
)
