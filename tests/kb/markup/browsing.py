"""An address resolved by the states of https://url.spec.whatwg.org/#url-parsing, as far as scheme, host and port go.

It shares nothing with kb.markup.destinations; tests/browser/test_addresses.py holds it to what Chromium says.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import unquote_to_bytes

PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "file": None}
FORBIDDEN = set("\x00\t\n\r #/:<>?@[\\]^|%\x7f") | set(map(chr, range(0x20)))
NO_URL = None


@dataclass(frozen=True)
class Resolved:
    scheme: str
    host: str  # '' for what has none
    port: int | None = None

    @property
    def origin(self) -> tuple[str, str, int | None]:
        return self.scheme, self.host, self.port or PORTS.get(self.scheme)


def resolve(href: str, base: Resolved) -> Resolved | None:
    """Where `href`, whose character references are read, leads from a page at `base`; None if it is not an address at all."""
    text = href.lstrip("".join(map(chr, range(0x21)))).rstrip("".join(map(chr, range(0x21))))
    text = text.replace("\t", "").replace("\n", "").replace("\r", "")
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    if not found:
        return _relative(text, base)
    scheme, rest = found[1].lower(), text[found.end() :]
    if scheme not in PORTS:
        return Resolved(scheme, "")
    if scheme == "file":
        return Resolved(scheme, "")
    if scheme == base.scheme and not rest.startswith("//"):  # "special relative or authority"
        return _relative(rest, base)
    return _authority(rest.lstrip("/\\"), scheme)


def _relative(text: str, base: Resolved) -> Resolved | None:
    """The states `relative` and `relative slash`, for a special scheme."""
    if re.match(r"[/\\]{2}", text):
        return _authority(text.lstrip("/\\"), base.scheme)
    return base


def _authority(text: str, scheme: str) -> Resolved | None:
    within = re.split(r"[/\\?#]", text, maxsplit=1)[0]
    within = within.rpartition("@")[2]
    host, _colon, port = _split_port(within)
    if host == "" or (port and not re.fullmatch(r"[0-9]+", port)) or int(port or 0) > 65535:
        return NO_URL
    named = _host(host)
    number = int(port) if port else None
    return Resolved(scheme, named, None if number == PORTS[scheme] else number) if named else NO_URL


def _split_port(text: str) -> tuple[str, str, str]:
    inside = False
    for at, sign in enumerate(text):
        inside = sign == "[" or (inside and sign != "]")
        if sign == ":" and not inside:
            return text[:at], ":", text[at + 1 :]
    return text, "", ""


def _host(text: str) -> str | None:
    if text.startswith("["):
        try:
            return f"[{IPv6Address(text[1:-1])}]" if text.endswith("]") and "%" not in text else None
        except ValueError:
            return None
    name = unquote_to_bytes(text).decode("utf-8", "replace")
    name = unicodedata.normalize("NFKC", "".join(c for c in name if unicodedata.category(c) not in {"Cf", "Mn"}))
    name = name.casefold().replace("\u3002", ".")
    if not name or "\ufffd" in name or FORBIDDEN & set(name):
        return None
    labels = name.removesuffix(".").split(".")
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return _number(labels)
    return None if not name.isascii() and "" in labels else name


def _number(labels: list[str]) -> str | None:
    """The IPv4 parser."""
    values = []
    for label in labels:
        if re.fullmatch(r"0x[0-9a-f]*", label):
            values.append(int(label[2:] or "0", 16))
        elif re.fullmatch(r"0[0-7]*", label):
            values.append(int(label, 8))
        elif re.fullmatch(r"[1-9][0-9]*", label):
            values.append(int(label))
        else:
            return None
    if len(values) > 4 or any(value > 255 for value in values[:-1]) or values[-1] >= 256 ** (5 - len(values)):
        return None
    number = values[-1] + sum(value * 256 ** (3 - at) for at, value in enumerate(values[:-1]))
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
