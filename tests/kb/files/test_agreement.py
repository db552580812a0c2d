import pytest

from kb.files.agreement import Agreements, Changed, who_changed


@pytest.mark.parametrize(
    ("file", "database", "agreed", "changed"),
    [
        ("a", "a", "a", Changed.NEITHER),
        ("b", "b", "a", Changed.NEITHER),
        ("a", "a", None, Changed.NEITHER),
        ("b", "a", "a", Changed.FILE),
        ("b", None, None, Changed.FILE),
        ("b", None, "a", Changed.FILE),
        ("a", "b", "a", Changed.DATABASE),
        (None, "b", None, Changed.DATABASE),
        ("b", "c", "a", Changed.BOTH),
        ("b", "c", None, Changed.BOTH),
    ],
)
def test_who_changed(file, database, agreed, changed):
    assert who_changed(file, database, agreed) is changed


@pytest.mark.django_db
def test_what_was_agreed_is_remembered_and_replaced():
    for digest in ("one", "two"):
        agreements = Agreements()
        agreements.record("articles/KB1/en.md", digest)
        agreements.save()
    assert Agreements().get("articles/KB1/en.md") == "two"
