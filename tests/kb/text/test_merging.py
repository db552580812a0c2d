"""Two people's changes to one text, put together."""

from hypothesis import given
from hypothesis import strategies as st

from kb.text.merging import merge, unresolved

BASE = "One\n\nThe quick brown fox jumps over the lazy dog.\n\nThree\n"


def test_changes_in_different_lines_are_both_kept():
    merged = merge(BASE, BASE.replace("One", "First"), BASE.replace("Three", "Third"))
    assert (merged.text, merged.overlaps) == (BASE.replace("One", "First").replace("Three", "Third"), 0)


def test_changes_of_different_words_of_a_line_are_both_kept():
    merged = merge(BASE, BASE.replace("quick", "slow"), BASE.replace("lazy", "busy"))
    assert (merged.text, merged.overlaps) == (BASE.replace("quick", "slow").replace("lazy", "busy"), 0)


def test_the_same_change_counts_once():
    changed = BASE.replace("quick", "slow")
    assert merge(BASE, changed, changed).text == changed


def test_where_both_changed_the_same_word_both_lines_stand_one_after_the_other():
    merged = merge(BASE, BASE.replace("quick", "slow"), BASE.replace("quick", "fast"), names=("yours", "Ann’s"))
    assert merged.overlaps == 1
    assert unresolved(merged.text)
    assert merged.text.split("\n")[2:7] == [
        "<<<<<<< yours",
        "The slow brown fox jumps over the lazy dog.",
        "=======",
        "The fast brown fox jumps over the lazy dog.",
        ">>>>>>> Ann’s",
    ]


def test_what_one_removed_and_the_other_changed_is_asked_about():
    merged = merge("a\nb\nc\n", "a\nc\n", "a\nB\nc\n")
    assert merged.overlaps == 1
    assert "B" in merged.text


def test_lines_added_at_different_ends_are_both_kept():
    assert merge("b\n", "a\nb\n", "b\nc\n").text == "a\nb\nc\n"


def test_texts_begun_by_two_people_at_once_are_both_there():
    merged = merge("", "mine\n", "theirs\n")
    assert merged.overlaps == 1
    assert {"mine", "theirs"} < set(merged.text.split("\n"))


def test_a_rule_of_equals_signs_is_no_open_question():
    assert unresolved("Title\n=======\n\ntext <<<<<<< here\n") is None


texts = st.lists(st.sampled_from(["a b c", "d e", "f", ""]), max_size=6).map(
    lambda lines: "".join(f"{x}\n" for x in lines)
)


@given(texts, texts)
def test_a_side_that_changed_nothing_gives_way_to_the_other(base, other):
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other


@given(texts, texts, texts)
def test_no_word_of_either_side_that_the_base_lacks_is_lost(base, ours, theirs):
    merged = merge(base, ours, theirs).text.split()
    assert {*ours.split(), *theirs.split()} - {*base.split()} <= {*merged}
