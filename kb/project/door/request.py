"""What an HTTP request says of itself, cleaned of what could not be believed further in."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from kb.base.clients import address_of, notice

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

FROM_PROXIES = {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded"}

_address = lru_cache(4096)(address_of)  # a client asks for several things in a row


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is decoded byte by byte (latin-1), as WSGI has it; `fields` has the last value of each header."""

    scope: Scope
    method: str
    path: str
    query: str
    headers: Headers
    fields: dict[bytes, bytes]
    trusted: int

    @property
    def address(self) -> str:
        """Path and query as they were sent: what a cache knows a page by."""
        path = self.scope.get("raw_path", b"").decode("latin-1").partition("?")[0] or self.scope["path"]
        return f"{path}?{self.query}" if self.query else path

    @property
    def client(self) -> str:
        """Who is asking, as far as limits need to know it."""
        forwarded = ",".join(self.all(b"x-forwarded-for"))
        notice(forwarded, self.trusted)
        peer = self.scope.get("client") or ("", 0)
        return _address(peer[0], forwarded, self.trusted)

    def text(self, name: bytes) -> str:
        return self.fields.get(name, b"").decode("latin-1")

    def all(self, name: bytes) -> list[str]:
        return [value.decode("latin-1") for field, value in self.headers if field == name]


def read(scope: Scope, trusted: int) -> Request:
    """The request of an ASGI scope behind TRUSTED proxies of ours.

    A header whose name has an underscore is dropped: WSGI would take X_Forwarded_For, which a proxy lets through, for
    the X-Forwarded-For that it wrote. The scheme that a proxy tells is dropped where none of ours stands in front.
    """
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    if not trusted:
        headers = [(name, value) for name, value in headers if name != b"x-forwarded-proto"]
    return Request(
        scope=scope,
        method=scope["method"],
        path=_decoded(scope),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        fields=dict(headers),
        trusted=trusted,
    )


def _decoded(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        return str(scope["path"]).encode().decode("latin-1")
    bare = raw.partition(b"?")[0]
    return (unquote_to_bytes(bare) if b"%" in bare else bare).decode("latin-1")
