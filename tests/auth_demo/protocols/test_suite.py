import dataclasses

import pytest

from auth_demo.protocols.suite import OcraSuite, SuiteError, parse


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
        suite = parse(f"OCRA-1:HOTP-SHA1-6:Q{letter}{length:02}")
        assert (suite.challenge_format, suite.challenge_length) == (letter, length)


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


BROKEN = {
    "three parts": [
        "",
        "OCRA-1",
        "OCRA-1:HOTP-SHA1-6",
        "OCRA-1:HOTP-SHA1-6:QN08:",
        ":OCRA-1:HOTP-SHA1-6:QN08",
    ],
    "is not OCRA-1": [
        "OCRA-2:HOTP-SHA1-6:QN08",
        "OCRA:HOTP-SHA1-6:QN08",
        "ocra-1:HOTP-SHA1-6:QN08",
        " OCRA-1:HOTP-SHA1-6:QN08",
    ],
    "is not HOTP-SHA1": [
        f"OCRA-1:{crypto}:QN08"
        for crypto in (
            "",
            "HOTP",
            "HOTP-SHA1",
            "HOTP-SHA1-",
            "HOTP-MD5-6",
            "HOTP-SHA384-6",
            "HOTP-SHA224-6",
            "TOTP-SHA1-6",
            "HOTP-sha1-6",
            "HOTP-SHA1-1",
            "HOTP-SHA1-3",
            "HOTP-SHA1-11",
            "HOTP-SHA1-06",
            "HOTP-SHA1-00",
            "HOTP-SHA1-6 ",
            "HOTP-SHA1-6\n",
            "HOTP-SHA1-٦",
            "HOTP-SHA1--6",
        )
    ],
    "Q takes": [
        f"OCRA-1:HOTP-SHA1-6:{q}"
        for q in (
            "Q",
            "QN",
            "QN8",
            "QN00",
            "QN03",
            "QN65",
            "QN99",
            "QN008",
            "QB08",
            "Qn08",
            "QN08\n",
            "QN٠٨",
            "Q08",
        )
    ],
    "C stands alone": ["OCRA-1:HOTP-SHA1-6:C1-QN08", "OCRA-1:HOTP-SHA1-6:CQN08"],
    "P takes": [f"OCRA-1:HOTP-SHA1-6:QN08-{p}" for p in ("P", "PMD5", "PSHA384", "Psha1", "PSHA1 ", "PSHA-1"[:4])],
    "S takes": [
        f"OCRA-1:HOTP-SHA1-6:QN08-{s}" for s in ("S000", "S513", "S999", "S64", "S1", "S0064", "S٠٦٤", "SSHA1")
    ],
    "T takes": [
        f"OCRA-1:HOTP-SHA1-6:QN08-{t}"
        for t in (
            "T",
            "T1",
            "TM",
            "T0S",
            "T60S",
            "T0M",
            "T60M",
            "T49H",
            "T01M",
            "T00H",
            "T1D",
            "T1m",
            "T-1M"[:2],
            "T1M\n",
        )
    ],
    "not a data input": [
        f"OCRA-1:HOTP-SHA1-6:{data}"
        for data in (
            "",
            "-QN08",
            "QN08-",
            "QN08--T1M",
            "X-QN08",
            "qn08",
            "c-QN08",
            "QN08-X",
            " QN08",
            "PSHA1-1-QN08",
        )
    ],
    "out of place": [
        f"OCRA-1:HOTP-SHA1-6:{data}"
        for data in (
            "QN08-C",
            "PSHA1-QN08",
            "QN08-S064-PSHA1",
            "QN08-T1M-PSHA1",
            "QN08-T1M-S064",
            "C-C-QN08",
            "QN08-QN08",
            "QN08-PSHA1-PSHA256",
            "QN08-S064-S128",
            "QN08-T1M-T2M",
        )
    ],
    "needs a challenge": [f"OCRA-1:HOTP-SHA1-6:{data}" for data in ("C", "PSHA1", "C-PSHA1-S064-T1M")],
    "is text": [None, 1, b"OCRA-1:HOTP-SHA1-6:QN08", ["OCRA-1:HOTP-SHA1-6:QN08"]],
}


@pytest.mark.parametrize(
    ("reason", "suite"), [(reason, suite) for reason, suites in BROKEN.items() for suite in suites]
)
def test_a_broken_suite_is_refused_with_the_reason(reason, suite):
    with pytest.raises(SuiteError, match=reason):
        parse(suite)
