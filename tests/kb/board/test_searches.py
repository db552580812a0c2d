"""From a search without an answer to what answers it; what is dealt with waits no longer, until readers make it again."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kb.files.lists import history
from kb.files.lists.kinds import BY_KEY
from kb.models import Article, AskedSearch, DealtSearch, FailedSearch, PinnedAnswer, Rules
from kb.search import failures, log
from kb.workflow.board import searches
from kb.workflow.board.searches import How, Show
from tests.kb.desk.test_form import Desk

pytestmark = pytest.mark.django_db
BOARD = "/en/admin/kb/article/board/"
DEAL = f"{BOARD}searches/deal/"
WORDS = "parrot says no"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def sought(terms=WORDS, language="en", days_ago=0):
    """Without a result: it is in both lists."""
    failures.record(terms, language, whose=f"{terms} {days_ago}")
    log.asked(terms, language, whose=f"{terms} {days_ago}")
    then = timezone.now() - timedelta(days=days_ago)
    FailedSearch.objects.filter(terms=terms).update(last_at=then)
    AskedSearch.objects.filter(terms=terms, day=timezone.localdate()).update(day=then.date())


def waiting():
    return searches.count_failed(), searches.count_unopened()


def links(client, key="searches"):
    page = client.get(f"{BOARD}{key}/").content.decode()
    found = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]]
    return {urlsplit(each).path.removeprefix("/en/admin/kb/"): each for each in found if "terms=" in each}


@pytest.mark.parametrize("key", ["searches", "unopened"])
def test_each_row_leads_to_a_question_a_pin_and_an_article_with_its_words(rita, article, key):
    sought()
    found = links(signed_in(rita), key)
    assert set(found) == {"askedsearch/question/", "askedsearch/synonym/", "pinnedanswer/add/", "article/add/"}
    asked = {name: values[0] for name, values in parse_qs(urlsplit(found["article/add/"]).query).items()}
    assert asked["title_en"] == "Parrot says no" and asked["source_language"] == "en"
    form = signed_in(rita).get(found["article/add/"]).context["adminform"].form
    assert form["title_en"].value() == "Parrot says no" and form["source_language"].value() == "en"


def test_what_one_may_not_do_is_not_offered(anna, fabien, article):
    sought()
    assert set(links(signed_in(anna))) == {"askedsearch/question/", "article/add/"}  # she publishes nothing
    page = signed_in(fabien).get(f"{BOARD}searches/").content.decode()
    assert WORDS in page and links(signed_in(fabien)) == {} and 'name="deal"' not in page


def test_dealt_with_it_waits_in_neither_list_and_says_who_and_when(anna, article):
    sought()
    client = signed_in(anna)
    assert waiting() == (1, 1)
    answer = client.post(DEAL, {"deal": f"en:{WORDS}", "list": "unopened"}, follow=True)
    assert answer.redirect_chain == [(f"{BOARD}unopened/", 302)] and "marked as dealt with" in answer.content.decode()
    assert waiting() == (0, 0)
    page = client.get(f"{BOARD}searches/?show=dealt").content.decode()
    assert "nothing to do, anna, " in " ".join(page.split())
    assert client.get(f"{BOARD}searches/").content.decode().count(WORDS) == 0
    counts = client.get(f"{BOARD}searches/").context["content"].counts
    assert counts == {Show.OPEN: 0, Show.DEALT: 1, Show.ALL: 1}


def test_undone_it_waits_again(anna, article):
    sought()
    client = signed_in(anna)
    client.post(DEAL, {"deal": f"en:{WORDS}"})
    answer = client.post(DEAL, {"undo": f"en:{WORDS}", "show": "dealt", "language": "en"})
    assert answer.url == f"{BOARD}searches/?show=dealt&language=en"
    assert waiting() == (1, 1) and not DealtSearch.objects.exists()


def test_it_comes_back_when_readers_make_it_again_in_vain(anna, article):
    sought(days_ago=3)
    searches.deal(WORDS, "en", by=anna)
    DealtSearch.objects.update(at=timezone.now() - timedelta(days=2), on=timezone.localdate() - timedelta(days=2))
    assert waiting() == (0, 0)
    failures.record(WORDS, "en", whose="another")
    log.asked(WORDS, "en", whose="another")
    assert waiting() == (1, 1)
    page = " ".join(signed_in(anna).get(f"{BOARD}searches/").content.decode().split())
    assert "searched for again since" in page and 'name="deal"' in page
    searches.deal(WORDS, "en", by=anna)
    assert waiting() == (0, 0)


def test_one_language_can_be_shown_and_the_counts_are_its_own(anna, article):
    sought()
    sought("perroquet", "fr")
    shown = signed_in(anna).get(f"{BOARD}searches/?language=fr").context["content"]
    assert [row.terms for row in shown.rows] == ["perroquet"]
    assert shown.counts[Show.OPEN] == 1 and len(shown) == 2
    assert signed_in(anna).get(f"{BOARD}searches/?language=xx&show=xx").context["content"].counts[Show.ALL] == 2


def test_the_question_that_is_added_marks_the_search(anna, article):
    sought()
    address = links(signed_in(anna))["askedsearch/question/"]
    sent = {"language": "en", "question": "Why does the parrot say no?", "article": 3422}
    assert signed_in(anna).post(address, sent).status_code == 302
    mark = DealtSearch.objects.get()
    assert (mark.how, mark.number, mark.by, mark.terms) == (How.QUESTION, 3422, anna, WORDS)
    assert waiting() == (0, 0)


def test_the_answer_that_is_pinned_marks_the_search(rita, article):
    sought()
    address = links(signed_in(rita))["pinnedanswer/add/"]
    assert signed_in(rita).get(address).context["adminform"].form["terms"].value() == WORDS
    signed_in(rita).post(address, {"language": "en", "terms": WORDS, "article": article.pk})
    assert PinnedAnswer.objects.get().article == article
    assert DealtSearch.objects.get().how == How.PIN and waiting() == (0, 0)


def test_the_article_that_is_begun_marks_the_search(rita, article):
    sought()
    address = links(signed_in(rita))["article/add/"]
    desk = Desk(rita)
    sent = desk.shown() | {"number": 9123, "title_en": "Parrot says no", "category": article.category_id}
    sent |= {"slug_en": "parrot", "summary_en": "What it says.", "body_en": "No."}
    assert desk.client.post(address, sent).status_code == 302
    assert Article.objects.get(number=9123).title_en == "Parrot says no"
    mark = DealtSearch.objects.get()
    assert (mark.how, mark.number) == (How.ARTICLE, 9123) and waiting() == (0, 0)


def test_the_synonym_that_is_added_marks_the_search_and_finds(rita, article):
    sought()
    address = links(signed_in(rita))["askedsearch/synonym/"]
    form = signed_in(rita).get(address).context["form"]
    assert (form["language"].value(), form["words"].value()) == ("en", WORDS)
    refused = signed_in(rita).post(address, {"language": "en", "words": "parrotlike", "alike": " , "})
    assert refused.status_code == 422 and not DealtSearch.objects.exists()
    answer = signed_in(rita).post(
        address, {"language": "en", "words": "parrotlike", "alike": "budgerigar, cockatoo"}, follow=True
    )
    assert (
        answer.redirect_chain == [(f"{BOARD}searches/", 302)] and "The synonym is saved." in answer.content.decode()
    )
    assert "[parrotlike, budgerigar, cockatoo]" in history.find(BY_KEY["synonyms"]).head.text
    mark = DealtSearch.objects.get()
    assert (mark.how, mark.number) == (How.SYNONYM, None) and waiting() == (0, 0)


def test_a_synonym_that_waits_for_a_colleague_leaves_the_search_on_the_list(rita, article):
    Rules.objects.update_or_create(pk=1, defaults={"two_people": True})
    sought()
    address = links(signed_in(rita))["askedsearch/synonym/"]
    sent = {"language": "en", "words": "parrotlike", "alike": "budgerigar, cockatoo"}
    answer = signed_in(rita).post(address, sent, follow=True).content.decode()
    assert "once a colleague has published it. Until then, the search stays on the list." in answer
    assert not DealtSearch.objects.exists() and waiting() != (0, 0)


def test_a_question_of_ones_own_marks_nothing(anna, article):
    sought()
    sent = {"language": "en", "question": "And the cat?", "article": 3422}
    signed_in(anna).post("/en/admin/kb/askedsearch/question/?language=en&terms=cat", sent)
    assert not DealtSearch.objects.exists()


@pytest.mark.parametrize("sent", [{"deal": "fr:parrot says no"}, {"deal": "xx:"}, {"deal": "x"}, {}])
def test_what_is_not_ones_own_is_refused(anna, article, sent):
    sought()
    assert signed_in(anna).post(DEAL, sent).status_code == 403
    assert waiting() == (1, 1)


def test_a_search_that_nobody_made_is_not_marked(anna, article):
    answer = signed_in(anna).post(DEAL, {"deal": "en:cat", "list": "../.."}, follow=True)
    assert "Nobody has searched for this recently." in answer.content.decode()
    assert not DealtSearch.objects.exists()


def test_the_mark_goes_when_the_search_is_forgotten(anna):
    sought(days_ago=100)
    searches.deal(WORDS, "en", by=anna)
    call_command("purge_searches", verbosity=0)
    assert DealtSearch.objects.exists()  # it is still among those that found nothing
    FailedSearch.objects.all().delete()
    call_command("purge_searches", verbosity=0)
    assert not DealtSearch.objects.exists()


@pytest.mark.parametrize("count", [3, 40])
def test_as_many_queries_for_any_number(anna, count, django_assert_num_queries):
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(count):
        sought(f"parrot {letters[number % 26]}{letters[number // 26]}")
    searches.deal("parrot aa", "en", by=anna)
    for look in (searches.failed, searches.unopened):
        with django_assert_num_queries(4):
            assert len(look().rows) == count - 1
        with django_assert_num_queries(5):
            look(Show.ALL, "en")
