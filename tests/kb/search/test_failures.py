import pytest

from kb.models import FailedSearch
from kb.search.failures import record, scrub

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("My Code 481203", "my code"),
        ("mail bob@example.org now", "mail now"),
        ("https://example.org/x login", "login"),
        ("U1234567", ""),
        ("carte perdue", "carte perdue"),
    ],
)
def test_nothing_that_could_be_somebodys_own_is_kept(typed, kept):
    assert scrub(typed) == kept


def test_the_same_words_are_counted_not_listed():
    for text in ("Lost Card", "lost card 12", "lost  card"):
        record(text, "en")
    assert list(FailedSearch.objects.values_list("terms", "count")) == [("lost card", 3)]


def test_a_search_with_nothing_left_is_not_counted():
    record("481203", "en")
    assert not FailedSearch.objects.exists()
