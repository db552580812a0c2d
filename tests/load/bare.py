"""What the site is measured against: bytes kept in memory, from a Django view, a WSGI function and an ASGI application.

No middleware, no door: granian with as many threads as the site has, and nothing else. `files` are granian's own, below FILE.
Run as `python -m tests.load.bare view|function|coroutine|files PORT FILE`.
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


def coroutine() -> Callable[..., Any]:
    body = kept()
    headers = [(b"content-type", TYPE.encode()), (b"content-length", str(len(body)).encode())]

    async def bare(scope: dict, receive: Callable, send: Callable) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return bare


def files() -> Callable[..., Any]:
    """Asked for what is no file alone."""

    async def bare(scope: dict, receive: Callable, send: Callable) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    return bare


def main(what: str, port: str, file: str) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops

    os.environ["BARE_BYTES"] = file
    on_asgi = {"interface": Interfaces.ASGINL, "loop": Loops.uvloop, "http": HTTPModes.http1, "websockets": False}
    on_wsgi = {"interface": Interfaces.WSGI, "blocking_threads": THREADS}
    own: dict[str, Any] = {
        "view": on_wsgi,
        "function": on_wsgi,
        "coroutine": on_asgi,
        "files": {**on_asgi, "static_path_mount": [Path(file)], "static_path_route": ["/static"]},
    }
    Granian(
        f"tests.load.bare:{what}",
        factory=True,
        port=int(port),
        workers=1,
        log_level="warning",  # type: ignore[arg-type]
        **own[what],
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
