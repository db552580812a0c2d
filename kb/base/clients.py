"""Who one client is, wherever clients are told apart or counted: an address, or the /64 that one IPv6 visitor owns.

Addresses themselves are kept nowhere and logged nowhere: what is stored is `client_key`.
"""

import logging
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)

HEADER = "X-Forwarded-For"
NOBODY_TRUSTED = (
    f"{HEADER} arrives, but TRUSTED_PROXIES is 0: all who come through one proxy count as one visitor and share its"
    f" limits. Set TRUSTED_PROXIES to the number of your proxies that add to {HEADER}; with none in front, ignore this."
)
TOO_FEW = (
    f"TRUSTED_PROXIES is %d, but {HEADER} arrives with fewer addresses: visitors may be taken for one another."
    f" Set TRUSTED_PROXIES to the number of your proxies that add to {HEADER}, and have each of them add to it."
)
_said: set[str] = set()
sighted: set[str] = set()  # what was met since somebody last took note of it (kb.operation.sightings)
_saying = Lock()


def address_of(peer: str, forwarded: str, trusted: int) -> str:
    """Which client a request comes from: an IPv4 address, an IPv6 /64, or `peer` as it stands if it is not an address.

    `peer` is the other end of the connection, `forwarded` all values of X-Forwarded-For joined by commas ("" if there is
    none), `trusted` how many proxies of ours add to it. The entry that counts is the one that the outermost of them added;
    what is before it, the client may have written itself. If there are fewer entries, the first one counts: that
    believes nobody who could not write the missing ones as well, and it does not make one client of all that come
    through a proxy, as the peer would. An entry that is not an address leaves the peer.
    """
    seen = forwarded.rsplit(",", trusted)[-trusted:][0] if trusted > 0 else ""
    return _folded(seen) or _folded(peer) or peer


def client_of(request: HttpRequest) -> str:
    """`address_of` a Django request, as settings.TRUSTED_PROXIES has it; says in the log if that cannot be right."""
    forwarded = request.headers.get(HEADER, "")
    notice(forwarded, settings.TRUSTED_PROXIES)
    return address_of(request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXIES)


def client_key(request: HttpRequest) -> str:
    """32 hex digits for `client_of`, to count by and to keep: not the address, and nothing on another site."""
    return disguised(client_of(request), b"address")


def disguised(text: str, purpose: bytes) -> str:
    """A keyed digest of `text`, 32 hex digits. `purpose`, 16 bytes at most, keeps what is disguised for one use from another."""
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(text.encode("utf-8", "replace"), key=key, digest_size=16, person=purpose).hexdigest()


def notice(forwarded: str, trusted: int) -> None:
    """Log, once per process and without an address, that TRUSTED_PROXIES contradicts what arrives."""
    if not trusted and forwarded.strip():
        _say(NOBODY_TRUSTED)
    elif forwarded.count(",") + bool(forwarded.strip()) < trusted:
        _say(TOO_FEW, trusted)


def _say(message: str, *values: int) -> None:
    with _saying:
        is_new = message not in _said
        _said.add(message)
        sighted.add(message)
    if is_new:
        logger.warning(message, *values)


def _folded(text: str) -> str:
    """The client that `text` names, without port, brackets or zone; "" if it is not an address."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    return _network(address)


def _network(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
