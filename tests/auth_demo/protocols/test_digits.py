import pytest

from auth_demo.protocols import digits


@pytest.mark.parametrize("typed", ["123 456", " 123456 ", "123\u00a0456", "123\u202f456", "12\u20073456", "123456"])
def test_spaces_and_no_break_spaces_are_removed(typed):
    assert digits.clean(typed) == "123456"


@pytest.mark.parametrize("typed", ["123-456", "123\n456", "١٢٣", "O12345"])
def test_everything_else_stays_so_that_it_can_be_refused(typed):
    assert digits.clean(typed) == typed


def test_a_code_is_exactly_its_length_in_ascii_digits():
    assert digits.is_code("00123456", 8)


@pytest.mark.parametrize(
    "text",
    ["", "1234567", "123456789", "1234567 ", "1234567\n", "+1234567", "1234567x", "١٢٣٤٥٦٧٨", "1234567²"],
)
def test_anything_else_is_no_code(text):
    assert not digits.is_code(text, 8)


def test_nothing_at_all_is_not_digits():
    assert not digits.is_digits("")
