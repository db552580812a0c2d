"""Addresses without a language: one 302 to the reader's language, as the browser asks for it."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.text.numbers import parse_number
from kb.web import errors
from kb.web.finding import Gone, find

Answer = TypeVar("Answer", bound=HttpResponse)


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    return by_language(request, reverse("kb:home"))


@require_safe
def number(request: HttpRequest, spelling: str) -> HttpResponseBase:
    """/1131, /KB1131, /kb-1131 …: straight to the article's canonical address."""
    wanted = parse_number(spelling) or 0
    language = get_language() or ""
    try:
        article = find(wanted)
    except Gone as gone:
        return never_shared(errors.gone(request, gone.article))
    if article is None:
        return never_shared(errors.unknown_number(request, wanted))
    reading = article.reading_language(language) or language
    return by_language(request, article_path(article.number, article.text("slug", reading), language))


def by_language(request: HttpRequest, path: str) -> HttpResponseRedirect:
    return never_shared(HttpResponseRedirect(with_query(request, path)))


def with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{quote(query, safe='=&%+;:@/?!$*(),~')}" if query else path


def never_shared(response: Answer) -> Answer:
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response
