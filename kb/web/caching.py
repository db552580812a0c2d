"""What makes a page public: one copy serves everybody, here, in the page cache and in any other."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public, max-age=60, stale-while-revalidate=600"


def public(view: View[P]) -> View[P]:
    """Give a view's 200 answers a strong ETag and a shared lifetime, and answer 304 to who has them already.

    The view must set no cookie and depend on nothing but the address and the database. Only the ETag decides on
    a 304: a page also changes with the titles that it links to, which its own Last-Modified does not tell.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        etag = f'"{sha256(response.content).hexdigest()[:32]}"'
        response.headers["Cache-Control"] = PUBLIC
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return wrapped
