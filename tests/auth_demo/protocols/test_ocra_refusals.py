"""What is refused, and how: bad inputs by an error, bad responses by a plain no."""

import pytest

from auth_demo.protocols import ocra

KEY = b"12345678901234567890123456789012"
CARD = "OCRA-1:HOTP-SHA256-8:QN06-PSHA256"
WHOLE = "OCRA-1:HOTP-SHA256-0:QN06"
EVERYTHING = "OCRA-1:HOTP-SHA256-8:C-QN06-PSHA256-S064-T1M"
INPUTS = {"challenge": "481203", "counter": 7, "pin": "1234", "session": b"ab", "time_step": 29_000_000}
LABELS = {
    "challenge": "challenge",
    "counter": "counter",
    "pin": "PIN",
    "session": "session",
    "time_step": "time step",
}


def refuse(reason: str, suite: str, key: object = KEY, **inputs: object) -> None:
    with pytest.raises(ocra.InputError, match=reason):
        ocra.respond(suite, key, **inputs)
    with pytest.raises(ocra.InputError, match=reason):
        ocra.verify(suite, key, "12345678", **inputs)
    with pytest.raises(ocra.InputError, match=reason):
        ocra.look_inside(suite, key, **inputs)


def test_both_errors_are_value_errors():
    assert issubclass(ocra.SuiteError, ValueError)
    assert issubclass(ocra.InputError, ValueError)


@pytest.mark.parametrize("name", ["counter", "pin", "session", "time_step"])
def test_an_input_that_the_suite_needs_may_not_be_missing(name):
    refuse(f"{LABELS[name]}: missing", EVERYTHING, **{**INPUTS, name: None})


@pytest.mark.parametrize("name", ["counter", "pin", "session", "time_step"])
def test_an_input_that_the_suite_lacks_may_not_be_given(name):
    refuse(
        f"{LABELS[name]}: the suite has no place", "OCRA-1:HOTP-SHA1-6:QN06", challenge="1", **{name: INPUTS[name]}
    )


@pytest.mark.parametrize(("name", "value"), [("counter", 0), ("time_step", 0), ("session", b""), ("pin", "")])
def test_an_empty_input_that_the_suite_lacks_is_given_all_the_same(name, value):
    refuse("no place", "OCRA-1:HOTP-SHA1-6:QN06", challenge="1", **{name: value})


@pytest.mark.parametrize("challenge", ["", None, 481203, b"481203"])
def test_a_challenge_is_text_and_not_empty(challenge):
    refuse("challenge: missing", CARD, challenge=challenge, pin="1234")


@pytest.mark.parametrize("question", ["QN04", "QA04", "QH04", "QN64", "QA64", "QH64"])
def test_a_challenge_is_at_most_two_joined(question):
    suite, length = f"OCRA-1:HOTP-SHA1-6:{question}", int(question[2:])
    assert ocra.respond(suite, KEY, challenge="1" * 2 * length)
    refuse("two such challenges joined", suite, challenge="1" * (2 * length + 1))


@pytest.mark.parametrize("challenge", ["12a4", "-123", "+123", "1_23", " 123", "123\n", "1 23", "١٢٣", "12²", "1.0"])
def test_a_number_has_ascii_digits_only(challenge):
    refuse("decimal digits only", "OCRA-1:HOTP-SHA1-6:QN08", challenge=challenge)


@pytest.mark.parametrize("challenge", ["12g4", "0x1f", "ab cd", "ab\n", "ａｂ", "-1"])
def test_hexadecimal_has_ascii_digits_only(challenge):
    refuse("hexadecimal digits only", "OCRA-1:HOTP-SHA1-6:QH08", challenge=challenge)


@pytest.mark.parametrize("challenge", ["abc-1", "a b", "é", "abc\n", "١", "a_b", "ab\x00"])
def test_letters_and_digits_are_ascii(challenge):
    refuse("ASCII letters and digits only", "OCRA-1:HOTP-SHA1-6:QA08", challenge=challenge)


