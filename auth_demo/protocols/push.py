"""The answer to a login notification: what the phone computes once its owner has decided.

    answer = HMAC-SHA256(key, nonce | user | phone | decision | number)

Each of the five fields is behind its own length, two bytes, big-endian: that of the nonce's bytes, or of the
text's UTF-8 bytes. So no two requests give the same message, wherever one field ends and the next begins.

The public functions take the same inputs, named once here:

nonce      the request's 16 random bytes, used for no other request.
user       the user name's id, text of 1 to 65535 bytes.
phone      the phone's id, the same.
decision   "approve", "deny" or "not-me".
number     in "Matching" mode the 6 digits typed from the login screen (NIST SP 800-63B-4 §3.1.3); otherwise empty,
           and then a field of length zero. It is inside the computation, so an answer cannot be moved to a login
           that shows another number.

No message of an error quotes a value. static/js/demo/push.js means the same.
"""

import hmac
from typing import Literal, get_args

from auth_demo.protocols import digits

Decision = Literal["approve", "deny", "not-me"]

DECISIONS: tuple[Decision, ...] = get_args(Decision)
NONCE_BYTES = 16
NUMBER_DIGITS = 6
_LONGEST = 0xFFFF


class InputError(ValueError):
    """An input is missing, too long, or outside what it may be."""


def answer(key: bytes, *, nonce: bytes, user: str, phone: str, decision: str, number: str = "") -> str:
    """What the phone sends: 64 hexadecimal digits in lower case.

    `key` is the raw secret that this phone has for this user; the other inputs are described at the top of this
    module. Raises InputError for any of them, an empty key included.
    """
    return hmac.digest(_key(key), data_input(nonce, user, phone, decision, number), "sha256").hex()


def verify(key: bytes, given: str, *, nonce: bytes, user: str, phone: str, decision: str, number: str = "") -> bool:
    """Whether the answer is the one these inputs give, compared in constant time.

    A malformed answer (spaces, another length, not text) is False, never an error; it may be in either case.
    Raises InputError as `answer` does, for the verifier's own inputs.
    """
    expected = answer(key, nonce=nonce, user=user, phone=phone, decision=decision, number=number)
    # compare_digest refuses text outside ASCII.
    if not isinstance(given, str) or not given.isascii():
        return False
    return hmac.compare_digest(expected, given.lower())


def data_input(nonce: bytes, user: str, phone: str, decision: str, number: str = "") -> bytes:
    """The exact bytes that are put through HMAC, for a page that shows how an answer comes about.

    Raises InputError as `answer` does.
    """
    fields = (_nonce(nonce), _id("user", user), _id("phone", phone), _decision(decision), _number(number))
    return b"".join(len(field).to_bytes(2, "big") + field for field in fields)


def _key(key: bytes) -> bytes:
    if not isinstance(key, bytes) or not key:
        raise InputError("key: at least one byte")
    return key


def _nonce(nonce: bytes) -> bytes:
    if not isinstance(nonce, bytes) or len(nonce) != NONCE_BYTES:
        raise InputError(f"nonce: exactly {NONCE_BYTES} bytes")
    return nonce


def _id(name: str, text: str) -> bytes:
    if not isinstance(text, str) or not text:
        raise InputError(f"{name}: text of at least one character")
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name}: text that UTF-8 can hold") from None
    if len(encoded) > _LONGEST:
        raise InputError(f"{name}: at most {_LONGEST} bytes")
    return encoded


def _decision(decision: str) -> bytes:
    if decision not in DECISIONS:
        raise InputError(f"decision: one of {', '.join(DECISIONS)}")
    return decision.encode("ascii")


def _number(number: str) -> bytes:
    if not isinstance(number, str) or (number and not digits.is_code(number, NUMBER_DIGITS)):
        raise InputError(f"number: {NUMBER_DIGITS} decimal digits, or nothing")
    return number.encode("ascii")
