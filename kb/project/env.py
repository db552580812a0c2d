"""Settings read from the environment, refusing what makes no sense."""

import ipaddress
import os
import re
import secrets
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import split_domain_port

SHOWN = 80  # letters of a value that is refused
LONG = 8  # letters: other programs have short names that are alike
ALIKE = 0.85  # of 1: a letter or two, or another ending

_read: set[str] = set()  # the names of settings


def text(name: str, default: str = "") -> str:
    _read.add(name)
    return os.environ.get(name, "").strip() or default


def _refused(name: str, must: str, raw: str) -> ImproperlyConfigured:
    """What to raise for `raw`. A password in an address is not repeated, and a long value is cut."""
    told = re.sub(r"//[^/]*@", "//…@", raw)
    return ImproperlyConfigured(f"{name} must {must}, not {told if len(told) <= SHOWN else told[:SHOWN] + '…'!r}")


def _split(raw: str) -> SplitResult:
    """The parts of an address; of one that cannot be read, empty ones."""
    try:
        parts = urlsplit(raw)
        parts.port  # noqa: B018  # raises where it is no number in range
    except ValueError:
        return urlsplit("")
    return parts


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number from `least` to `most`."""
    raw = text(name, str(default))
    if not (raw.isascii() and raw.isdigit() and len(raw) <= len(str(most)) and least <= int(raw) <= most):
        raise _refused(name, f"be a whole number from {least} to {most}", raw)
    return int(raw)


def flag(name: str, default: bool) -> bool:
    raw = text(name, "yes" if default else "no").lower()
    if raw in {"1", "yes", "true", "on"}:
        return True
    if raw in {"0", "no", "false", "off"}:
        return False
    raise _refused(name, "be yes or no", raw)


def address(name: str, default: str) -> str:
    """An http or https address without a path, without the final slash."""
    raw = text(name, default).rstrip("/")
    parts = _split(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise _refused(name, "look like https://help.example", raw)
    return raw


def endpoint(name: str, example: str = "https://team.example/hook") -> str:
    """An http or https address with any path, or '' if none is given."""
    raw = text(name)
    parts = _split(raw)
    if raw and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment):
        raise _refused(name, f"look like {example}", raw)
    return raw


def shaped(name: str, pattern: str, example: str, default: str = "") -> str:
    """What fits the whole of `pattern`, or the default."""
    raw = text(name, default)
    if raw and not re.fullmatch(pattern, raw):
        raise _refused(name, f"look like {example}", raw)
    return raw


def contact(name: str) -> str:
    """An address where people report something, none by default."""
    return shaped(
        name, r"mailto:[^@\s]+@[^@\s]+|https?://\S+", "mailto:team@help.example or https://help.example/contact"
    )


def sender(name: str, default: str) -> str:
    """An e-mail address, with or without a name before it."""
    address = r"[^@<>\s]+@[^@<>\s]+"
    return shaped(name, rf"{address}|[^<>\r\n]*<{address}>", "Help desk <help@example.org>", default)


def file(name: str) -> str:
    """The path of a file that can be read, or '' if none is given."""
    raw = text(name)
    if raw and (not os.access(raw, os.R_OK) or Path(raw).is_dir()):
        raise _refused(name, "be a file that can be read", raw)
    return raw


def host(name: str, default: str) -> str:
    """A host's name, or its address: 127.0.0.1, ::1."""
    raw = text(name, default)
    try:
        return str(ipaddress.ip_address(raw.strip("[]")))
    except ValueError:
        return shaped(name, r"\w([\w.-]*\w)?", "127.0.0.1, :: or help.example", default)


def hosts(name: str) -> list[str]:
    """Host names or addresses between commas, none by default."""
    found = [host.strip() for host in text(name).split(",") if host.strip()]
    for host in found:
        domain, port = split_domain_port(host)
        if not domain or port:
            raise _refused(name, "list names like help.example, without a port", host)
    return found


def listening(name: str) -> tuple[str, int] | None:
    """An address to listen on, as in 127.0.0.1:9100 or [::1]:9100; none by default."""
    raw = text(name)
    if not raw:
        return None
    host, colon, port = raw.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise _refused(name, "look like 127.0.0.1:9100", raw)
    return host.strip("[]"), int(port)


def listed(raw: str) -> list[str]:
    """The parts of `raw` between commas, one at least."""
    return [part.strip() for part in raw.split(",") if part.strip()] or [raw]


def choice(name: str, *allowed: str) -> str:
    """One of `allowed`, by default the first."""
    raw = text(name, allowed[0]).lower()
    if raw not in allowed:
        raise _refused(name, f"be one of {', '.join(allowed)}", raw)
    return raw


def bracketed(host: str) -> str:
    """`host` as an address has it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def redis(name: str) -> str:
    """The address of a Redis or Valkey server, none by default. What is refused is not repeated: it may have a password."""
    raw = text(name)
    if not raw:
        return ""
    from redis.connection import parse_url

    try:
        given = parse_url(raw)  # type: ignore[no-untyped-call]
    except ValueError:
        given = {}
    if not (given.get("host") or given.get("path")):
        raise ImproperlyConfigured(
            f"{name} must look like redis://:password@host:6379/0; this one cannot be read, or is of another kind"
        )
    return raw


def together(**given: str) -> None:
    """Raises ImproperlyConfigured if some of these settings are set and others are not."""
    lacking = [name for name, value in given.items() if not value]
    if lacking and len(lacking) < len(given):
        are = "is" if len(lacking) == 1 else "are"
        raise ImproperlyConfigured(f"{', '.join(given)} belong together; {' and '.join(lacking)} {are} not set")


def refuse_slips() -> None:
    """After all settings were read. Raises ImproperlyConfigured if one is given that is no setting, but spelt nearly like one."""
    for name in sorted(os.environ.keys() - _read):
        meant = get_close_matches(name, [each for each in _read if len(each) >= LONG], 1, ALIKE)
        if meant and os.environ[name].strip():
            raise ImproperlyConfigured(f"{name} is no setting; {meant[0]} is one")


def secret(name: str, kept_in: Path) -> str:
    """The secret `name`, else the one kept in a file, which the first start makes for its owner's eyes only."""
    given = text(name)
    if given:
        return given
    try:
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept_in.read_text().strip()
