"""Where an address in a text leads, as browsers resolve it (https://url.spec.whatwg.org/).

What a person reads is not what a browser follows: it reads character references, drops tabs and line ends, and takes a
backslash for a slash. So an address is read the same way first, judged by what is left, and written out as it was judged.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from html import unescape
from html.entities import html5
from ipaddress import AddressValueError, IPv4Address, IPv6Address

REFERENCE = re.compile(r"&(?:#0*([0-9]{1,7})|#x0*([0-9a-f]{1,6})|([0-9a-z]{1,40}));", re.IGNORECASE)
DROPPED = str.maketrans("", "", "\t\n\r")
EDGES = "".join(map(chr, range(0x21)))  # what counts for nothing around an address: controls and the space
# Browsers encode these, or give up, or (a backslash) read something else: nobody types them.
UNFIT = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff\ufffe\uffff]")
HTTPS = re.compile(
    r"https://(?P<name>\[[0-9a-f:.]+\]|[^/?#:@\[\]]+)(?::(?P<port>[0-9]{0,5}))?(?:[/?#].*)?", re.I | re.S
)
LABEL = re.compile(r"[\w-]{1,63}")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)


class Leads(Enum):
    WITHIN = "within"  # to a page of this site, or to a place of this page
    OUTSIDE = "outside"  # to another host, by https
    NOWHERE = "nowhere"  # where a text may not lead


@dataclass(frozen=True)
class Destination:
    """`address` is what a browser makes of what was typed."""

    address: str
    leads: Leads


def destination(typed: str) -> Destination:
    """Where `typed` leads: the text of an attribute, its character references not read yet."""
    address = REFERENCE.sub(_character, typed).strip(EDGES).translate(DROPPED)
    return Destination(address, leads(address))


def leads(address: str) -> Leads:
    """Where `address` leads, whose character references are read."""
    address = address.strip(EDGES).translate(DROPPED)
    if UNFIT.search(address):
        return Leads.NOWHERE
    # Behind two slashes is a host. A path from where one stands would break in another language.
    if address.startswith("#") or (address.startswith("/") and not address.startswith("//")):
        return Leads.WITHIN
    found = HTTPS.fullmatch(address)
    return Leads.OUTSIDE if found and int(found["port"] or 0) < 2**16 and _is_host(found["name"]) else Leads.NOWHERE


def _character(reference: re.Match[str]) -> str:
    """What `reference` is in an attribute. Python leaves out some controls that browsers keep: one as bad is put there."""
    number, hexadecimal, name = reference.groups()
    if name:
        return html5.get(f"{name};", reference[0])
    return unescape(f"&#x{hexadecimal};" if hexadecimal else f"&#{number};") or "\x00"


def _is_host(name: str) -> bool:
    """Whether browsers look `name` up as it stands, or nearly so: capitals, accents and full-width letters are folded."""
    if name.startswith("["):
        return _is_number(IPv6Address, name[1:-1])
    labels = unicodedata.normalize("NFKC", name).removesuffix(".").split(".")
    if NUMBER.fullmatch(labels[-1]):  # browsers take it for a number then, in a dozen spellings
        return _is_number(IPv4Address, name)
    return all(map(LABEL.fullmatch, labels))


def _is_number(kind: type[IPv4Address] | type[IPv6Address], name: str) -> bool:
    try:
        kind(name)
    except AddressValueError:
        return False
    return True
