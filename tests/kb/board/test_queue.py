"""What the queue of texts in review tells of each: errors, the size of the change, how much it matters."""

from datetime import date

import pytest
from django.core.cache import cache

from kb.models import Significance, Stamp
from kb.workflow import editions, releasing
from kb.workflow.board import mine, queue
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.board.test_page import opened, words
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def submit(article, language, by, **changes):
    write(article, language, by=by, **changes)
    releasing.submit(editions.find(article, language), by=by)


def waiting(person, sort=""):
    return queue.measured(mine.work(load(date.today()), person).review, Stamp.current(), sort)


def test_the_size_counts_the_words_between_what_readers_see_and_the_draft(article, anna, rita):
    write(article, "en", by=anna, summary="What article 3422 tells you.")
    submit(article, "en", anna, title="Login number three")
    (text,) = waiting(rita)
    assert (text.added, text.removed, text.errors) == (3, 2, 0), "over both drafts: tells you / says, three / 3422"


def test_a_text_that_readers_do_not_have_counts_in_full(anna, rita):
    article = make_article(1, languages=["en"], published=False, history=True)
    releasing.submit(editions.find(article, "en"), by=anna)
    (text,) = waiting(rita)
    assert text.removed == 0 and text.added > 15


def test_the_heaviest_edit_that_readers_do_not_have_counts(article, anna, rita):
    publish(article, "en", title="Before", significance=Significance.MAJOR)
    write(article, "en", by=anna, title="More", significance=Significance.MEDIUM)
    submit(article, "en", anna, title="More!", significance=Significance.TYPO)
    assert [text.weight for text in waiting(rita)] == [Significance.MEDIUM]


def test_a_translation_has_no_weight(article, fabien, rita):
    submit(article, "fr", fabien, title="Un autre titre")
    assert [text.weight for text in waiting(rita)] == [None]


def test_an_error_that_came_after_it_was_submitted_is_counted(anna, rita):
    target, article = make_article(1, history=True), make_article(2, history=True)
    submit(article, "en", anna, body="See KB1#log-in.\n")
    assert waiting(rita)[0].errors == 0
    publish(target, "en", body="## Sign in {#sign-in}\n\nElsewhere.\n")
    assert waiting(rita)[0].errors == 1


def test_it_can_be_sorted_by_each(anna, rita):
    broken, long, heavy = (make_article(number, history=True) for number in (1, 2, 3))
    target = make_article(4, history=True)
    submit(broken, "en", anna, body="See KB4#log-in.\n", significance=Significance.TYPO)
    submit(long, "en", anna, body="word " * 200, significance=Significance.TYPO)
    submit(heavy, "en", anna, title="Hm", significance=Significance.MAJOR)
    publish(target, "en", body="## Sign in {#sign-in}\n\nElsewhere.\n")

    def first(sort):
        return waiting(rita, sort)[0].edition.article.number

    assert [first(sort) for sort in ("errors", "size", "weight", "since")] == [1, 2, 3, 1]
    assert [text.edition.article.number for text in waiting(rita, "nonsense")] == [1, 2, 3]


def test_the_page_shows_it_and_the_orders(article, anna, rita):
    submit(article, "en", anna, title="Login number three", significance=Significance.MAJOR)
    html = opened(rita, "mine/?sort=size")
    said = words(html)
    assert "no errors +1 −1 major" in said
    assert 'href="?sort=errors#review"' in html and 'href="?sort=size#review" aria-current="true"' in html
    assert "aucune erreur +1 −1 majeure" in words(opened(rita, "mine/", "fr"))


@pytest.mark.parametrize("count", [3, 12])
def test_once_looked_at_they_cost_one_query(anna, rita, count, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queue, "MOST", count)
    for number in range(1, count + 1):
        submit(make_article(number, history=True), "en", anna, title="Another title")
    review = mine.work(load(date.today()), rita).review
    stamp = Stamp.current()
    assert len(queue.measured(review, stamp)) == count
    with django_assert_num_queries(1):
        assert [text.errors for text in queue.measured(review, stamp)] == [0] * count


def test_one_look_does_not_look_at_all_of_many(anna, rita, monkeypatch):
    monkeypatch.setattr(queue, "MOST", 2)
    for number in (1, 2, 3):
        submit(make_article(number, history=True), "en", anna, title="Another title")
    assert [text.errors for text in waiting(rita)] == [0, 0, None]
    assert [text.errors for text in waiting(rita)] == [0, 0, 0]
