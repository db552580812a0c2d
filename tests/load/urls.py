"""The site's addresses and /bare/: a Django view that returns bytes kept in memory, under the same middleware."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kb.project.urls import handler404, handler500
from kb.project.urls import urlpatterns as site_patterns

BYTES = Path(os.environ["BENCH_BYTES"])

handler404, handler500 = handler404, handler500
_kept: list[bytes] = []


def bare(request: HttpRequest) -> HttpResponse:
    if not _kept:
        _kept.append(BYTES.read_bytes())
    return HttpResponse(_kept[0], headers={"Cache-Control": "no-store"})


urlpatterns = [path("bare/", bare), *site_patterns]
