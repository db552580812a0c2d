"""What people and programs were refused is in the log, so that somebody who tries doors is noticed.

Sign-ins have a table of their own (kb.staff.audit), and what is malformed is Django's to tell.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kb.base.trouble import is_news

REFUSALS = {401: "no right, or none that was shown", 403: "no right", 429: "too many requests"}

logger = logging.getLogger(__name__)


class RefusedMiddleware:
    """A line for each page that is refused to an account; of strangers one a minute for each address, or they could fill a disk.

    Neither names nor addresses are told: the account by its number, the page by its pattern.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in REFUSALS:
            tell(request, response.status_code)
        return response


def tell(request: HttpRequest, status: int) -> None:
    route = request.resolver_match.route if request.resolver_match else "no page"
    what = f"{request.method} {route}: {status}, {REFUSALS[status]}"
    if request.user.is_authenticated:
        logger.warning("refused to account %s: %s", request.user.pk, what)
    elif is_news(f"refused {what}"):
        logger.warning("refused to somebody: %s; told once a minute", what)
