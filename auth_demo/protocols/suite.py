"""The OCRA suite string (RFC 6287 §6), read once into a frozen value that holds what every response needs.

OCRA-1:HOTP-SHA256-8:QN06-PSHA256
^      ^             ^ data input: C, Q, P, S and T, in that order; only Q is mandatory
|      crypto function: the HMAC's hash and the digits shown
algorithm and version
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, cast

from auth_demo.protocols.hotp import Algorithm

ChallengeFormat = Literal["A", "N", "H"]


class SuiteError(ValueError):
    """The suite string breaks the grammar of RFC 6287 §6."""


@dataclass(frozen=True, slots=True)
class OcraSuite:
    """A suite that `parse` accepted. Make one with `parse`, never by hand."""

    text: str
    algorithm: Algorithm
    digits: int  # 0: the whole HMAC, in hexadecimal
    counter: bool
    challenge_format: ChallengeFormat
    challenge_length: int
    pin_hash: Algorithm | None
    session_length: int | None  # bytes
    step_seconds: int | None  # 0 for T0H, which the grammar allows: such a step never ends
    prefix: bytes = field(repr=False)  # how every message of this suite begins: its text and the 00 separator

    def __str__(self) -> str:
        return self.text


_CRYPTO = re.compile(r"HOTP-(SHA1|SHA256|SHA512)-(0|[4-9]|10)")

# A length below 10 has two digits in the grammar, and one in the standard's own example (§6.4): both are read.
# In the order the standard puts them; each with what it looks like, for the person who got it wrong.
_INPUTS = {
    "C": (re.compile(r"C"), "C stands alone"),
    "Q": (re.compile(r"Q([ANH])(0?[4-9]|[1-5][0-9]|6[0-4])"), "Q takes A, N or H and a length of 04 to 64"),
    "P": (re.compile(r"P(SHA1|SHA256|SHA512)"), "P takes SHA1, SHA256 or SHA512"),
    "S": (re.compile(r"S(00[1-9]|0[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])?"), "S takes 001 to 512 bytes"),
    "T": (
        re.compile(r"T(?:([1-9]|[1-5][0-9])([SM])|([0-9]|[1-3][0-9]|4[0-8])(H))"),
        "T takes 1 to 59 with S or M, or 0 to 48 with H",
    ),
}
_ORDER = "".join(_INPUTS)
_SECONDS = {"S": 1, "M": 60, "H": 3600}
_DEFAULT_SESSION = "064"


def parse(suite: str) -> OcraSuite:
    """Read a suite such as "OCRA-1:HOTP-SHA256-8:QN06-PSHA256" (RFC 6287 §6).

    Cached, so callers may pass strings everywhere. Capital letters only, since the string itself is hashed.
    Raises SuiteError, with what is wrong, for anything outside the grammar.
    """
    if not isinstance(suite, str):
        raise SuiteError("a suite is text")
    return _parse(suite)


# Bounded, because a suite may come from outside; an error is not cached.
@lru_cache(maxsize=256)
def _parse(text: str) -> OcraSuite:
    algorithm, digits, data = _three_parts(text)
    inputs = _data_inputs(data)
    return OcraSuite(
        text=text,
        algorithm=algorithm,
        digits=digits,
        counter="C" in inputs,
        challenge_format=cast(ChallengeFormat, inputs["Q"][1]),
        challenge_length=int(inputs["Q"][2]),
        pin_hash=_hash_name(inputs["P"][1]) if "P" in inputs else None,
        session_length=int(inputs["S"][1] or _DEFAULT_SESSION) if "S" in inputs else None,
        step_seconds=_step_seconds(inputs["T"]) if "T" in inputs else None,
        prefix=text.encode("ascii") + b"\x00",
    )


def _three_parts(text: str) -> tuple[Algorithm, int, str]:
    parts = text.split(":")
    if len(parts) != 3:
        raise SuiteError("a suite has three parts, algorithm:crypto function:data input")
    version, crypto, data = parts
    if version != "OCRA-1":
        raise SuiteError(f"{version!r} is not OCRA-1, the only version there is")
    match = _CRYPTO.fullmatch(crypto)
    if match is None:
        raise SuiteError(f"{crypto!r} is not HOTP-SHA1, HOTP-SHA256 or HOTP-SHA512 followed by 0 or 4 to 10 digits")
    return _hash_name(match[1]), int(match[2]), data


def _data_inputs(data: str) -> dict[str, re.Match[str]]:
    found: dict[str, re.Match[str]] = {}
    for word in data.split("-"):
        letter = word[:1]
        if letter not in _INPUTS:
            raise SuiteError(f"{word!r} is not a data input: C, Q, P, S or T")
        pattern, shape = _INPUTS[letter]
        match = pattern.fullmatch(word)
        if match is None:
            raise SuiteError(f"{word!r}: {shape}")
        if any(_ORDER.index(letter) <= _ORDER.index(earlier) for earlier in found):
            raise SuiteError(f"{word!r} is out of place: C, Q, P, S, T come in that order, each once")
        found[letter] = match
    if "Q" not in found:
        raise SuiteError("a suite needs a challenge: Q")
    return found


def _hash_name(name: str) -> Algorithm:
    return cast(Algorithm, name.lower())


def _step_seconds(match: re.Match[str]) -> int:
    return int(match[1] or match[3]) * _SECONDS[match[2] or match[4]]
