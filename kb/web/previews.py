"""A text before it is published, for anyone who has the link: as readers would see it, under a banner."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.models import PreviewLink
from kb.publishing import pictures, previews
from kb.publishing.rendering import Source, numbers_in, render_together
from kb.publishing.shelf import Shelf
from kb.web.page import PageHead, absolute
from kb.web.related import related


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponseBase:
    link = previews.find(token)
    if link is None:
        raise Http404
    response = render(request, "kb/article.html", context(link, get_language() or link.language, request.path))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def context(link: PreviewLink, language: str, path: str) -> dict[str, Any]:
    source = Source(link.article.number, link.language, link.body)
    rendered = render_together([source], Shelf.from_database(numbers_in([source])), pictures.find)[0]
    around = related(link.article, language)
    return {
        "article": link.article,
        "text": {
            "title": link.title,
            "summary": link.summary,
            "html": rendered.html,
            "outline": rendered.outline,
            "published_at": link.made_at,
        },
        "reading": link.language,
        "is_fallback": False,
        "related": around.articles,
        "tags": around.tags,
        "page": PageHead(canonical=absolute(path), index=False, kind="article"),
        "jsonld": "{}",
        "preview": link,
    }
