"""What an HTTP request says of itself, cleaned of what could not be believed further in."""

from collections.abc import Awaitable, Callable, MutableMapping
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

PROBED = {"/healthz", "/readyz"}

_address = lru_cache(4096)(address_of)  # a client asks for several things in a row


class Request:
    """A request of an ASGI scope behind `trusted` proxies of ours. Made for every cached page too, so it works out little.

    `fields` has the last value of each header; `path` is decoded byte by byte (latin-1), as WSGI has it. What becomes of it
    is written down here for kb.project.door.access: its `id`, the `door` that answered, the `route` that Django found.
    """

    __slots__ = ("_headers", "door", "fields", "id", "method", "path", "route", "scope", "trusted")

    def __init__(self, scope: Scope, trusted: int) -> None:
        self.scope, self.trusted = scope, trusted
        self.method: str = scope["method"]
        self.path = _decoded(scope)
        self.fields: dict[bytes, bytes] = dict(scope["headers"])
        if not trusted:
            self.fields.pop(b"x-forwarded-proto", None)
        self._headers: Headers | None = None
        self.id = self.route = ""
        self.door = "door"

    @property
    def headers(self) -> Headers:
        """All but those that are not believed.

        A header whose name has an underscore is dropped: WSGI would take X_Forwarded_For, which a proxy lets through,
        for the X-Forwarded-For that it wrote. The scheme that a proxy tells is dropped where none of ours is in front.
        """
        if self._headers is None:
            dropped = () if self.trusted else (b"x-forwarded-proto",)
            said: Headers = self.scope["headers"]
            self._headers = [(name, value) for name, value in said if b"_" not in name and name not in dropped]
        return self._headers

    @property
    def query(self) -> str:
        return str(self.scope["query_string"].decode("latin-1"))

    @property
    def raw_path(self) -> str:
        """The path as it was sent: what a cache knows a page by."""
        return self.scope.get("raw_path", b"").decode("latin-1").partition("?")[0] or str(self.scope["path"])

    @property
    def client(self) -> str:
        """Who is asking, as far as limits need to know it."""
        forwarded = ",".join(self.all(b"x-forwarded-for"))
        if self.path not in PROBED:  # asked from nearby, without a proxy
            notice(forwarded, self.trusted)
        peer = self.scope.get("client") or ("", 0)
        return _address(peer[0], forwarded, self.trusted)

    @property
    def has_one_host(self) -> bool:
        return len(self.fields) == len(self.scope["headers"]) or len(self.all(b"host")) <= 1

    @property
    def is_secure(self) -> bool:
        """Whether it came by https, to us or to a proxy of ours."""
        return self.fields.get(b"x-forwarded-proto") == b"https" or self.scope.get("scheme") == "https"

    def text(self, name: bytes) -> str:
        return self.fields.get(name, b"").decode("latin-1")

    def all(self, name: bytes) -> list[str]:
        return [value.decode("latin-1") for field, value in self.headers if field == name]


def _decoded(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        return str(scope["path"]).encode().decode("latin-1")
    bare = raw.partition(b"?")[0]
    return (unquote_to_bytes(bare) if b"%" in bare else bare).decode("latin-1")
