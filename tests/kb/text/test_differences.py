"""What changed, line by line and word by word."""

from kb.text.differences import rows

OLD = "Type your name.\nPress OK.\nWait.\n"


def told(row):
    return row.kind, "".join(p.text for p in row.old.pieces) if row.old else None, row.new and row.new.number


def test_like_texts_have_no_difference():
    assert rows(OLD, OLD) == []


def test_within_a_changed_line_only_the_changed_words_are_marked():
    (row,) = (row for row in rows(OLD, OLD.replace("your name", "your user name")) if row.kind == "changed")
    assert [piece.text for piece in row.new.pieces if piece.changed] == ["user "]
    assert not any(piece.changed for piece in row.old.pieces)


def test_added_and_removed_lines_have_one_side():
    kinds = [row.kind for row in rows(OLD, "Type your name.\nWait.\nLog in.\n")]
    assert kinds == ["same", "removed", "same", "added"]


def test_lines_are_numbered_on_each_side():
    last = rows(OLD, "New.\n" + OLD)[-1]
    assert (last.old.number, last.new.number) == (3, 4)


def test_what_lies_far_from_a_change_is_left_out_and_counted():
    old = "".join(f"line {n}\n" for n in range(20))
    found = rows(old, old.replace("line 10\n", "line ten\n"))
    assert [row.left_out for row in found if row.kind == "gap"] == [7, 6]
    assert sum(row.left_out or 1 for row in found) == 20
    assert len(rows(old, old.replace("line 10\n", "line ten\n"), around=None)) == 20
