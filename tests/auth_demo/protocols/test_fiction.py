"""Only numbers that belong to nobody."""

import pytest

from auth_demo.protocols import fiction

ENDS = ["+12025550100", "+12025550199", "+447700900000", "+447700900999", "+33639980000", "+33639989999"]


@pytest.mark.parametrize("number", ENDS)
def test_both_ends_of_every_range_belong_to_it(number):
    assert fiction.contains(number)


@pytest.mark.parametrize(
    "number",
    [
        "+12025550099",
        "+12025550200",
        "+447700899999",
        "+447700901000",
        "+33639979999",
        "+33639990000",
        "+12015550100",
        "+1202555010",
        "+120255501000",
        "12025550100",
        "0012025550100",
        "0639980000",
        "+1 202-555-0100",
        "+12025550100\n",
        "+1202555010٠",
        "++12025550100",
        "",
        "+",
    ],
)
def test_a_number_beside_a_range_or_in_another_spelling_does_not(number):
    assert not fiction.contains(number)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+12025550123", "+1 202-555-0123"),
        ("+447700900004", "+44 7700 900004"),
        ("+33639981234", "+33 6 39 98 12 34"),
    ],
)
def test_a_number_is_shown_as_its_country_writes_it_and_read_back(number, written):
    assert fiction.shown(number) == written
    assert fiction.read(written) == number


@pytest.mark.parametrize("typed", ["+1 (202) 555-0123", "+1.202.555.0123", "+1\u00a0202\u2011555\u20110123"])
def test_separators_do_not_matter(typed):
    assert fiction.read(typed) == "+12025550123"


@pytest.mark.parametrize("typed", ["", "+1 202-555-0999", "+33 6 12 34 56 78", "2025550123", "call me"])
def test_any_other_number_is_not_read(typed):
    assert fiction.read(typed) is None


def test_a_number_outside_the_ranges_is_not_shown():
    with pytest.raises(ValueError, match="reserved for fiction"):
        fiction.shown("+33612345678")


@pytest.mark.parametrize("region", fiction.RANGES)
def test_numbers_drawn_are_of_their_region_and_spread(region):
    drawn = {fiction.draw(region, f"sandbox {n}") for n in range(200)}
    assert {fiction.region(number) for number in drawn} == {region}
    assert len(drawn) > 60


def test_the_same_seed_draws_the_same_number():
    assert fiction.draw("FR", "sandbox 1") == fiction.draw("FR", "sandbox 1")


def test_a_region_without_a_range_is_refused():
    with pytest.raises(ValueError, match="only in US, GB, FR"):
        fiction.draw("DE", "sandbox 1")
