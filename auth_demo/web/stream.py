"""GET /api/v1/sandboxes/{id}/events and /classes/{id}/events with `Accept: text/event-stream`: the event log, live.

A raw ASGI application, because a stream mostly waits, and would keep a thread waiting. Every event carries its
number as `id`, so that a browser that reconnects (Last-Event-ID) misses nothing. `?after=N` begins
behind event N. The stream ends, with an event `end`, when the sandbox does or the token that opened it is no longer valid:
a phone that was taken back hears no more.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import timedelta
from functools import lru_cache, partial
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation

from auth_demo.classroom import joining
from auth_demo.classroom.log import ClassEntry
from auth_demo.verifier import enrol
from auth_demo.verifier.events import Entry
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.web import hub, problems
from auth_demo.web.auth import bearer_token, cookie_tokens
from auth_demo.web.class_auth import class_tokens
from kb.base.languages import accepted
from kb.base.problems import MEDIA_TYPE

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

HEARTBEAT = 15.0  # seconds of silence after which proxies might close the connection
RETRY = 2_000  # milliseconds a browser waits before it comes back
FULL = timedelta(seconds=10)  # what a listener too many is told to wait
_PATH = re.compile(r"/api/v1/(sandboxes|classes)/([0-9a-f]{1,64})/events")
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would hold events back
    (b"x-content-type-options", b"nosniff"),
]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        its_hub, listener = await _join(scope, headers)
    except hub.Full:
        await _refuse(send, Refused(Reason.TOO_SOON, retry_in=FULL), headers)
        return
    except Refused as refusal:
        await _refuse(send, refusal, headers)
        return
    try:
        await _serve(listener, receive, send)
    finally:
        its_hub.leave(listener)


async def _serve(listener: hub.Listener, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await _write(send, f"retry: {RETRY}\n\n".encode())
    leaving = asyncio.create_task(_until_gone(receive, listener))
    try:
        while not listener.is_gone:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    entries = await listener.get()
            except TimeoutError:
                await _write(send, b": still here\n\n")
                continue
            if entries is not None:
                await _write(send, b"".join(map(frame, entries)))
            elif not listener.is_gone:
                await _write(send, b"event: end\ndata: {}\n\n")
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
    finally:
        leaving.cancel()


@lru_cache(maxsize=hub.QUEUE)
def frame(entry: Entry) -> bytes:
    """One event as the stream carries it, made once for all who listen; JSON has no line breaks, so one data line does."""
    body = {"seq": entry.seq, "at": problems.stamp(entry.at), "type": entry.type, "data": entry.data}
    return f"id: {entry.seq}\ndata: {json.dumps(body)}\n\n".encode()


async def _join(scope: Scope, headers: dict[str, str]) -> tuple[hub.Hub, hub.Listener]:
    """Raises Refused (unauthorized, not-found), hub.Full."""
    match = _PATH.fullmatch(scope["path"])
    if match is None or scope["method"] != "GET":
        raise Refused(Reason.NOT_FOUND)
    bearer = bearer_token(headers.get("authorization", ""))
    cookies = _cookies(headers.get("cookie", ""))
    what, its_id = match.groups()
    cursor = _cursor(scope, headers)
    if what == "classes":
        tokens = [bearer] if bearer else class_tokens(cookies)
        who, key = await hub.run_in_reader(joining.among, its_id, tokens)
        return hub.of_classes(), hub.of_classes().join(its_id, cursor, key, partial(_is_for, who))
    tokens = [bearer] if bearer else cookie_tokens(cookies)
    found: dict[str, str] = await hub.run_in_reader(enrol.keys_among, tokens) if tokens else {}
    if not found:
        raise Refused(Reason.UNAUTHORIZED)
    if its_id not in found:
        raise Refused(Reason.NOT_FOUND)
    return hub.current(), hub.current().join(its_id, cursor, found[its_id])


def _is_for(who: str | None, entry: Entry) -> bool:
    return isinstance(entry, ClassEntry) and entry.is_for(who)


def _cursor(scope: Scope, headers: dict[str, str]) -> int:
    """The last event that the caller has; what is not a number counts as none."""
    after = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", ["0"])[0]
    text = headers.get("last-event-id", "") or after
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


async def _refuse(send: Send, refusal: Refused, headers: dict[str, str]) -> None:
    language = accepted(headers.get("accept-language", "")) or settings.LANGUAGE_CODE
    with translation.override(language):
        body = problems.describe(refusal)
    fields = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-language", language.encode()),
        (b"cache-control", b"no-store"),
        *((name.lower().encode(), value.encode()) for name, value in problems.again(refusal).items()),
    ]
    await send({"type": "http.response.start", "status": body["status"], "headers": fields})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


async def _until_gone(receive: Receive, listener: hub.Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.hang_up()


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
