"""The end of an article, and its return: deleting is archiving, for a number is never used again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kb.admin.desk.forms import ArchiveForm
from kb.models import Article
from kb.publishing.publish import NotASuccessor
from kb.workflow import impact, releasing
from kb.workflow.people import may_archive
from kb.workflow.refusals import NotNow


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """What would break, and where the address shall lead; then the click."""
    article = _article(request, pk)
    form = ArchiveForm(request.POST or None, article=article, initial={"successor": article.successor_id})
    if request.method == "POST" and form.is_valid():
        try:
            releasing.archive(
                article, form.cleaned_data["successor"], by=request.user, note=form.cleaned_data["note"]
            )
        except NotASuccessor:
            form.add_error("successor", _("This article cannot succeed it."))
        else:
            messages.success(request, _("KB%(number)d is archived.") % {"number": article.number})
            return HttpResponseRedirect(_address(article))
    around = {
        **admin.site.each_context(request),
        "title": _("Archive KB%(number)d") % {"number": article.number},
        "article": article,
        "form": form,
        "impact": impact.if_archived(article),
    }
    return render(request, "admin/kb/article/archive.html", around, status=422 if form.errors else 200)


@require_POST
def revive(request: HttpRequest, pk: int) -> HttpResponse:
    article = _article(request, pk)
    try:
        releasing.revive(article, by=request.user)
    except NotNow:
        messages.warning(request, _("KB%(number)d is not archived.") % {"number": article.number})
    else:
        messages.success(request, _("KB%(number)d is back.") % {"number": article.number})
    return HttpResponseRedirect(_address(article))


def _article(request: HttpRequest, pk: int) -> Article:
    if not may_archive(request.user):
        raise PermissionDenied
    return get_object_or_404(Article, pk=pk)


def _address(article: Article) -> str:
    return reverse("admin:kb_article_change", args=[article.pk])


PAGES = (("archive/", archive, "kb_article_archive"), ("revive/", revive, "kb_article_revive"))
