"""A passkey's answer to a login, taken apart (W3C Web Authentication Level 3, §5.8.1, §6.1 and §7.2).

The browser writes down what it was asked, and by which site: the client data, a JSON text. The device adds the site that it
signs for, whether its owner was there, and how often it has signed: the authenticator data, 37 bytes. It signs both.
`read` takes that apart. Checking the signature needs a library and is done in verifier/methods/passkey.py.

An answer is written as three parts in hexadecimal, joined by dots: client data, authenticator data, signature. So it can be
cleaned as everything else that is typed or pasted; the hyphens of Base64url would be dropped.
"""

import base64
import hashlib
import json
import re
import struct
from dataclasses import dataclass, field

CHALLENGE_BYTES = 32
LONGEST = 1000  # characters of an answer; one of ours has some 500
_TYPE = "webauthn.get"
_PART = re.compile(r"([0-9a-f]{2})+")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]+")  # Base64url
_AUTHENTICATOR_DATA = struct.Struct(">32sBI")  # SHA-256 of the site's name, flags, signatures so far
_USER_PRESENT, _USER_VERIFIED = 0x01, 0x04
_MORE_FOLLOWS = 0x40 | 0x80  # a new credential, extensions: not in an answer to a login


class FormatError(ValueError):
    """This is not an answer of a passkey."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a passkey has signed. `count` is how many signatures it has made, 0 where it does not count."""

    challenge: str  # Base64url, as it was asked
    origin: str  # the site that asked, as the browser saw it
    embedded: bool  # asked from within a page of another site
    site_hash: bytes  # SHA-256 of the name that the passkey belongs to
    user_present: bool
    user_verified: bool
    count: int
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_for(self, site: str) -> bool:
        """Whether the passkey belongs to `site`, a domain such as "example.com"."""
        return self.site_hash == hashlib.sha256(site.encode()).digest()


def read(text: str) -> Answer:
    """Take an answer apart. Raises FormatError; nothing that it holds is checked against a login here."""
    client, authenticator, signature = map(bytes.fromhex, _parts(text))
    challenge, origin, embedded = _client_data(client)
    if len(authenticator) != _AUTHENTICATOR_DATA.size:
        raise FormatError("the authenticator data has 37 bytes")
    site_hash, flags, count = _AUTHENTICATOR_DATA.unpack(authenticator)
    if flags & _MORE_FOLLOWS:
        raise FormatError("the authenticator data announces more than it has")
    return Answer(
        challenge=challenge,
        origin=origin,
        embedded=embedded,
        site_hash=site_hash,
        user_present=bool(flags & _USER_PRESENT),
        user_verified=bool(flags & _USER_VERIFIED),
        count=count,
        signed=authenticator + hashlib.sha256(client).digest(),
        signature=signature,
    )


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _parts(text: str) -> list[str]:
    parts = text.split(".") if len(text) <= LONGEST else []
    if len(parts) != 3 or not all(_PART.fullmatch(part) for part in parts):
        raise FormatError("an answer is three parts in hexadecimal, joined by dots")
    return parts


def _client_data(data: bytes) -> tuple[str, str, bool]:
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise FormatError("the client data is no JSON") from None
    if not isinstance(found, dict) or found.get("type") != _TYPE:
        raise FormatError(f"the client data is of type {_TYPE}")
    challenge, origin, embedded = found.get("challenge"), found.get("origin"), found.get("crossOrigin", False)
    if not isinstance(challenge, str) or not isinstance(origin, str) or not isinstance(embedded, bool):
        raise FormatError("the client data names the challenge and the origin")
    if not _CHALLENGE.fullmatch(challenge):
        raise FormatError("the challenge is in Base64url")
    return challenge, origin, embedded
