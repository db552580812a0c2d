"""The site's door: decides, before a thread or Django is asked, who answers a request.

1. What needs neither: /healthz, static files and pictures, a public page that the cache holds, and refusals.
2. A live event stream is served as async code (settings.STREAMS names it).
3. All else goes to Django's WSGI handler in a thread, its body read before: with synchronous views and middleware that
   serves several times what Django's own ASGI handler does.
"""

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from kb.project.wsgi import application as django_application  # isort: skip  (sets Django up)

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from kb.base import trouble
from kb.base.compression import best_coding
from kb.models import Change
from kb.project import hosts
from kb.project.door import access, stopping
from kb.project.door.body import Bodies, Gone, Refused
from kb.project.door.bridge import Answer, Bridge
from kb.project.door.files import Files
from kb.project.door.refusals import refuse
from kb.project.door.request import Application, Headers, Receive, Request, Scope, Send
from kb.project.door.streams import Streams
from kb.project.headers import complete
from kb.project.middleware import cache
from kb.project.pagecache import Page, Watch, is_current, tag_for
from kb.project.reads import keep_flushing, reads
from kb.project.sqlite.base import DatabaseWrapper
from kb.project.warming import Warming
from kb.publishing import lists
from kb.web.machines import is_machine

STAMP_SECONDS = 1.0
STAMP_PATIENCE = 0.5  # seconds that a page waits for a look at the stamp; a cached one is served rather than late
KEPT_FOR = {"GET", "HEAD"}
ALIVE_AT = "/healthz"
ALIVE = b'{"status": "alive"}'
STARTING = b'{"status": "not ready", "reason": "starting"}'
STOPPING = b'{"status": "not ready", "reason": "stopping"}'
JSON_HEADERS: Headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]

logger = logging.getLogger(__name__)

watch = Watch(cache, lists.stamp, Change.between, time.monotonic, STAMP_SECONDS)
watcher = ThreadPoolExecutor(1, thread_name_prefix="stamp")  # one thread, so one database connection
compressor = ThreadPoolExecutor(1, thread_name_prefix="compress")
bridge = Bridge(django_application, settings.WEB_THREADS)
probe = Bridge(django_application, 1)  # /readyz has a thread of its own: it is asked when the others are taken
warming = Warming(django_application)
bodies = Bodies(tuple((re.compile(pattern), most) for pattern, most in settings.BODY_BYTES))
files = Files()
streams = Streams()
stream_doors: Mapping[str, Application] = {prefix: import_string(name) for prefix, name in settings.STREAMS.items()}
known_hosts: set[bytes] = set()
looking: list[asyncio.Future[None]] = []  # the look at the stamp that is under way, or the last one


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    await respond(Request(scope, settings.TRUSTED_PROXIES), receive, send)


def recorded() -> Application:
    """`application`, but each request gets an id, and what becomes of it is logged and counted as the settings say."""
    listeners: list[Callable[[access.Answered], None]] = [access.log] if settings.ACCESS_LOG else []
    if settings.METRICS_ADDRESS:
        from kb.operation import metrics

        listeners.append(metrics.Requests(bridge.turns, streams).count)
    recorder = access.Recorder(respond, listeners)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await recorder(Request(scope, settings.TRUSTED_PROXIES), receive, send)

    return application


async def respond(request: Request, receive: Receive, send: Send) -> None:
    page = await kept_page(request)
    if page:
        request.door, request.route = "cache", page.key[0]
        await send_page(page, request, send)
        count(page, request)
        return
    send = complete(send, is_secure=request.is_secure)
    try:
        await serve(request, receive, send)
    except Refused as refusal:
        await send_answer(refuse(request, refusal.reason, refusal.most), send)
    except Gone:
        pass
    except Exception as error:
        if trouble.report(error):
            await send_answer(refuse(request, "unavailable"), send)
            return
        logger.exception("%s %s failed", request.method, request.path, extra={"request_id": request.id})
        await send_answer(refuse(request, "server-error"), send)


def worker() -> Application:
    """The application for a process of its own, which also writes down what it counts and knows how to stop."""
    stopping.listen(stop)
    if connection.vendor == "sqlite":
        DatabaseWrapper.known.add(str(connection.settings_dict["NAME"]))  # a missing one is not made by who serves
    files.prepare()
    keep_flushing()
    warming.begin()
    return recorded() if settings.RECORDED else application


