"""My work: what waits for the person who looks."""

from datetime import date

import pytest

from kb.models import Significance
from kb.workflow import drafts, editions, releasing
from kb.workflow.board import mine
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db


def work(person):
    return mine.work(load(date.today()), person)


def texts(listed):
    return [(text.article.number, text.language) for text in listed]


def test_a_draft_waits_for_who_saved_it_last_until_it_is_published(article, anna, rita):
    write(article, "en", by=anna, title="Another title")
    assert texts(work(anna).drafts) == [(3422, "en")]
    assert len(work(rita)) == 0
    publish(article, "en", by=rita)
    assert len(work(anna)) == 0


def test_what_came_back_says_by_whom_and_why_until_it_is_saved_anew(article, anna, rita):
    write(article, "en", by=anna, title="Another title")
    releasing.submit(editions.find(article, "en"), by=anna)
    releasing.send_back(editions.find(article, "en"), by=rita, note="Say which button.")
    found = work(anna)
    assert [(text.language, entry.note, entry.by_name) for text, entry in found.returned] == [
        ("en", "Say which button.", "rita")
    ]
    assert not found.drafts
    releasing.submit(editions.find(article, "en"), by=anna)
    assert not work(anna).returned and texts(work(anna).drafts) == [(3422, "en")]
    releasing.send_back(editions.find(article, "en"), by=rita, note="Still not.")
    assert [entry.note for _text, entry in work(anna).returned] == ["Still not."]
    write(article, "en", by=anna, title="A better title")
    assert not work(anna).returned and texts(work(anna).drafts) == [(3422, "en")]


def test_what_is_in_review_waits_for_who_may_publish_that_language(article, anna, fabien, rita):
    write(article, "en", by=anna, title="Another title")
    releasing.submit(editions.find(article, "en"), by=anna)
    assert [(each.edition.article.number, each.edition.language) for each in work(rita).review] == [(3422, "en")]
    assert not work(anna).review and not work(fabien).review


def test_stale_texts_wait_for_who_may_edit_their_language(article, anna, fabien, rita):
    step(article, "en", "Confirm.", "Tap it.", Significance.MAJOR, by=anna)
    for person in (fabien, rita):
        assert [(text.language, behind.level) for text, behind in work(person).stale] == [("fr", Significance.MAJOR)]
    assert not work(anna).stale


def test_a_typo_waits_for_nobody(article, fabien):
    step(article, "en", "Confirm.", "Tap it.", Significance.TYPO)
    assert len(work(fabien)) == 0


def test_a_stale_text_that_one_is_writing_is_listed_once(article, fabien):
    step(article, "en", "Confirm.", "Tap it.", Significance.MEDIUM)
    write(article, "fr", by=fabien, title="Un autre titre")
    found = work(fabien)
    assert texts(found.drafts) == [(3422, "fr")] and not found.stale


def test_a_translation_that_nobody_has_begun_waits_for_who_may_write_it(article, anna, fabien):
    missing = make_article(1, languages=["en"], history=True)
    make_article(2, languages=["fr"], source="fr", history=True)
    found = work(fabien).missing
    assert [(each.number, language) for each, language in found] == [(1, "fr")]
    assert [(each.number, language) for each, language in work(anna).missing] == [(2, "en")]
    assert mine.count(load(date.today()), fabien) == len(work(fabien)) == 1
    drafts.save(missing, "fr", drafts.Draft("Un titre", "un-titre"), based_on=None, by=fabien)
    assert not work(fabien).missing


def test_what_readers_do_not_have_in_the_source_language_is_not_to_be_translated_yet(fabien):
    article = make_article(1, languages=["en"], history=True)
    releasing.unpublish(editions.find(article, "en"))
    assert not work(fabien).missing


@pytest.mark.parametrize("count", [5, 25])
def test_two_queries_for_any_number_of_articles(anna, rita, django_assert_num_queries, count):
    for number in range(1, count + 1):
        article = make_article(number, history=True)
        write(article, "en", by=anna, title=f"Title {number}")
        releasing.submit(editions.find(article, "en"), by=anna)
        if number % 2:
            releasing.send_back(editions.find(article, "en"), by=rita, note="Not yet.")
    overview = load(date.today())
    anna.has_perm("kb.edit_en")  # asks for the rights, once for a request
    with django_assert_num_queries(2):
        assert len(mine.work(overview, anna)) == count
