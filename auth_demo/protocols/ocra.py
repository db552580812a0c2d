"""OCRA, the challenge-response algorithm of RFC 6287: one-way, mutual, and signature.

    response = truncate(HMAC(key, suite | 00 | C | Q | P | S | T))

The public functions take the same inputs, named once here:

challenge   as typed: decimal digits for QN, ASCII letters and digits for QA, hexadecimal for QH; up to the
            suite's length. In mutual mode the two challenges joined, the other party's first (§7.2), so up
            to twice that. To sign, the challenge is what is signed (§7.3).
counter     C: 0 … 2^64-1.
pin         P: the PIN or password as text; it is hashed here, in UTF-8, with the suite's own hash.
session     S: bytes, at most the suite's length; shorter is padded on the left with zeros, as in the
            standard's reference code (Appendix A).
time_step   T: whole steps of the suite's `step_seconds` since 1970, 0 … 2^64-1; `totp.step_at` counts them.

Each is given exactly when the suite has its letter. No message of an error quotes a value: it may be a PIN.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auth_demo.protocols import digits, hotp
from auth_demo.protocols.suite import ChallengeFormat, OcraSuite, SuiteError, parse

__all__ = [
    "InputError",
    "OcraSuite",
    "SuiteError",
    "Working",
    "data_input",
    "find_pin",
    "look_inside",
    "parse",
    "respond",
    "verify",
]

_CHALLENGE_BYTES = 128
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")


class InputError(ValueError):
    """An input is missing, unneeded by the suite, too long, out of range, or of the wrong alphabet."""


@dataclass(frozen=True, slots=True)
class Working:
    """One computation laid open, for a page that shows how a response comes about. It holds secrets."""

    fields: tuple[tuple[str, bytes], ...] = field(repr=False)  # ("suite", …), ("C", …), … only those present
    message: bytes = field(repr=False)
    mac: bytes = field(repr=False)
    offset: int | None  # None when the suite does not truncate
    truncated: int | None = field(repr=False)  # the 31 bits before they are cut to decimal digits
    response: str = field(repr=False)


def respond(
    suite: str | OcraSuite,
    key: bytes,
    *,
    challenge: str,
    counter: int | None = None,
    pin: str | None = None,
    session: bytes | None = None,
    time_step: int | None = None,
) -> str:
    """What the device shows: decimal digits with leading zeros, or the whole HMAC in hexadecimal if t = 0.

    `key` is the raw secret; the other inputs are described at the top of this module (RFC 6287 §5, §7).
    Raises SuiteError for the suite and InputError for any input, an empty key included.
    """
    suite = _suite(suite)
    message = b"".join(_fields(suite, challenge, counter, pin, session, time_step))
    return _spell(suite, _mac(suite, key, message))


def verify(
    suite: str | OcraSuite,
    key: bytes,
    response: str,
    *,
    challenge: str,
    counter: int | None = None,
    pin: str | None = None,
    session: bytes | None = None,
    time_step: int | None = None,
) -> bool:
    """Whether the response is the one these inputs give, compared in constant time (RFC 6287 §7).

    A malformed response (spaces, other digits than ASCII's, another length, not text) is False, never an
    error; hexadecimal may be in either case. Raises what `respond` raises, for the verifier's own inputs.
    """
    suite = _suite(suite)
    message = b"".join(_fields(suite, challenge, counter, pin, session, time_step))
    expected = _spell(suite, _mac(suite, key, message))
    # compare_digest refuses text outside ASCII.
    if not isinstance(response, str) or not response.isascii():
        return False
    return hmac.compare_digest(expected, response if suite.digits else response.lower())


def find_pin(
    suite: str | OcraSuite,
    key: bytes,
    response: str,
    *,
    challenge: str,
    pins: Iterable[str],
    counter: int | None = None,
    session: bytes | None = None,
    time_step: int | None = None,
) -> str | None:
    """The first of the PINs with which the device would have shown this response, or None.

    To explain a refusal, never to verify: it compares with `==`. What does not depend on the PIN is put together once,
    for there may be ten thousand of them. `response` is text; the other inputs are those of `respond`, and so are the
    errors: InputError also for a suite without a PIN.
    """
    suite = _suite(suite)
    fields = _fields(suite, challenge, counter, "any", session, time_step)
    place = _FIELD_NAMES.index("P")
    before, after = b"".join(fields[:place]), b"".join(fields[place + 1 :])
    wanted = response if suite.digits else response.lower()
    for pin in pins:
        if _spell(suite, _mac(suite, key, before + _pin(suite, pin) + after)) == wanted:
            return pin
    return None


def data_input(
    suite: str | OcraSuite,
    *,
    challenge: str,
    counter: int | None = None,
    pin: str | None = None,
    session: bytes | None = None,
    time_step: int | None = None,
) -> bytes:
    """The exact bytes that are put through HMAC: suite | 00 | C | Q | P | S | T (RFC 6287 §5.1).

    Raises SuiteError and InputError as `respond` does.
    """
    return b"".join(_fields(_suite(suite), challenge, counter, pin, session, time_step))


def look_inside(
    suite: str | OcraSuite,
    key: bytes,
    *,
    challenge: str,
    counter: int | None = None,
    pin: str | None = None,
    session: bytes | None = None,
    time_step: int | None = None,
) -> Working:
    """The same computation as `respond`, with every step kept (RFC 6287 §5, RFC 4226 §5.3).

    Raises SuiteError and InputError as `respond` does.
    """
    suite = _suite(suite)
    fields = _fields(suite, challenge, counter, pin, session, time_step)
    message = b"".join(fields)
    mac = _mac(suite, key, message)
    return Working(
        fields=tuple((name, value) for name, value in zip(_FIELD_NAMES, fields, strict=True) if value),
        message=message,
        mac=mac,
        offset=hotp.offset(mac) if suite.digits else None,
        truncated=hotp.truncate(mac) if suite.digits else None,
        response=_spell(suite, mac),
    )


_FIELD_NAMES = ("suite", "C", "Q", "P", "S", "T")


def _suite(suite: str | OcraSuite) -> OcraSuite:
    return suite if isinstance(suite, OcraSuite) else parse(suite)


def _mac(suite: OcraSuite, key: bytes, message: bytes) -> bytes:
    if not isinstance(key, bytes) or not key:
        raise InputError("key: at least one byte")
    return hmac.digest(key, message, suite.algorithm)


def _spell(suite: OcraSuite, mac: bytes) -> str:
    return hotp.decimal(hotp.truncate(mac), suite.digits) if suite.digits else mac.hex()


def _fields(
    suite: OcraSuite,
    challenge: str,
    counter: int | None,
    pin: str | None,
    session: bytes | None,
    time_step: int | None,
) -> tuple[bytes, ...]:
    """The parts of the message in order; an input that the suite lacks is empty (§5.1)."""
    return (
        suite.prefix,
        _eight_bytes("counter", suite.counter, counter),
        _challenge(suite, challenge),
        _pin(suite, pin),
        _session(suite, session),
        _eight_bytes("time step", suite.step_seconds is not None, time_step),
    )


def _nothing(name: str, wanted: bool) -> bytes:
    """The empty field, once an encoder has seen that its input is not both wanted and given."""
    if wanted:
        raise InputError(f"{name}: missing, the suite needs it")
    return b""


def _unneeded(name: str) -> InputError:
    return InputError(f"{name}: the suite has no place for it")


def _eight_bytes(name: str, wanted: bool, value: int | None) -> bytes:
    if value is None:
        return _nothing(name, wanted)
    if not wanted:
        raise _unneeded(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**64:
        raise InputError(f"{name}: a whole number from 0 to 2^64-1")
    return value.to_bytes(8, "big")


def _pin(suite: OcraSuite, pin: str | None) -> bytes:
    if pin is None:
        return _nothing("PIN", suite.pin_hash is not None)
    if suite.pin_hash is None:
        raise _unneeded("PIN")
    if not isinstance(pin, str) or not pin:
        raise InputError("PIN: text of at least one character")
    try:
        return _PIN_HASHES[suite.pin_hash](pin.encode()).digest()
    except UnicodeEncodeError:
        # Not chained: that error carries the PIN.
        raise InputError("PIN: text that UTF-8 can hold") from None


def _session(suite: OcraSuite, session: bytes | None) -> bytes:
    if session is None:
        return _nothing("session", suite.session_length is not None)
    if suite.session_length is None:
        raise _unneeded("session")
    if not isinstance(session, bytes):
        raise InputError("session: bytes")
    if len(session) > suite.session_length:
        raise InputError(f"session: at most {suite.session_length} bytes")
    return session.rjust(suite.session_length, b"\x00")


def _challenge(suite: OcraSuite, challenge: str) -> bytes:
    if not isinstance(challenge, str) or not challenge:
        raise InputError("challenge: missing, every suite needs it")
    if len(challenge) > 2 * suite.challenge_length:
        raise InputError(f"challenge: at most {suite.challenge_length} characters, or two such challenges joined")
    return _ENCODERS[suite.challenge_format](challenge).ljust(_CHALLENGE_BYTES, b"\x00")


def _numeric(challenge: str) -> bytes:
    if not digits.is_digits(challenge):
        raise InputError("challenge: decimal digits only")
    return _from_hex(f"{int(challenge):x}")


def _hexadecimal(challenge: str) -> bytes:
    if _HEXADECIMAL.fullmatch(challenge) is None:
        raise InputError("challenge: hexadecimal digits only")
    return _from_hex(challenge)


def _alphanumeric(challenge: str) -> bytes:
    if not (challenge.isascii() and challenge.isalnum()):
        raise InputError("challenge: ASCII letters and digits only")
    return challenge.encode("ascii")


def _from_hex(text: str) -> bytes:
    """Padded on the right, digit by digit: an odd one fills the upper half of its byte (§5.1)."""
    return bytes.fromhex(text if len(text) % 2 == 0 else text + "0")


_ENCODERS: dict[ChallengeFormat, Callable[[str], bytes]] = {
    "N": _numeric,
    "H": _hexadecimal,
    "A": _alphanumeric,
}
_PIN_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
