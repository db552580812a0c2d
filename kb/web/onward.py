"""What an answer has that leads on to another address."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Answer = TypeVar("Answer", bound=HttpResponse)


def with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{quote(query, safe='=&%+;:@/?!$*(),~')}" if query else path


def never_shared(response: Answer) -> Answer:
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response