@pytest.mark.parametrize("value", [-1, 2**64, 1.0, "1", True])
@pytest.mark.parametrize("name", ["counter", "time_step"])
def test_counts_are_whole_numbers_of_64_bits(name, value):
    refuse(f"{LABELS[name]}: a whole number", EVERYTHING, **{**INPUTS, name: value})


@pytest.mark.parametrize("value", [0, 2**64 - 1])
def test_counts_reach_both_ends(value):
    assert ocra.respond(EVERYTHING, KEY, **{**INPUTS, "counter": value, "time_step": value})


@pytest.mark.parametrize("pin", ["", 1234, b"1234"])
def test_a_pin_is_text_and_not_empty(pin):
    refuse("PIN: text", CARD, challenge="1", pin=pin)


def test_a_pin_that_utf8_cannot_hold_is_refused_without_being_repeated():
    with pytest.raises(ocra.InputError) as caught:
        ocra.respond(CARD, KEY, challenge="1", pin="12\ud80034")
    assert caught.value.__suppress_context__


def test_no_error_repeats_a_pin():
    with pytest.raises(ocra.InputError) as caught:
        ocra.respond("OCRA-1:HOTP-SHA1-6:QN06", KEY, challenge="1", pin="8642")
    assert "8642" not in str(caught.value)


def test_a_session_is_at_most_the_suites_length():
    refuse("session: at most 64 bytes", EVERYTHING, **{**INPUTS, "session": bytes(65)})


@pytest.mark.parametrize("session", ["text", 5])
def test_a_session_is_bytes(session):
    refuse("session: bytes", EVERYTHING, **{**INPUTS, "session": session})


@pytest.mark.parametrize("key", [b"", "text", None])
def test_a_key_is_bytes_and_not_empty(key):
    refuse("key", "OCRA-1:HOTP-SHA1-6:QN06", key=key, challenge="1")


def test_a_broken_suite_is_refused_by_every_call():
    broken = "OCRA-1:HOTP-SHA1-6:QN03"
    for call in (ocra.respond, ocra.look_inside):
        with pytest.raises(ocra.SuiteError):
            call(broken, KEY, challenge="1")
    with pytest.raises(ocra.SuiteError):
        ocra.verify(broken, KEY, "123456", challenge="1")
    with pytest.raises(ocra.SuiteError):
        ocra.data_input(broken, challenge="1")


@pytest.mark.parametrize(
    "mangle",
    [
        lambda r: "",
        lambda r: r[:-1],
        lambda r: r + "0",
        lambda r: "0" + r,
        lambda r: r + " ",
        lambda r: r + "\n",
        lambda r: f"{r[:4]} {r[4:]}",
        lambda r: "+" + r[1:],
        lambda r: "".join(chr(0x660 + int(digit)) for digit in r),
        lambda r: "".join(chr(0xFF10 + int(digit)) for digit in r),
        lambda r: r[:-1] + "\ud800",
        lambda r: r.encode(),
        lambda r: int(r),
        lambda r: None,
        lambda r: [r],
    ],
)
def test_a_malformed_response_is_a_plain_no(mangle):
    right = ocra.respond(CARD, KEY, challenge="481203", pin="1234")
    assert ocra.verify(CARD, KEY, right, challenge="481203", pin="1234")
    assert ocra.verify(CARD, KEY, mangle(right), challenge="481203", pin="1234") is False


def test_an_untruncated_response_may_be_in_capitals():
    right = ocra.respond(WHOLE, KEY, challenge="481203")
    assert ocra.verify(WHOLE, KEY, right.upper(), challenge="481203")
    assert not ocra.verify(WHOLE, KEY, right[:-1], challenge="481203")


def test_a_wrong_pin_a_wrong_challenge_and_a_wrong_key_are_all_wrong():
    right = ocra.respond(CARD, KEY, challenge="481203", pin="1234")
    assert not ocra.verify(CARD, KEY, right, challenge="481203", pin="1235")
    assert not ocra.verify(CARD, KEY, right, challenge="481230", pin="1234")
    assert not ocra.verify(CARD, KEY[::-1], right, challenge="481203", pin="1234")
