"""One process, three doors.

1. A public page that the cache holds is answered here, before Django.
2. A live event stream is served as async code (settings.STREAMS names it).
3. All else goes to Django's WSGI handler in a thread: with synchronous views and middleware it serves several
   times what Django's own ASGI handler does.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi import WSGIMiddleware

from kb.project.wsgi import application as django_application  # isort: skip  (sets Django up)

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.module_loading import import_string

from kb.models import Stamp
from kb.project.headers import complete
from kb.project.middleware import cache
from kb.project.pagecache import Page, Watch, best_coding, is_current, tag_for
from kb.project.reads import is_machine, keep_flushing, reads

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

THREADS = int(os.environ.get("WEB_THREADS", "4"))
STAMP_SECONDS = 1.0

watch = Watch(cache, Stamp.current, time.monotonic, STAMP_SECONDS)
watcher = ThreadPoolExecutor(1, thread_name_prefix="stamp")  # one thread, so one database connection
pages = WSGIMiddleware(django_application, workers=THREADS)  # type: ignore[arg-type]  # Django types its own
streams = {prefix: import_string(name) for prefix, name in settings.STREAMS.items()}
known_hosts: set[bytes] = set()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    headers = dict(scope["headers"])
    send = complete(send, is_secure=is_secure(scope, headers))
    page = await kept_page(scope, headers)
    if page:
        await send_page(page, scope["method"], headers, send)
        count(page, scope["method"], headers)
        return
    for prefix, stream in streams.items():
        if scope["path"].startswith(prefix) and b"text/event-stream" in headers.get(b"accept", b""):
            await stream(scope, receive, send)
            return
    await pages(scope, _as_coroutine(receive), send)  # type: ignore[arg-type]


def worker() -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """The application for a process of its own, which also writes down what it counts."""
    keep_flushing()
    return application


def _as_coroutine(receive: Receive) -> Receive:
    """granian's receive gives a future, and a2wsgi takes nothing but a coroutine: without this no body is ever read."""

    async def received() -> MutableMapping[str, Any]:
        return await receive()

    return received


async def kept_page(scope: Scope, headers: dict[bytes, bytes]) -> Page | None:
    if scope["method"] not in {"GET", "HEAD"} or not settings.PAGE_CACHE_BYTES or not is_ours(scope, headers):
        return None
    if watch.is_due():
        await asyncio.get_running_loop().run_in_executor(watcher, watch.look)
    query = scope["query_string"].decode("latin-1")
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    return cache.get(f"{path}?{query}" if query else path)


def is_ours(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Whether Django would take the request's host and scheme; if not, it is Django that says so."""
    if settings.SECURE and not is_secure(scope, headers):
        return False
    host = headers.get(b"host", b"")
    if host in known_hosts:
        return True
    domain, _port = split_domain_port(host.decode("latin-1"))
    if domain and validate_host(domain, settings.ALLOWED_HOSTS):
        if len(known_hosts) < 100:
            known_hosts.add(host)
        return True
    return False


def is_secure(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    return headers.get(b"x-forwarded-proto") == b"https" or scope.get("scheme") == "https"


def count(page: Page, method: str, headers: dict[bytes, bytes]) -> None:
    if page.read and method == "GET" and not is_machine(headers.get(b"user-agent", b"").decode("latin-1")):
        reads.count(page.read)


async def send_page(page: Page, method: str, headers: dict[bytes, bytes], send: Send) -> None:
    coding = best_coding(headers.get(b"accept-encoding", b"").decode("latin-1"), page.bodies)
    body = page.bodies[coding]
    fields = [*page.headers, (b"etag", tag_for(page.etag, coding).encode("latin-1"))]
    if is_current(page.etag, headers.get(b"if-none-match", b"").decode("latin-1")):
        status, body = 304, b""
    else:
        status = 200
        fields.append((b"content-length", str(len(body)).encode()))
        if coding:
            fields.append((b"content-encoding", coding.encode()))
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
