"""Where two sequences are alike, whatever they are made of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import alike
from kb.text.alike import Effort, blocks, stretches
from kb.text.differences import rows

SOME = st.lists(st.sampled_from("abc"), max_size=30) | st.lists(st.sampled_from("abcdefghijkl"), max_size=12)


@given(SOME, SOME, st.sampled_from([0, 3, alike.MOST_PAIRS]))
def test_both_are_covered_and_what_is_called_alike_is(old, new, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "MOST_PAIRS", most)
        found = list(stretches(old, new))
    assert [each for _is, i, i_end, _j, _end in found for each in old[i:i_end]] == old
    assert [each for _is, _i, _end, j, j_end in found for each in new[j:j_end]] == new
    for is_alike, i, i_end, j, j_end in found:
        assert (old[i:i_end] == new[j:j_end]) is is_alike
    assert not any(one.is_alike == other.is_alike for one, other in pairwise(found))


def test_what_is_too_much_for_one_comparison_is_cut_at_what_stands_once_on_each_side(monkeypatch):
    monkeypatch.setattr(alike, "MOST_PAIRS", 0)
    assert blocks("xaaBaaCaay", "zaaBaaCaaw") == [(1, 1, 8)]
    assert len(blocks("aBcDa", "xDyBz")) == 1  # crossed: one of them stays
    assert blocks("xaay", "zaaw") == []


def test_no_comparison_is_larger_than_it_may_be(monkeypatch):
    """A pasted text of one long line: difflib alone would take minutes for its spaces."""
    asked = []
    monkeypatch.setattr(alike, "Matcher", lambda *given: asked.append(given[:2]) or Nothing())
    words = [f"word{n} and another" for n in range(7000)]
    changed = ["First", *words[:3500], "another and between", *words[3502:], "last"]
    rows(" ".join(words), " ".join(changed))
    assert max(alike._pairs(old, new) for old, new in asked) <= alike.MOST_PAIRS


class Nothing:
    def get_matching_blocks(self):
        return []


def test_what_is_left_when_the_effort_is_spent_counts_as_changed():
    lines = [" ".join(f"w{n % 7} {n % 5} {n % 3}" for n in range(start, start + 90)) for start in range(20)]
    old, new = "\n".join(lines), "\n".join(line[::-1] for line in lines)
    effort = Effort(5_000)
    found = list(stretches(old.split(" "), new.split(" "), effort))
    assert effort.left < 0
    assert [word for _is, i, end, _j, _k in found for word in old.split(" ")[i:end]] == old.split(" ")
    assert list(stretches(["a", "b", "c"], ["a", "x", "c"], Effort(0))) == [(False, 0, 3, 0, 3)]


def test_one_word_in_a_very_long_line_is_marked_alone():
    line = " ".join(f"word{n} and another" for n in range(7000))
    (row,) = rows(f"Old {line} old", f"New {line.replace('word5000 and', 'word5000 or')} new")
    assert [piece.text for piece in row.new.pieces if piece.changed] == ["New", "or", "new"]
