"""Answers in the content codings that clients accept.

Only what holds no secret is compressed, here or anywhere: a compressed answer that held one beside something that a
stranger may choose would leak it by its length (BREACH).
"""

import gzip
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

LEAST = 500  # bytes; below that an encoded body is hardly smaller
CODINGS: dict[str, Callable[[bytes], bytes]] = {  # the smallest first
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


def encoded(body: bytes, coding: str) -> bytes:
    """`body` in one of CODINGS, or as it is for ''."""
    return CODINGS[coding](body) if coding else body


def best_coding(accepted: str, body: bytes) -> str:
    """The one of CODINGS that `body` is sent in to a client with this Accept-Encoding header; '' for none."""
    if len(body) < LEAST:
        return ""
    items = (item.strip().partition(";") for item in accepted.lower().split(","))
    taken = {name for name, _semicolon, quality in items if quality.replace(" ", "") not in {"q=0", "q=0.0"}}
    return next((coding for coding in CODINGS if coding in taken), "")


def compressed(view: View[P]) -> View[P]:
    """For a view whose 200 answers hold no secret and are kept by nobody here: each is compressed for the one who asked."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and isinstance(response, HttpResponse):
            compress(request, response)
        return response

    return wrapped


def compress(request: HttpRequest, response: HttpResponse) -> None:
    patch_vary_headers(response, ["Accept-Encoding"])
    coding = best_coding(request.headers.get("Accept-Encoding", ""), response.content)
    if coding:
        response.content = encoded(response.content, coding)
        response.headers["Content-Encoding"] = coding
        response.headers["Content-Length"] = str(len(response.content))
