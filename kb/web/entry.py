"""Addresses without a language, and wrong ones: one 302 to what is meant, in the reader's language, as the browser asks for it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.text.numbers import parse_number
from kb.web import errors
from kb.web.finding import Gone, find, named
from kb.web.guessing import guess
from kb.web.onward import never_shared, with_query
from kb.web.redirects import redirected


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    return by_language(request, reverse("kb:home"))


@require_safe
def number(request: HttpRequest, spelling: str) -> HttpResponseBase:
    """/1131, /KB1131, /kb-1131 …: straight to the article's canonical address."""
    return never_shared(to_article(request, parse_number(spelling) or 0))


def guessed(request: HttpRequest) -> HttpResponse | None:
    """One step from an address that is none to what it seems to mean, in the language that it names; None if nothing is like it."""
    meant = guess(request.path_info)
    if meant is None or request.method not in {"GET", "HEAD"}:
        return None
    if meant.top:
        return None if f"/{meant.top}" == request.path else by_language(request, f"/{meant.top}")
    with override(meant.language or get_language()):
        number = meant.number if not meant.slug else named(meant.slug, get_language() or "")
        if number is not None:
            return never_shared(to_article(request, number))
        if meant.slug:
            return None
        path = reverse("kb:home") + meant.page
        return None if path == request.path else by_language(request, path)


def to_article(request: HttpRequest, wanted: int) -> HttpResponse:
    language = get_language() or ""
    try:
        article = find(wanted)
    except Gone as gone:
        return errors.gone(request, gone.article)
    if article is None:
        return redirected(request) or errors.unknown_number(request, wanted)
    reading = article.reading(language)
    return by_language(request, article_path(article.number, reading.slug if reading else None, language))


def by_language(request: HttpRequest, path: str) -> HttpResponseRedirect:
    return never_shared(HttpResponseRedirect(with_query(request, path)))
