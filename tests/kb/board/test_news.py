"""What others did with texts that a person has worked on, until they say that they have read it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kb.workflow import assignments, editions, releasing
from kb.workflow.board import news
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
MINE = "/{}/admin/kb/article/board/mine/"


def unread(person, now=None):
    found = news.unread(person, now or timezone.now())
    return [(deed.article.number, deed.language, deed.who, deed.action or deed.revision) for deed in found]


def test_what_others_saved_and_decided_since_ones_own_words_is_told_the_newest_first(article, anna, rita):
    write(article, "en", by=rita, title="Before anna")
    write(article, "en", by=anna, title="By anna")
    releasing.submit(editions.find(article, "en"), by=anna)
    assert unread(anna) == [] and unread(rita) == [
        (3422, "en", "anna", "submitted for review"),
        (3422, "en", "anna", 3),
    ]
    publish(article, "en", by=rita, title="By rita")
    assert unread(anna) == [(3422, "en", "rita", "published"), (3422, "en", "rita", 4)]


def test_other_texts_and_what_waits_in_another_list_are_no_news(article, anna, fabien, rita):
    write(article, "en", by=anna, title="By anna")
    write(article, "fr", by=fabien, title="De fabien")
    assignments.assign(article, "en", anna, None, by=rita)
    write(make_article(1, history=True), "en", by=rita, title="Not anna's")
    assert unread(anna) == [] and unread(fabien) == []


def test_the_end_of_an_article_concerns_all_its_texts(article, fabien, rita):
    write(article, "fr", by=fabien, title="De fabien")
    releasing.archive(article, by=rita)
    assert unread(fabien) == [(3422, "", "rita", "archived")]


def test_what_the_site_did_by_itself_is_told_too(article, anna, rita):
    write(article, "en", by=anna, title="By anna")
    now = timezone.now()
    releasing.schedule(editions.find(article, "en"), publish_at=now + timedelta(hours=1), expire_at=None, by=rita)
    releasing.publish_due(now + timedelta(hours=2))
    assert unread(anna)[0][1:] == ("en", "", "published")


def test_what_is_older_than_two_weeks_is_no_news_at_first(article, anna, rita):
    write(article, "en", by=anna, title="By anna")
    write(article, "en", by=rita, title="By rita")
    assert unread(anna) and not unread(anna, timezone.now() + timedelta(days=15))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_on_ones_board_until_one_has_read_it(article, anna, rita, language):
    write(article, "en", by=anna, title="By anna")
    releasing.submit(editions.find(article, "en"), by=anna)
    releasing.send_back(editions.find(article, "en"), by=rita, note="Say <which>.")
    client = Client()
    client.force_login(anna)
    board = client.get(f"/{language}/admin/").content.decode()
    assert re.search({"en": "news", "fr": "nouveautés"}[language] + r" <strong>1<", board)
    page = client.get(MINE.format(language)).content.decode()
    section = page[page.index('<h2 id="news">') :]
    assert {"en": "returned to its author", "fr": "renvoyé"}[language] in section and "Say &lt;which&gt;." in section
    until = re.search(r'name="until" value="([^"]+)"', section)[1]
    write(article, "en", by=rita, title="While anna was reading")
    assert client.post(f"/{language}/admin/kb/article/board/news/read/", {"until": until}).status_code == 302
    assert unread(anna) == [(3422, "en", "rita", 3)], "what came meanwhile is not lost"


@pytest.mark.parametrize("until", ["", "soon", "2026-13-45T99:99:99Z", "2026-11-24T10:00:00"])
def test_a_moment_that_makes_no_sense_marks_nothing(article, anna, rita, until):
    write(article, "en", by=anna, title="By anna")
    write(article, "en", by=rita, title="By rita")
    client = Client()
    client.force_login(anna)
    assert client.post("/en/admin/kb/article/board/news/read/", {"until": until}).status_code == 302
    assert len(unread(anna)) == 1


def test_a_moment_to_come_hides_nothing_to_come(article, anna, rita):
    write(article, "en", by=anna, title="By anna")
    client = Client()
    client.force_login(anna)
    client.post("/en/admin/kb/article/board/news/read/", {"until": "2999-01-01T00:00:00Z"})
    write(article, "en", by=rita, title="By rita")
    assert len(unread(anna)) == 1


def test_so_many_at_most_and_five_queries_for_any_number(article, anna, rita, django_assert_num_queries):
    write(article, "en", by=anna, title="By anna")
    for number in range(news.MOST + 1):
        write(article, "en", by=rita, title=f"By rita {number}")
    with django_assert_num_queries(5):
        assert len(news.unread(anna, timezone.now())) == news.MOST
