"""What goes into the HMAC, byte by byte (RFC 6287 §5.1)."""

import hashlib
import hmac

import pytest

from auth_demo.protocols import hotp, ocra

KEY = b"12345678901234567890123456789012"
EVERYTHING = "OCRA-1:HOTP-SHA256-8:C-QN06-PSHA256-S003-T1M"
INPUTS = {"challenge": "481203", "counter": 7, "pin": "1234", "session": b"ab", "time_step": 29_000_000}


def challenge_bytes(question: str, challenge: str) -> bytes:
    suite = f"OCRA-1:HOTP-SHA1-6:{question}"
    return ocra.data_input(suite, challenge=challenge).removeprefix(suite.encode() + b"\x00")


def test_the_fields_follow_each_other_in_the_standards_order():
    assert ocra.data_input(EVERYTHING, **INPUTS) == b"".join(
        [
            EVERYTHING.encode(),
            b"\x00",
            (7).to_bytes(8, "big"),
            bytes.fromhex("757b30").ljust(128, b"\x00"),  # 481203 is 0x757B3
            hashlib.sha256(b"1234").digest(),
            b"\x00ab",
            (29_000_000).to_bytes(8, "big"),
        ]
    )


@pytest.mark.parametrize(
    ("question", "challenge", "start"),
    [
        ("QN08", "00000000", "00"),
        ("QN08", "11111111", "a98ac7"),
        ("QN08", "255", "ff"),
        ("QN08", "256", "1000"),  # 0x100: three digits, padded on the right
        ("QN08", "16", "10"),
        ("QH08", "abc", "abc0"),
        ("QH08", "ABC", "abc0"),
        ("QH08", "0abc", "0abc"),
        ("QA08", "SIG1", "53494731"),
    ],
)
def test_a_challenge_is_padded_on_the_right_to_128_bytes(question, challenge, start):
    assert challenge_bytes(question, challenge) == bytes.fromhex(start).ljust(128, b"\x00")


def test_a_number_and_sixteen_times_it_encode_alike():
    """The weakness of §5.1 that makes the verifier draw no multiple of 16: known, and kept for the standard."""
    assert challenge_bytes("QN08", "123") == challenge_bytes("QN08", str(16 * 123))


def test_leading_zeros_of_a_number_do_not_count():
    assert challenge_bytes("QN08", "000042") == challenge_bytes("QN08", "42")


@pytest.mark.parametrize(("question", "character"), [("QA64", "z"), ("QH64", "f"), ("QN64", "9")])
def test_two_longest_challenges_fit(question, character):
    assert len(challenge_bytes(question, character * 128)) == 128


def test_a_short_session_is_padded_on_the_left():
    suite = "OCRA-1:HOTP-SHA1-6:QN08-S"
    assert ocra.data_input(suite, challenge="1", session=b"id").endswith(b"\x00" * 62 + b"id")
    assert ocra.data_input(suite, challenge="1", session=b"").endswith(b"\x00" * 64)


@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512"])
def test_the_pin_is_hashed_with_the_suites_own_hash_in_utf8(name):
    suite = f"OCRA-1:HOTP-SHA1-6:QN08-P{name.upper()}"
    message = ocra.data_input(suite, challenge="1", pin="clé€")
    assert message.endswith(b"\x00" + hashlib.new(name, "clé€".encode()).digest())


def test_looking_inside_shows_each_field_and_each_step():
    working = ocra.look_inside(EVERYTHING, KEY, **INPUTS)
    assert [name for name, _ in working.fields] == ["suite", "C", "Q", "P", "S", "T"]
    assert b"".join(value for _, value in working.fields) == working.message == ocra.data_input(EVERYTHING, **INPUTS)
    assert working.mac == hmac.digest(KEY, working.message, "sha256")
    assert working.offset == working.mac[-1] % 16
    assert working.truncated == hotp.truncate(working.mac)
    assert working.response == f"{working.truncated:010}"[-8:] == ocra.respond(EVERYTHING, KEY, **INPUTS)


def test_looking_inside_shows_only_the_fields_of_the_suite():
    working = ocra.look_inside("OCRA-1:HOTP-SHA1-6:QN08", KEY, challenge="1")
    assert [name for name, _ in working.fields] == ["suite", "Q"]


def test_looking_inside_an_untruncated_suite_shows_no_truncation():
    working = ocra.look_inside("OCRA-1:HOTP-SHA256-0:QN08", KEY, challenge="1")
    assert (working.offset, working.truncated, working.response) == (None, None, working.mac.hex())


def test_printing_what_was_looked_into_prints_no_secret():
    assert "1234" not in repr(ocra.look_inside(EVERYTHING, KEY, **INPUTS)).replace(EVERYTHING, "")
