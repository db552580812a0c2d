from itertools import count, product
from string import ascii_lowercase

import pytest
from django.db import connection

from kb.models import FailedSearch
from kb.search import failures
from kb.search.failures import record, scrub
from tests.parallel import in_parallel

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
        record(text, "en", whose="reader")
    assert list(FailedSearch.objects.values_list("terms", "count")) == [("lost card", 3)]


def test_a_search_with_nothing_left_is_not_counted():
    record("481203", "en", whose="reader")
    assert not FailedSearch.objects.exists()


NONSENSE = ["".join(letters) for letters in product(ascii_lowercase, repeat=3)]


def terms() -> set[str]:
    return set(FailedSearch.objects.values_list("terms", flat=True))


def test_one_visitor_counts_only_so_much_a_day():
    for word in NONSENSE[: failures.SEARCHES_A_DAY + 50]:
        record(word, "en", whose="robot")
    assert FailedSearch.objects.count() == failures.SEARCHES_A_DAY
    record("lost card", "en", whose="reader")
    assert "lost card" in terms(), "somebody else’s words are counted all the same"


def test_one_visitor_makes_no_word_the_most_sought():
    for _ in range(failures.SAME_A_DAY + 20):
        record("nonsense", "en", whose="robot")
    for number in range(failures.SAME_A_DAY + 1):
        record("lost card", "en", whose=f"reader {number}")
    assert FailedSearch.objects.first().terms == "lost card"


@pytest.fixture
def ten_rows(monkeypatch):
    monkeypatch.setattr(failures, "MOST_TERMS", 10)


def test_a_flood_of_visitors_pushes_out_no_word_that_readers_look_for_often(ten_rows):
    for number in range(3):
        record("lost card", "en", whose=f"reader {number}")
    for number, word in enumerate(NONSENSE[:200]):
        record(word, "en", whose=f"robot {number // 50}")
    assert FailedSearch.objects.count() == 10 and "lost card" in terms()


def test_a_new_word_is_taken_however_full_it_is_and_the_oldest_of_the_least_goes(ten_rows):
    for word, times in [("once", 1), ("later", 1), *((word, 2) for word in NONSENSE[:8])]:
        for number in range(times):
            record(word, "en", whose=f"reader {number}")
    record("new", "en", whose="reader")
    assert {"new", "later"} <= terms() and "once" not in terms()
    FailedSearch.objects.filter(count=1).update(count=7)
    record("newer", "en", whose="reader")
    assert "newer" in terms(), "also where every other word was sought more often"


def test_fifty_at_once_are_counted_in_one_row(real_database):
    readers = count()
    in_parallel(50, lambda: record("lost card", "en", whose=f"reader {next(readers)}"))
    assert list(FailedSearch.objects.values_list("terms", "count")) == [("lost card", 50)]


@pytest.mark.sqlite
def test_a_flood_of_nonsense_leaves_the_file_as_large_as_its_rows(real_database, monkeypatch):
    monkeypatch.setattr(failures, "MOST_TERMS", 100)
    before = file_bytes()
    for number, word in enumerate(NONSENSE[:1000]):
        record(f"{word} " * 30, "en", whose=f"robot {number // 100}")
    counters = 1000 * 250  # of a day, for each thing that a client was counted for
    assert FailedSearch.objects.count() == 100
    assert file_bytes() - before < 100 * 1000 + counters


def file_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]
