"""One-time codes as people read, copy and type them."""

from random import Random

import pytest

from auth_demo.protocols import codes

SHAPES = [codes.ACTIVATION, codes.PASSCODE, codes.digits_shape(6), codes.digits_shape(8)]


def lowest(bound: int) -> int:
    return 0


def highest(bound: int) -> int:
    return bound - 1


def test_leading_zeros_of_a_numeric_code_are_kept():
    assert codes.numeric(6, lowest) == "000000"
    assert codes.numeric(8, highest) == "99999999"


def test_a_code_of_no_digits_is_refused():
    with pytest.raises(ValueError, match="at least one digit"):
        codes.numeric(0)


def test_an_activation_code_has_ten_characters():
    assert codes.activation(highest) == "ZZZZZZZZZZ"


def test_a_passcode_has_eighty_bits():
    assert len(codes.BASE32) ** len(codes.passcode()) >= 2**80


def test_no_code_shows_a_character_that_can_be_mistaken():
    assert len(set(codes.BASE32)) == 32
    assert not set("ILOU") & set(codes.BASE32)


def test_every_character_can_be_drawn():
    assert set(codes.draw(codes.Shape(codes.BASE32, 2000), Random(1).randrange)) == set(codes.BASE32)


def test_without_a_source_given_two_codes_differ():
    assert codes.passcode() != codes.passcode()


def test_codes_are_shown_in_groups():
    assert codes.grouped("7K3F9QT2XW", codes.ACTIVATION) == "7K3F9-QT2XW"
    assert codes.grouped("0123456789ABCDEF", codes.PASSCODE) == "0123-4567-89AB-CDEF"
    assert codes.grouped("012345", codes.digits_shape(6)) == "012345"


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_is_shown_is_read_back(shape):
    for seed in range(50):
        code = codes.draw(shape, Random(seed).randrange)
        assert codes.read(codes.grouped(code, shape), shape).code == code


@pytest.mark.parametrize(
    "typed",
    [
        "7K3F9-01T2X",
        "7k3f9-01t2x",
        " 7K3F9 01T2X ",
        "7K3F9\u00a001T2X",
        "7K3F9\u201301T2X",
        "7K3F9\t01T2X\r\n",
        "\u20687K3F9\u200b01T2X\u2069",
        "7K3F9-OlT2X",
        "7k3f9-oit2x",
        "7K3F9-OIT2X",
        "7K3F9-0LT2X",
    ],
)
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(typed):
    assert codes.read(typed, codes.ACTIVATION).code == "7K3F901T2X"


@pytest.mark.parametrize(
    ("typed", "length", "stray"),
    [
        ("", 0, ""),
        ("7K3F9", 5, ""),
        ("7K3F9-01T2X-0", 11, ""),
        ("7K3F9-01T2U", 10, "U"),
        ("7u3f9!01t2u", 11, "U!"),
        ("7K3F9_01T2X", 11, "_"),
        ("7K3F901T2ß", 10, "ß"),
        ("7K3F901T2ı", 10, "ı"),
        ("７K3F901T2X", 10, "７"),
        ("١٢٣٤٥٦٧٨٩٠", 10, "١٢٣٤٥٦٧٨٩٠"),
    ],
)
def test_what_is_no_activation_code_says_why(typed, length, stray):
    assert codes.read(typed, codes.ACTIVATION) == codes.Reading(code=None, typed=length, stray=stray)


@pytest.mark.parametrize(
    ("typed", "length", "stray"),
    [
        ("1234567", 7, ""),
        ("12345", 5, ""),
        ("O12345", 6, "O"),
        ("123.456", 7, "."),
        ("١٢٣٤٥٦", 6, "١٢٣٤٥٦"),
        ("12345²", 6, "²"),
    ],
)
def test_what_is_no_numeric_code_says_why(typed, length, stray):
    assert codes.read(typed, codes.digits_shape(6)) == codes.Reading(code=None, typed=length, stray=stray)


def test_spaces_and_hyphens_in_a_numeric_code_do_not_matter():
    assert codes.read(" 012\u202f345-\n", codes.digits_shape(6)).code == "012345"


def test_a_code_does_not_show_in_a_log():
    assert "7K3F901T2X" not in repr(codes.read("7K3F901T2X", codes.ACTIVATION))
