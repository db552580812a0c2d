"""Which language a request is answered in."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language_from_path

from kb.base.caching import names_read

FINISHED = {200, 304}


class LanguageMiddleware(LocaleMiddleware):
    """Django's, which says of every address without a language that its answer varies by the reader's.

    Public ones there (the site map, robots.txt …) are the same for everybody: they have no language and vary by none.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        match = request.resolver_match
        is_public = match is not None and names_read(match.func) is not None and response.status_code in FINISHED
        if is_public and not get_language_from_path(request.path_info):
            return response
        return super().process_response(request, response)
