"""Lets a browser search this site from its address bar (OpenSearch 1.1)."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.base.caching import public


@require_safe
@public()
def opensearch(request: HttpRequest) -> HttpResponseBase:
    context = {"language": get_language(), "site": settings.PUBLIC_URL}
    content_type = "application/opensearchdescription+xml"
    return render(request, "kb/opensearch.xml", context, content_type=content_type)
