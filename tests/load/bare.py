"""What the site is measured against: bytes kept in memory, from a Django view and from a WSGI function.

No middleware, no door: granian's WSGI server with as many threads as the site has, and nothing else.
Run as `python -m tests.load.bare view|function PORT FILE`.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

THREADS = 4
TYPE = "text/html; charset=utf-8"


def kept() -> bytes:
    return Path(os.environ["BARE_BYTES"]).read_bytes()


def view() -> Callable[..., Any]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    body = kept()

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body, headers={"Content-Type": TYPE, "Content-Length": str(len(body))})

    settings.configure(ROOT_URLCONF=(path("", bare),), ALLOWED_HOSTS=["*"], SECRET_KEY="bare", MIDDLEWARE=[])
    return get_wsgi_application()


def function() -> Callable[..., Any]:
    body = kept()

    def bare(environ: dict, start_response: Callable) -> list[bytes]:
        start_response("200 OK", [("Content-Type", TYPE), ("Content-Length", str(len(body)))])
        return [body]

    return bare


def main(what: str, port: str, file: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["BARE_BYTES"] = file
    Granian(
        f"tests.load.bare:{what}",
        factory=True,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
