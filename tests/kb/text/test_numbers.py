import pytest

from kb.text.numbers import is_local, parse_number


@pytest.mark.parametrize(
    "text", ["1131", "KB1131", "kb1131", "KB-1131", "kb 1131", " KB\u00a01131 ", "IBKB 1131", "kb_1131"]
)
def test_an_article_number_is_understood_however_it_is_written(text):
    assert parse_number(text) == 1131


@pytest.mark.parametrize("text", ["", "KB", "KB1131x", "1131 1132", "١١٣١", "12345678", "card", "-1131"])
def test_anything_else_is_no_number(text):
    assert parse_number(text) is None


def test_numbers_from_9000_to_9999_are_the_sites_own():
    assert [is_local(n) for n in (8999, 9000, 9999, 10_000)] == [False, True, True, False]
