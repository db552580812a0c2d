"""Lets a browser search this site from its address bar (OpenSearch 1.1)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.base import signs
from kb.base.caching import public


@require_safe
@public()
def opensearch(request: HttpRequest) -> HttpResponseBase:
    context = {"language": get_language(), "site": settings.PUBLIC_URL}
    content_type = "application/opensearchdescription+xml"
    written = render_to_string("kb/opensearch.xml", context, request)
    return HttpResponse(signs.clean(written), content_type=content_type)
