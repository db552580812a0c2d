"""What makes a page public: one copy serves everybody, here, in the page cache and in any other."""

from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public, max-age=60, stale-while-revalidate=600"


def public(*names: str) -> Callable[[View[P]], View[P]]:
    """Give a view's 200 answers a strong ETag and a shared lifetime, and answer 304 to who has them already.

    The view must set no cookie and depend on nothing but the address and the database. Of the address's query it
    reads `names` and nothing else: `request.GET` has only these, so that all other queries have the same page. Only the ETag
    decides on a 304: a page also changes with the titles that it links to, which its own Last-Modified does not tell.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.GET = QueryDict(what_is_read(names, request.GET))
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or not isinstance(response, HttpResponse):
                return response
            etag = f'"{sha256(response.content).hexdigest()[:32]}"'
            response.headers["Cache-Control"] = PUBLIC
            response.headers["ETag"] = etag
            return get_conditional_response(request, etag=etag, response=response) or response

        wrapped.names_read = names  # type: ignore[attr-defined]
        return wrapped

    return decorate


def note_shown(response: HttpResponse, numbers: Iterable[int]) -> None:
    """Say of which articles a public page shows anything: no change of another one concerns it."""
    response.articles_shown = frozenset(numbers)  # type: ignore[attr-defined]


def shown_by(response: HttpResponse) -> frozenset[int] | None:
    """None if any article may be on the page."""
    return getattr(response, "articles_shown", None)


def names_read(view: Callable[..., Any]) -> tuple[str, ...] | None:
    """What a public `view`, however it is decorated further, reads of a query; None if it is not public."""
    return getattr(view, "names_read", None)


def what_is_read(names: tuple[str, ...], query: QueryDict) -> str:
    """The part of a `query` that a view reading `names` can tell from another, the same for each way to write it."""
    return urlencode([(name, query[name]) for name in names if name in query])
