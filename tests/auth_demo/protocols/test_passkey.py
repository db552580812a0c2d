"""Taking a passkey's answer apart: what it says, and what is none."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_demo.protocols import passkey

CLIENT = {
    "type": "webauthn.get",
    "challenge": "aGFsbG8",
    "origin": "https://portal.example.com",
    "crossOrigin": False,
}
SITE = hashlib.sha256(b"example.com").digest()


def written(client=CLIENT, authenticator=SITE + b"\x05\x00\x00\x01\x00", signature=b"\x30\x00") -> str:
    data = client if isinstance(client, bytes) else json.dumps(client).encode()
    return ".".join(part.hex() for part in (data, authenticator, signature))


def test_an_answer_says_who_asked_for_what_and_how_it_was_given():
    answer = passkey.read(written())
    assert (answer.challenge, answer.origin, answer.embedded) == ("aGFsbG8", "https://portal.example.com", False)
    assert (answer.user_present, answer.user_verified, answer.count) == (True, True, 256)
    assert answer.is_for("example.com") and not answer.is_for("portal.example.com")
    assert answer.signature == b"\x30\x00"


def test_what_is_signed_is_the_authenticator_data_and_the_hash_of_the_client_data():
    client = json.dumps(CLIENT).encode()
    assert passkey.read(written()).signed == SITE + b"\x05\x00\x00\x01\x00" + hashlib.sha256(client).digest()


@pytest.mark.parametrize(
    ("flags", "present", "verified"),
    [(0x00, False, False), (0x01, True, False), (0x04, False, True), (0x1D, True, True)],
)
def test_the_flags_are_read_one_by_one(flags, present, verified):
    answer = passkey.read(written(authenticator=SITE + bytes([flags]) + bytes(4)))
    assert (answer.user_present, answer.user_verified) == (present, verified)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a.b.c.d",
        "a..b",
        written() + "0",
        written().upper(),
        written() + ".",
        written().replace(".", ":"),
        written(b"x"),
        written(b"[]"),
        written(b"[" * 300),
        written(b"\xff\xfe{}"),
        written(b"9" * 300),
        written({}),
        written(CLIENT | {"type": "webauthn.create"}),
        written(CLIENT | {"challenge": None}),
        written(CLIENT | {"challenge": "é"}),
        written(CLIENT | {"challenge": "\ud800"}),
        written(CLIENT | {"challenge": ""}),
        written(CLIENT | {"origin": 1}),
        written(CLIENT | {"crossOrigin": "false"}),
        written(CLIENT | {"more": "x" * 800}),
        written(authenticator=SITE),
        written(authenticator=SITE + b"\x05\x00\x00\x01\x00\x00"),
        written(authenticator=SITE + b"\x45\x00\x00\x01\x00"),
        written(authenticator=SITE + b"\x85\x00\x00\x01\x00"),
        "a" * 1001,
    ],
)
def test_anything_else_is_no_answer(text):
    with pytest.raises(passkey.FormatError):
        passkey.read(text)


@given(st.text() | st.builds(lambda *parts: ".".join(map(bytes.hex, parts)), *[st.binary(max_size=80)] * 3))
def test_nothing_that_is_sent_is_another_error(text):
    with contextlib.suppress(passkey.FormatError):
        passkey.read(text)
