"""The online card: 224 cells, two asked for, none twice."""

from random import Random

import pytest

from auth_demo.protocols import codes, grid


@pytest.fixture
def card() -> grid.Grid:
    return grid.make(Random(7).randrange)


def test_a_card_has_224_cells_of_three_characters(card):
    cells = [card.cell(index) for index in range(1, 225)]
    assert all(len(cell) == 3 and set(cell) <= set(codes.BASE32) for cell in cells)
    assert "".join(cells) == card.text


def test_it_is_drawn_in_14_rows_of_16_numbered_along_the_rows(card):
    rows = card.rows()
    assert [len(row) for row in rows] == [16] * 14
    assert [index for row in rows for index, _ in row] == list(range(1, 225))
    assert rows[1][0] == (17, card.cell(17))
    assert rows[-1][-1] == (224, card.cell(224))


@pytest.mark.parametrize("index", [0, -1, 225])
def test_a_cell_outside_the_card_is_refused(card, index):
    with pytest.raises(ValueError, match="numbered 1 to 224"):
        card.cell(index)
    with pytest.raises(ValueError, match="numbered 1 to 224"):
        grid.check(card, (1, index), "")


def test_two_cards_differ():
    assert grid.make() != grid.make()


def test_a_card_is_kept_as_text_and_comes_back_the_same(card):
    assert grid.Grid(card.text) == card


@pytest.mark.parametrize("text", ["", "0" * 671, "0" * 673, "0" * 671 + "O", "0" * 671 + "a"])
def test_a_text_of_another_shape_is_no_card(text):
    with pytest.raises(ValueError, match="224 cells of 3 characters"):
        grid.Grid(text)


def test_a_card_does_not_show_in_a_log(card):
    assert card.cell(1) not in repr(card)


def test_two_different_unused_cells_are_picked_until_none_are_left():
    random, used = Random(3), set()
    for _ in range(112):
        one, other = grid.pick(used, random.randrange)
        assert 1 <= one < other <= 224
        assert not used & {one, other}
        used |= {one, other}
    with pytest.raises(grid.UsedUp):
        grid.pick(used)


def test_one_cell_left_is_not_enough():
    with pytest.raises(grid.UsedUp):
        grid.pick(range(1, 224))


def test_every_cell_can_be_picked():
    random = Random(5)
    assert {index for _ in range(3000) for index in grid.pick((), random.randrange)} == set(range(1, 225))


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda text: f" {text[:3]} {text[3:]} ", lambda text: "-".join(text)]
)
def test_the_two_cells_in_the_order_asked_are_accepted(card, write):
    assert grid.check(card, (17, 203), write(card.cell(17) + card.cell(203)))


def test_look_alikes_are_accepted():
    assert grid.check(grid.Grid("01" * 336), (1, 2), "OIOLOl")


def test_anything_else_is_false(card):
    good = card.cell(17) + card.cell(203)
    swapped = card.cell(203) + card.cell(17)
    for typed in ("", good[:5], good + good[-1], swapped, card.cell(17) * 2, good[:5] + "é", good[:5] + "U"):
        assert not grid.check(card, (17, 203), typed)
