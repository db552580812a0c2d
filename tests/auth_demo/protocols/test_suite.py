import dataclasses

import pytest

from auth_demo.protocols.suite import OcraSuite, SuiteError, parse
from tests.auth_demo.protocols.samples import BROKEN_SUITES


def test_every_part_is_read():
    assert parse("OCRA-1:HOTP-SHA512-10:C-QH40-PSHA256-S128-T5M") == OcraSuite(
        text="OCRA-1:HOTP-SHA512-10:C-QH40-PSHA256-S128-T5M",
        algorithm="sha512",
        digits=10,
        counter=True,
        challenge_format="H",
        challenge_length=40,
        pin_hash="sha256",
        session_length=128,
        step_seconds=300,
        prefix=b"OCRA-1:HOTP-SHA512-10:C-QH40-PSHA256-S128-T5M\x00",
    )


def test_the_smallest_suite_has_a_challenge_alone():
    suite = parse("OCRA-1:HOTP-SHA1-6:QN08")
    assert (suite.counter, suite.pin_hash, suite.session_length, suite.step_seconds) == (
        False,
        None,
        None,
        None,
    )


def test_parsing_is_paid_once():
    assert parse("OCRA-1:HOTP-SHA1-6:QN08") is parse("OCRA-1:HOTP-SHA1-6:QN08")


def test_a_suite_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse("OCRA-1:HOTP-SHA1-6:QN08").digits = 8


def test_a_suite_prints_as_its_text():
    assert str(parse("OCRA-1:HOTP-SHA1-6:QN08")) == "OCRA-1:HOTP-SHA1-6:QN08"


@pytest.mark.parametrize("digits", [0, 4, 5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("algorithm", ["SHA1", "SHA256", "SHA512"])
def test_every_crypto_function_is_read(algorithm, digits):
    suite = parse(f"OCRA-1:HOTP-{algorithm}-{digits}:QN08")
    assert (suite.algorithm, suite.digits) == (algorithm.lower(), digits)


@pytest.mark.parametrize("letter", "ANH")
def test_every_challenge_is_read(letter):
    for length in range(4, 65):
        for written in (f"{length:02}", str(length)):
            suite = parse(f"OCRA-1:HOTP-SHA1-6:Q{letter}{written}")
            assert (suite.challenge_format, suite.challenge_length) == (letter, length)


def test_the_standards_own_example_writes_a_length_with_one_digit():
    suite = parse("OCRA-1:HOTP-SHA1-4:QH8-S512")
    assert (suite.digits, suite.challenge_format, suite.challenge_length, suite.session_length) == (4, "H", 8, 512)
    assert suite.prefix == b"OCRA-1:HOTP-SHA1-4:QH8-S512\x00"  # hashed as it is written


@pytest.mark.parametrize(
    ("word", "seconds"),
    [("T1S", 1), ("T59S", 59), ("T1M", 60), ("T59M", 3540), ("T0H", 0), ("T1H", 3600), ("T48H", 172800)],
)
def test_every_granularity_is_read(word, seconds):
    assert parse(f"OCRA-1:HOTP-SHA1-6:QN08-{word}").step_seconds == seconds


@pytest.mark.parametrize(("word", "length"), [("S", 64), ("S001", 1), ("S064", 64), ("S099", 99), ("S512", 512)])
def test_a_session_has_64_bytes_unless_it_says(word, length):
    assert parse(f"OCRA-1:HOTP-SHA1-6:QN08-{word}").session_length == length


def test_all_session_lengths_are_read():
    assert [parse(f"OCRA-1:HOTP-SHA1-6:QN08-S{n:03}").session_length for n in range(1, 513)] == list(range(1, 513))


@pytest.mark.parametrize(
    ("reason", "suite"), [(reason, suite) for reason, suites in BROKEN_SUITES.items() for suite in suites]
)
def test_a_broken_suite_is_refused_with_the_reason(reason, suite):
    with pytest.raises(SuiteError, match=reason):
        parse(suite)
