"""Addresses of other sites, as people register them."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


def validate_address(address: str) -> None:
    """https alone, or this very machine. Raises ValidationError."""
    if not address.startswith(("https://", *LOOPBACK)):
        raise ValidationError(_("The address has to begin with https://"))
    URLValidator(schemes=["http", "https"])(address)


def validate_origins(text: str) -> None:
    """Each line the address of a site, without a path. Raises ValidationError."""
    for line in text.split():
        validate_address(line)
        if origin_of(line) != line.rstrip("/"):
            raise ValidationError(_("Give only the beginning of each address, such as https://school.example"))


def origin_of(address: str) -> str:
    """The site of an address, such as https://school.example:8443; empty for what is no http or https address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    # Only what a host name is made of: it becomes part of a header.
    if parts.scheme not in {"http", "https"} or not host.replace("-", "").replace(".", "").replace(":", "").isalnum():
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
