import pytest

from auth_demo.protocols import digits
from tests.auth_demo.protocols.samples import published


@pytest.mark.parametrize("case", published("typed_codes"), ids=lambda case: case["what"])
def test_what_is_no_part_of_a_code_does_not_count_and_all_else_stays_to_be_refused(case):
    assert digits.clean(case["typed"]) == case["kept"]


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
