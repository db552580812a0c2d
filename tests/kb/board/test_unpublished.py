"""Facts and pictures that readers do not see yet are on the board, and in the work of who may publish them."""

from datetime import date

import pytest
from django.test import Client

from kb.admin.notices.digest import parts
from kb.images import store
from kb.workflow import editions, facts, releasing
from kb.workflow.board import mine
from kb.workflow.board.grid import Standing, grid
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.images.test_pictures import BODY, picture
from tests.kb.workflow.desk import write
from tests.kb.workflow.test_facts import save

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keep(colour="red", language="en", key="login-screen"):
    return store.keep(content=picture(colour=colour), name="a.png", key=key, language=language, alt=colour)


@pytest.fixture
def shown(db):
    """Both languages show the same picture, which is there in English alone."""
    keep()
    return make_article(3422, body_en=BODY, body_fr=BODY, history=True)


def standings():
    rows = grid(load(date.today())).rows
    return {(row.article.number, cell.language): set(cell.standings) for row in rows for cell in row.cells}


def waits_for(person):
    overview = load(date.today())
    work = mine.work(overview, person)
    assert mine.count(overview, person) == len(work)
    return [each.article.number for each in work.facts], [
        (text.article.number, text.language) for text in work.pictures
    ]


def test_nothing_waits_where_readers_see_the_newest(shown, rita):
    assert waits_for(rita) == ([], [])
    assert not {Standing.FACTS, Standing.PICTURES} & set.union(*standings().values())


def test_facts_wait_at_the_source_for_who_may_publish_it_and_for_their_author(article, anna, fabien, rita):
    save(article, fabien, needed=7)
    assert Standing.FACTS in standings()[3422, "en"] and Standing.FACTS not in standings()[3422, "fr"]
    assert [waits_for(person)[0] for person in (anna, fabien, rita)] == [[], [3422], [3422]]
    facts.publish(article, by=rita)
    assert waits_for(rita) == waits_for(fabien) == ([], [])


def test_facts_of_an_article_without_readers_come_with_its_first_text(rita):
    article = make_article(9001, published=False, history=True)
    save(article, rita, needed=7)
    assert waits_for(rita)[0] == []


def test_a_newer_picture_waits_in_each_text_that_shows_the_older_one(shown, anna, rita):
    keep("blue")
    assert waits_for(rita)[1] == [(3422, "en"), (3422, "fr")] and waits_for(anna)[1] == []
    assert standings()[3422, "fr"] == {Standing.PUBLISHED, Standing.PICTURES}
    releasing.publish(editions.find(shown, "en"), by=rita)
    assert waits_for(rita)[1] == [(3422, "fr")]


def test_a_first_variant_in_another_language_waits_there_alone(shown, rita):
    keep("blue", "fr")
    assert waits_for(rita)[1] == [(3422, "fr")]


def test_with_a_newer_draft_the_pictures_come_with_it(shown, anna, rita):
    keep("blue")
    write(shown, "en", by=anna, title="Two")
    assert waits_for(rita)[1] == [(3422, "fr")]
    assert standings()[3422, "en"] == {Standing.DRAFT, Standing.PUBLISHED}


def test_what_is_told_is_what_publishing_would_change(shown):
    keep("green", key="other-screen")
    keep("blue")
    texts = [editions.find(shown, code) for code in ("en", "fr")]
    told = load(date.today()).pictures
    assert {(shown.pk, text.language) for text in texts if releasing.pictures(text)} == told


@pytest.mark.parametrize(
    ("interface", "told"),
    [("en", ["Facts to publish", "Pictures to publish"]), ("fr", ["Données à publier", "Images à publier"])],
)
def test_the_pages_say_it(shown, rita, interface, told):
    keep("blue")
    save(shown, rita, needed=7)
    client = Client()
    client.force_login(rita)
    page = client.get(f"/{interface}/admin/kb/article/board/mine/").content.decode()
    assert all(f">{words}</h2>" in page for words in told)
    assert f"/{interface}/admin/kb/article/{shown.pk}/facts/" in page
    board = client.get(f"/{interface}/admin/kb/article/board/?standing=pictures").content.decode()
    assert "is-pictures" in board and "KB3422" in board


def test_the_letter_says_it_too(shown, rita):
    keep("blue")
    save(shown, rita, needed=7)
    found = {part.title: len(part.lines) for part in parts(mine.work(load(date.today()), rita))}
    assert found == {"Facts to publish": 1, "Pictures to publish": 2}
