"""The outermost middleware: bounds waiting; compresses finished public pages and keeps them for the page cache."""

from collections.abc import Callable
from itertools import islice
from typing import Any, TypeGuard

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kb.base import patience, signs
from kb.base.caching import names_read, shown_by, what_is_read
from kb.base.compression import best_coding
from kb.project.door.access import ROUTE
from kb.project.pagecache import Page, PageCache, plain_tags, tag_for
from kb.project.reads import Read, read_of, reads
from kb.web.machines import is_machine

cache = PageCache(settings.PAGE_CACHE_BYTES)

FORM = "application/x-www-form-urlencoded"
MOST_TOLD = 3
NOT_KEPT = {"content-encoding", "content-length", "etag"}


def is_public(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "public" in response.headers.get("Cache-Control", "")
        and response.headers.get("ETag", "").startswith('"')
        and "Content-Encoding" not in response.headers
        and "Vary" not in response.headers
    )


def page_of(request: HttpRequest, names: tuple[str, ...], response: HttpResponse, read: Read | None) -> Page:
    headers = tuple(
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers.items()
        if name.lower() not in NOT_KEPT
    )
    key = (request.get_full_path().partition("?")[0], what_is_read(names, request.GET))
    return Page(key, headers, response.headers["ETag"], {"": response.content}, read, shown_by(response))


def count(read: Read, request: HttpRequest) -> None:
    if not is_machine(request.headers.get("User-Agent", "")):
        reads.count(read)


class PatienceMiddleware:
    """Outermost: nobody waits longer for a locked database than kb.base.patience has it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with patience.within(patience.REQUEST):
            return self.get_response(request)


class RouteMiddleware:
    """For what the door notes (kb.project.door.access): which pattern an address fits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.resolver_match:
            request.META[ROUTE] = request.resolver_match.route
        return response


class SignsMiddleware:
    """Innermost: what forms and queries bring has no character that no text may have; an address with one is nowhere.

    A form that another site sends, as a learning platform does, is no exception. What takes JSON looks at it itself
    (kb.project.api, kb.web.votes).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if "%" in request.META.get("QUERY_STRING", ""):
            strip(request.GET)
        is_exempt = getattr(view, "csrf_exempt", False)
        if not is_exempt and not signs.all_clean(list(kwargs.values())):
            raise Http404
        if request.method == "POST" and (not is_exempt or request.content_type == FORM):
            tell_editors(request)
            strip(request.POST)


def tell_editors(request: HttpRequest) -> None:
    """What is about to be left out of a form of theirs: nobody sees such a character."""
    texts = (value for _field, values in request.POST.lists() for value in values)
    found = [*islice((place for text in texts for place in signs.places(text)), MOST_TOLD)]
    user = getattr(request, "user", None)
    if not found or not user or not user.is_authenticated:
        return
    words = ", ".join(f"“{place.before}” ({place.code})" for place in found)
    messages.warning(request, _("An invisible control character was removed after: %(words)s.") % {"words": words})


def strip(sent: QueryDict) -> None:
    """Take out of `sent` what no text may have."""
    given = list(sent.lists())
    if all(signs.is_clean(key) and signs.all_clean(values) for key, values in given):
        return
    sent._mutable = True
    sent.clear()
    for key, values in given:
        sent.setlist(signs.clean(key), signs.cleaned(values))
    sent._mutable = False


class PageCacheMiddleware:
    """It is between the doors of kb.project.asgi and all other middleware, so that it keeps what they add."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        stamp = cache.stamp
        if "HTTP_IF_NONE_MATCH" in request.META:
            request.META["HTTP_IF_NONE_MATCH"] = plain_tags(request.META["HTTP_IF_NONE_MATCH"])
        response = self.get_response(request)
        read = read_of(request)
        if read and request.method == "GET" and response.status_code in {200, 304}:
            count(read, request)
        names = names_read(request.resolver_match.func) if request.resolver_match else None
        if names is None or request.method not in {"GET", "HEAD"} or not is_public(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        page = page_of(request, names, response, read)
        if request.method == "GET" and stamp is not None:
            cache.put(page, names, stamp)
        coding = best_coding(request.headers.get("Accept-Encoding", ""), page.body)
        response.content = cache.encode(page, coding)
        if coding:
            response.headers["Content-Encoding"] = coding
            response.headers["ETag"] = tag_for(page.etag, coding)
        response.headers["Content-Length"] = str(len(response.content))
        return response
