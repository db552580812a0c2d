"""The board in the admin: who sees it, what it shows, where it leads."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kb.admin.board.panels import PANELS, Look
from kb.models import FailedSearch, ReadCount, Significance, Vote
from kb.search import failures, log
from kb.workflow import assignments, editions, releasing
from kb.workflow.board import queue, wording
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db
BOARD = "/en/admin/kb/article/board/"
KEYS = [panel.key for panel in PANELS]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def opened(person, path="", language="en"):
    client = Client()
    client.force_login(person)
    response = client.get(BOARD.replace("/en/", f"/{language}/") + path)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """What is on the page itself, without the admin's frame."""
    main = html[html.index('<div id="content-main">') : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def cells(html: str, number: int) -> list[str]:
    row = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if f"KB{number}</a>" in row)
    return re.findall(r"<td>(.*?)</td>", row, re.DOTALL)


def test_it_is_for_staff_who_may_see_articles(article, client):
    assert client.get(BOARD).status_code == 302
    nobody = member("nobody")
    client.force_login(nobody)
    assert client.get(BOARD).status_code == 403
    assert opened(member("tom", "Trainers"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", ["", *(f"{key}/" for key in KEYS)])
def test_every_part_has_a_page_in_both_languages_and_says_something_when_it_is_empty(anna, key, language):
    html = opened(anna, key, language)
    assert len(re.search(r'class="board-empty">(.*?)</p>', html, re.DOTALL)[1]) > 20
    assert html.count('aria-current="page"') == 1


def test_there_is_no_other_part(anna, client):
    client.force_login(anna)
    assert client.get(f"{BOARD}other/").status_code == 404


def test_the_admin_leads_to_it(anna, article, client):
    client.force_login(anna)
    for path in ("/en/admin/tables/", "/en/admin/kb/article/", f"{BOARD}mine/"):
        assert 'href="/en/admin/"' in client.get(path).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_the_first_page_and_the_tables_are_a_link_away(article, anna, client, language):
    client.force_login(anna)
    html = client.get(f"/{language}/admin/").content.decode()
    assert 'class="board-table board-stack board-texts"' in html and "KB3422</a>" in html
    tables = client.get(f"/{language}/admin/tables/").content.decode()
    assert f'href="/{language}/admin/tables/"' in html and f'href="/{language}/admin/kb/article/"' in tables


def test_who_may_see_no_articles_begins_with_their_tables(client):
    client.force_login(member("nobody"))
    response = client.get("/en/admin/")
    assert response.status_code == 200 and "board-table" not in response.content.decode()


def test_what_waits_is_told_above_the_articles_and_each_kind_leads_to_its_list(article, anna, rita):
    assert "Waiting for you nothing at present" in words(opened(anna))
    write(article, "en", by=anna, title="Another title")
    releasing.submit(editions.find(article, "en"), by=anna)
    html = opened(rita)
    assert "Waiting for you to review 1" in words(html)
    assert f'href="{BOARD}mine/#review"' in html and 'id="review"' in opened(rita, "mine/")
    releasing.send_back(editions.find(article, "en"), by=rita)
    assert "Waiting for you returned to you 1" in words(opened(anna))


def test_a_cell_says_its_state_in_words_and_leads_to_the_text(article, anna, fabien):
    step(article, "en", "Confirm.", "Tap it.", Significance.MAJOR, by=anna)
    html = opened(fabien)
    english, french = cells(html, 3422)
    assert "stale: major change" in french and "published" in french
    form = reverse("admin:kb_article_change", args=[article.pk])
    assert f'href="{form}#fr"' in french
    assert f'href="{form}#en"' not in english.partition("board-below")[0]  # read only for Fabien
    assert "French</th>" in html and 'English <span class="board-quiet">(read only)' in html


def test_who_may_only_look_is_led_to_no_form(article):
    html = opened(member("tom", "Trainers"))
    assert html.count("(read only)") == 2
    assert not any("#" in cell.partition("board-below")[0] for cell in cells(html, 3422))


def test_filters_stand_in_the_address_and_counts_lead_to_them(article, anna):
    make_article(2, languages=["en"], history=True)
    write(article, "en", by=anna, title="Another title")
    html = opened(anna, "?language=en&whose=saved")
    assert "KB3422</a>" in html and "KB2</a>" not in html
    assert 'href="?standing=draft&amp;language=en&amp;whose=saved"' in html
    shown = opened(anna, "?standing=missing")
    assert "KB2</a>" in shown and "KB3422</a>" not in shown
    assert "No article matches" in opened(anna, "?standing=review")


def test_a_filter_that_makes_no_sense_is_told_and_hides_nothing(article, anna):
    html = opened(anna, "?standing=lost&language=tlh")
    assert html.count("errorlist") == 2 and "KB3422</a>" in html


def test_a_search_stays_in_the_address_with_the_filters_and_says_where_the_words_are(article, anna):
    make_article(2, body_fr="Le <b>Yubikey</b> attend.\n", history=True)
    html = opened(anna, "?q=yubikey&language=fr")
    assert "KB2</a>" in html and "KB3422</a>" not in html
    assert re.search(r"in French: .*Le &lt;b&gt; ?Yubikey ?&lt;/b&gt; attend", words(html))
    assert 'href="?q=yubikey&amp;standing=published&amp;language=fr"' in html
    assert "No article contains “nowhere”" in words(opened(anna, "?q=nowhere"))
    assert "KB2</a>" in opened(anna, f"?q={'x' * 500}"), "a search that is too long hides nothing"


def test_the_grid_comes_in_pages_of_fifty(anna):
    for number in range(1, 62):
        make_article(number, history=True)
    first, last = opened(anna), opened(anna, "?page=2&language=en")
    assert (first.count('<th scope="row">'), last.count('<th scope="row">')) == (50, 11)
    assert "rows 1 to 50" in words(first) and "rows 51 to 61" in words(last)
    assert 'href="?page=2"' in first and 'href="?page=1&amp;language=en"' in last
    assert opened(anna, "?page=99").count('<th scope="row">') == 11, "a page that is not there is the last one"


def test_my_work_tells_why_a_text_came_back(article, anna, rita):
    write(article, "en", by=anna, title="Another title")
    releasing.submit(editions.find(article, "en"), by=anna)
    assert "For you to review" in words(opened(rita, "mine/"))
    releasing.send_back(editions.find(article, "en"), by=rita, note="Say <which> button.")
    html = opened(anna, "mine/")
    assert escape("Say <which> button.") in html and "returned by rita" in words(html)


def test_searches_in_vain_say_what_another_language_has(anna):
    for text, times, elsewhere in (("face id", 2, True), ("esim", 3, False)):
        for _ in range(times):
            failures.record(text, "en", whose="reader", elsewhere=elsewhere)
    said = words(opened(anna, "searches/"))
    assert said.index("esim") < said.index("face id")
    assert re.search(r"esim English 3 .* found nowhere .* face id English 2 .* found in another language", said)


def test_who_may_not_see_searches_sees_none(anna):
    FailedSearch.objects.create(language="en", terms="esim")
    looker = member("looker")
    looker.user_permissions.set(anna.groups.get().permissions.filter(codename="view_article"))
    said = words(opened(looker, "searches/"))
    assert "esim" not in said and "Searches without results 0" in said and "You may not see" in said


def test_articles_whose_review_date_has_passed_come_up_the_longest_due_first(anna):
    today = timezone.now().date()
    for number, days in ((1, 1), (2, 30), (3, 0), (4, -1)):
        article = make_article(number, history=True)
        article.review_on = today - timedelta(days=days)
        article.save()
    releasing.archive(make_article(5, history=True))
    html = opened(anna, "review/")
    assert re.findall(r">KB(\d)</a>", html) == ["2", "1", "3"]
    assert "To be checked again 3" in words(html)


def test_a_text_with_several_faults_is_named_once(anna):
    make_article(1, languages=["en"], body_en="See KB7777 and KB8888.", references=[9998, 9999], history=True)
    html = opened(anna, "broken/")
    assert html.count(">KB1</a>") == 1
    listed = ["English", "There is no article KB7777.", "There is no article KB8888."]
    listed += ["in every language", "There is no article KB9998.", "There is no article KB9999."]
    assert " ".join(listed) in words(html)


def full_board(count, anna):
    """Every part has something; each of its articles reads and is read, is behind, has votes and a dead link."""
    for number in range(1, count + 1):
        article = make_article(number, references=[9999, number % count + 1], history=True)
        article.review_on = timezone.now().date()
        article.save()
        step(article, "en", "Confirm.", "Tap it.", Significance.MEDIUM, by=anna)
        publish(article, "fr", title="Un autre titre")
        write(article, "en", by=anna, title="Another title")
        ReadCount.objects.create(number=number, language="en", day=timezone.now().date(), count=number)
        Vote.objects.create(article=article, language="en", digest="", reader=str(number), helpful=number % 2)
        Vote.objects.create(article=article, language="en", digest="", reader=f"{number}b", helpful=False)
        letter = "abcdefghijklmnopqrstuvwxyz"[number]
        failures.record(f"nothing {letter}", "en", whose="reader")
        log.asked(f"unopened {letter}", "en", whose="reader")


def test_a_part_says_as_many_as_it_shows(article, anna):
    full_board(3, anna)
    article.tags.set([])
    Vote.objects.create(article=article, language="fr", digest="", reader="r", helpful=True)
    releasing.archive(article)
    look = Look.now(anna, timezone.now().date())
    counts = {panel.key: panel.count(look) for panel in PANELS}
    assert counts == {panel.key: len(panel.load(look)) for panel in PANELS}
    assert counts == {"mine": 3, "votes": 3, "searches": 3, "unopened": 3, "broken": 3, "wording": 0, "review": 3}


def test_what_is_counted_is_counted_anew_when_readers_see_something_else(article, anna):
    assert "Broken links and steps 0" in words(opened(anna))
    make_article(1, references=[9999], history=True)
    assert "Broken links and steps 1" in words(opened(anna))


QUERIES = {
    "": 32,
    "mine": 28,
    "votes": 25,
    "searches": 26,
    "unopened": 26,
    "broken": 26,
}  # the others: who looks 5, the texts 11, counts 6, news 4; searches: their counts, what was done; the grid offers people, categories, tags and saved filters


@pytest.mark.parametrize("count", [5, 25])
def test_its_queries_are_few_and_as_many_for_any_number_of_articles(
    anna, count, client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(wording, "FEW", 100)
    full_board(count, anna)
    client.force_login(anna)
    client.get(BOARD)  # compares the words of new revisions and follows their links, once
    for key in ("", *KEYS):
        with django_assert_num_queries(QUERIES.get(key, 23), info=key):
            assert client.get(f"{BOARD}{key}/" if key else BOARD).status_code == 200


def test_pages_ask_the_same_for_any_number_of_articles_in_any_state(article, anna, rita, client, monkeypatch):
    """The grid, a filter, a search, My work, the list, the form; the bulk page for the same selection."""
    monkeypatch.setattr(queue, "MOST", 100)
    monkeypatch.setattr(wording, "FEW", 100)
    places = ["/en/admin/", "/en/admin/?standing=review", "/en/admin/?q=confirm", f"{BOARD}mine/"]
    places += [f"/en/admin/kb/article/{article.pk}/change/", "/en/admin/kb/article/?q=confirm"]
    client.force_login(rita)

    def everywhere():
        yield from (partial(client.get, place) for place in places)
        yield partial(client.post, f"{BOARD}bulk/", {"chosen": [article.pk], "deed": "publish", "language": "en"})

    def queries():
        counts = []
        for look in everywhere():
            look()  # what is looked at once is kept
            with CaptureQueriesContext(connection) as asked:
                assert look().status_code == 200
            counts.append(len(asked))
        return counts

    in_each_state(anna, rita, range(1, 7))
    few = queries()
    in_each_state(anna, rita, range(7, 31))
    assert queries() == few


def in_each_state(anna, rita, numbers):
    """Six, one after the other: published, behind, in review, without a translation, given to somebody, returned."""
    for number in numbers:
        article = make_article(number, languages=["en"] if number % 6 == 3 else ["en", "fr"], history=True)
        if number % 6 == 1:
            step(article, "en", "Confirm.", "Tap it.", Significance.MAJOR, by=anna)
        if number % 6 in (2, 5):
            write(article, "en", by=anna, title="Another title")
            releasing.submit(editions.find(article, "en"), by=anna)
        if number % 6 == 5:
            releasing.send_back(editions.find(article, "en"), by=rita)
        if number % 6 == 4:
            assignments.assign(article, "fr", rita, None, by=anna)
