"""What editors learn of readers' searches, and what they can do about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.models import Article, AskedSearch, PinnedAnswer
from kb.search import log, pins
from kb.search.query import search

pytestmark = pytest.mark.usefixtures("library")


def terms():
    return set(AskedSearch.objects.values_list("terms", "number", "count"))


def test_a_search_and_what_was_opened_of_it_are_counted():
    log.asked("Card  lost", "en", whose="a")
    log.asked("card lost", "en", whose="b")
    log.opened("card lost", "en", 3422, whose="a")
    assert terms() == {("card lost", 0, 2), ("card lost", 3422, 1)}


def test_nothing_that_could_be_somebodys_own_is_kept():
    log.asked("my code 481203 to me@example.com was lost", "en", whose="a")
    log.asked("12345678", "en", whose="a")
    assert terms() == {("my code to was lost", 0, 1)}


def test_one_client_counts_only_so_often():
    for _ in range(20):
        log.asked("card", "en", whose="a")
    assert terms() == {("card", 0, log.SAME_A_DAY)}


def test_rows_stay_few_and_what_was_sought_just_now_stays(monkeypatch):
    monkeypatch.setattr(log, "MOST_ROWS", 3)
    for word in ("one", "two", "three", "four", "five"):
        log.asked(word, "en", whose=word)
    assert AskedSearch.objects.count() == 3
    assert AskedSearch.objects.filter(terms="five").exists()


def test_after_90_days_they_are_forgotten():
    log.asked("old", "en", whose="a")
    AskedSearch.objects.update(day=timezone.localdate() - timedelta(days=91))
    log.asked("new", "en", whose="a")
    assert log.forget() == 1
    assert terms() == {("new", 0, 1)}


def test_editors_see_what_nobody_opened_anything_of():
    for whose in "abc":
        log.asked("eSIM", "en", whose=whose)
    log.asked("card", "en", whose="a")
    log.opened("card", "en", 3422, whose="a")
    assert list(log.not_opened().values_list("language", "terms", "asked")) == [("en", "esim", 3)]


def test_a_pinned_answer_comes_first_however_the_words_are_put(numbers):
    PinnedAnswer.objects.create(
        language="en",
        terms="eSIM with card",
        key=pins.key("eSIM with card", "en"),
        article=Article.objects.get(number=975),
    )
    assert numbers(search("cards for the esim", "en").results)[0] == 975
    assert numbers(search("card", "en").results)[0] == 3422
    assert 975 not in numbers(search("eSIM carte", "fr").results)
