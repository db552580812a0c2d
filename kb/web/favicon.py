"""GET /favicon.ico: the site's own mark, for programs that read no page's head first."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kb.base.caching import public


@lru_cache(1)
def drawing() -> bytes:
    """static/img/mark.svg at 16, 32 and 48 pixels."""
    return (settings.BASE_DIR / "static/img/favicon.ico").read_bytes()


@require_safe
@public()
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(drawing(), content_type="image/x-icon")
