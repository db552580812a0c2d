"""Threads on a text: opened at a passage, answered, resolved, and whose turn it is."""

from datetime import date

import pytest
from django.db import IntegrityError

from kb.models import Comment, Thread
from kb.workflow import editions, numbers, threads
from kb.workflow.board import mine
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


def waiting(person):
    return [turn.last.text for turn in mine.work(load(date.today()), person).threads]


@pytest.mark.parametrize(
    "quote",
    [
        "Type your name.",
        "type  YOUR\nname",
        "Log in Type your name",  # an id and the signs of a list are between them
        "Login number 3422",  # the title
        "",
    ],
)
def test_it_begins_at_words_that_are_in_the_text_whatever_marks_are_between_them(english, anna, quote):
    thread = threads.begin(english, "Which name?", quote, by=anna)
    assert (thread.quote, thread.revision, thread.language) == (quote, english.head, "en")


@pytest.mark.parametrize("quote", ["Type your number", "ype your nam", "number 3422 What article"])
def test_words_that_are_not_there_are_refused(english, anna, quote):
    with pytest.raises(threads.NotThere):
        threads.begin(english, "Which one?", quote, by=anna)
    assert not Thread.objects.exists()


def test_a_passage_that_a_later_draft_lost_is_told(article, english, anna):
    threads.begin(english, "Which name?", "Type your name.", by=anna)
    threads.begin(english, "All of it?", by=anna)
    write(article, "en", body="Nothing to type.\n")
    talks = threads.of_text(editions.find(article, "en"), anna)
    assert [talk.is_there for talk in talks] == [False, True]


def test_the_open_ones_come_first_and_who_resolved_one_is_known(english, anna, rita):
    first, second = (threads.begin(english, text, by=anna) for text in ("One?", "Two?"))
    assert threads.resolve(first, by=rita) and not threads.resolve(first, by=anna)
    talks = threads.of_text(english, anna)
    assert [talk.thread for talk in talks] == [second, first]
    assert talks[1].thread.resolved_by_name == "rita"
    assert threads.count_open(english.article, "en") == 1
    assert threads.open_by_text([english.article_id]) == {(english.article_id, "en"): 1}


def test_an_answer_opens_a_resolved_one_again(english, anna, rita):
    thread = threads.begin(english, "One?", by=anna)
    threads.resolve(thread, by=rita)
    threads.reply(thread, "Not yet.", by=anna)
    assert threads.count_open(english.article, "en") == 1


def test_it_is_resolved_by_who_asked_or_answers_for_the_text(english, anna, fabien, rita):
    asked = threads.begin(english, "What does it mean?", by=fabien)
    may = {person.username: threads.of_text(english, person)[0].may_resolve for person in (anna, fabien, rita)}
    assert may == {"anna": True, "fabien": True, "rita": True}
    threads.begin(english, "And this?", by=rita)
    assert [talk.may_resolve for talk in threads.of_text(english, fabien)] == [True, False]
    assert asked.comments.get().author == fabien


def test_who_writes_no_language_does_not_discuss(anna, fabien, rita):
    assert [threads.may_discuss(each) for each in (anna, fabien, rita, member("tom", "Trainers"), None)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_who_is_named_finds_it_until_they_answer_or_it_is_resolved(english, anna, fabien, rita):
    thread = threads.begin(english, "Ask @fabien. Write to x@rita and @nobody", by=anna)
    assert waiting(fabien) == ["Ask @fabien. Write to x@rita and @nobody"]
    assert waiting(rita) == waiting(anna) == []
    threads.reply(thread, "It is the user name.", by=fabien)
    assert waiting(fabien) == [] and waiting(anna) == ["It is the user name."], "now it is her turn"
    threads.resolve(thread, by=anna)
    assert waiting(anna) == waiting(fabien) == []


def test_a_count_says_as_many_as_are_shown(english, anna, fabien):
    threads.begin(english, "Ask @fabien", by=anna)
    overview = load(date.today())
    assert mine.count(overview, fabien) == len(mine.work(overview, fabien)) == 1


@pytest.mark.parametrize("count", [2, 20])
def test_two_queries_for_any_number(anna, fabien, count, django_assert_num_queries):
    for number in range(1, count + 1):
        edition = editions.find(make_article(number, history=True), "en")
        threads.begin(edition, "Ask @fabien", by=anna)
    with django_assert_num_queries(2):
        assert len(threads.for_person(fabien)) == count


def test_what_was_said_is_not_changed(english, anna):
    comment = threads.begin(english, "One?", by=anna).comments.get()
    comment.text = "Two?"
    with pytest.raises((TypeError, IntegrityError)):
        comment.save()


def test_a_draft_that_is_deleted_takes_them_along(anna):
    article = make_article(12, languages=["en"], published=False, history=True)
    threads.begin(editions.find(article, "en"), "One?", by=anna)
    numbers.discard(article)
    assert not Thread.objects.exists() and not Comment.objects.exists()