def stop() -> None:
    """Say that the site is about to stop, and hurry what is under way."""
    streams.end()
    bodies.hurry(stopping.HURRY)
    bridge.hurry(stopping.HURRY)


async def serve(request: Request, receive: Receive, send: Send) -> None:
    """Raises Refused, Gone."""
    if request.path == ALIVE_AT:
        return await send_answer(Answer(200, JSON_HEADERS, ALIVE), send)
    if not request.has_one_host:
        raise Refused("bad-request")
    if request.method in KEPT_FOR and await serve_ready(request, receive, send):
        return None
    body = await bodies.read(request, receive)
    request.door = "page"
    door = probe if request.path == "/readyz" else bridge
    return await send_answer(await door.answer(request, body), send)


async def serve_ready(request: Request, receive: Receive, send: Send) -> bool:
    """Whether the request got an answer that needs no thread."""
    if request.path == "/readyz" and (streams.is_over or warming.is_under_way):
        await send_answer(Answer(503, JSON_HEADERS, STOPPING if streams.is_over else STARTING), send)
        return True
    if await send_file(request, send):
        return True
    for prefix, stream in stream_doors.items():
        is_asked_for = request.path.startswith(prefix) and "text/event-stream" in request.text(b"accept")
        if is_asked_for and is_ours(request):
            request.door, request.route = "stream", prefix
            await streams.serve(stream, request, receive, send)
            return True
    return False


async def send_file(request: Request, send: Send) -> bool:
    """Whether the address is a static file's or a picture's."""
    is_static = files.is_static(request.path)
    if not (is_static or request.path.startswith(settings.MEDIA_URL)) or not is_ours(request):
        return False
    file = files.find(request.path)
    if file is not None:
        request.door, request.route = "file", request.path
        try:
            await files.send(file, request, send)
        except FileNotFoundError:
            raise Refused("not-found") from None
    elif is_static:
        raise Refused("not-found")
    return file is not None


async def kept_page(request: Request) -> Page | None:
    if request.path == ALIVE_AT:
        return None  # asks nothing of the database, not even for the stamp
    if request.method not in KEPT_FOR or not settings.PAGE_CACHE_BYTES or not is_ours(request):
        return None
    if watch.is_due():
        await look()
    return cache.get(request.raw_path, request.scope["query_string"])


async def look() -> None:
    """Have the stamp looked at, by one look at a time."""
    if not looking or looking[0].done():
        looking[:] = [asyncio.get_running_loop().run_in_executor(watcher, look_at_stamp)]
    await asyncio.wait({looking[0]}, timeout=STAMP_PATIENCE)


def look_at_stamp() -> None:
    """In the thread that does nothing else: a connection that was lost is replaced, as between two requests."""
    close_old_connections()
    watch.look()
    close_old_connections()


def is_ours(request: Request) -> bool:
    """Whether Django would take the request's host and scheme; if not, it is Django that says so."""
    if not request.has_one_host or (settings.SECURE and not request.is_secure):
        return False
    host = request.fields.get(b"host", b"")
    if host in known_hosts:
        return True
    ours = hosts.is_ours([host.decode("latin-1")])
    if ours and len(known_hosts) < 100:
        known_hosts.add(host)
    return ours


def count(page: Page, request: Request) -> None:
    if page.read and request.method == "GET" and not is_machine(request.text(b"user-agent")):
        reads.count(page.read)


async def send_page(page: Page, request: Request, send: Send) -> None:
    coding = best_coding(request.text(b"accept-encoding"), page.body)
    body = b""
    fields = [*page.headers, (b"etag", tag_for(page.etag, coding).encode("latin-1"))]
    if is_current(page.etag, request.text(b"if-none-match")):
        status = 304
    else:
        status, body = 200, page.bodies.get(coding) or await compressed(page, coding)
        fields.append((b"content-length", str(len(body)).encode()))
        if coding:
            fields.append((b"content-encoding", coding.encode()))
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else body})


async def compressed(page: Page, coding: str) -> bytes:
    """The page's body in a coding that nobody has asked for so far."""
    return await asyncio.get_running_loop().run_in_executor(compressor, cache.encode, page, coding)


async def send_answer(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
