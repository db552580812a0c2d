"""A translation goes out as a file and comes back: also one of which nothing is written here yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from kb.admin.desk import saving, text
from kb.admin.desk.forms import UploadForm
from kb.admin.desk.names import text_address
from kb.exchange.formats import FORMATS
from kb.exchange.sheets import NotForHere
from kb.models import Article
from kb.workflow import agencies, editions
from kb.workflow.drafts import Conflict
from kb.workflow.people import may_edit


@require_safe
def take_out(request: HttpRequest, pk: int, language: str, suffix: str) -> HttpResponse:
    article = _article(request, pk, language)
    form = FORMATS.get(suffix)
    if form is None:
        raise Http404
    response = HttpResponse(agencies.take_out(article, language, form), content_type=form.content_type)
    name = f"KB{article.number}-{language}.{form.suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_POST
def bring_in(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What the file says becomes a draft; a file that is not taken is told beside the field."""
    article = _article(request, pk, language)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        before = editions.find(article, language)
        try:
            came = agencies.bring_in(article, language, form.cleaned_data["file"].read(), by=request.user)
        except NotForHere as refused:
            form.refuse(refused)
        except Conflict:
            messages.error(request, text.MOVED_ON)
            return HttpResponseRedirect(text_address(article, language))
        else:
            saving.tell_undone(request, before, came.revision)
            saving.tell_intake(request, came)
            return HttpResponseRedirect(text_address(article, language))
    return text.page(request, article, language, status=422, upload=form)


def _article(request: HttpRequest, pk: int, language: str) -> Article:
    """One whose text in `language` is a translation that this person may write."""
    article = text.find_article(pk, language)
    if not may_edit(request.user, language) or language == article.source_language:
        raise PermissionDenied
    if not agencies.is_translatable(article, language):
        raise Http404
    return article


PAGES = (("out/<str:suffix>/", take_out, "kb_text_out"), ("bring-in/", bring_in, "kb_text_in"))
