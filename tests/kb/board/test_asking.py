"""From a search without a result to a question of the article that answers it."""

import pytest
from django.test import Client

from kb.models import Edition
from kb.models.revision import LONGEST_QUESTIONS
from kb.search import log
from kb.search.query import search
from kb.workflow import editions, questions, staleness
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
ADDRESS = "/en/admin/kb/askedsearch/question/"
ASKED = "may a parrot confirm my login"


@pytest.fixture
def desk(anna):
    client = Client()
    client.force_login(anna)
    return client


def sent(**values):
    return {"language": "en", "question": "May a parrot confirm my login?", "article": 3422, **values}


def test_the_board_leads_from_a_search_to_the_form_with_its_words(desk, article):
    log.asked(ASKED, "en", whose="reader")
    page = desk.get("/en/admin/kb/article/board/unopened/").content.decode()
    link = f"{ADDRESS}?language=en&amp;terms=may%20a%20parrot%20confirm%20my%20login"
    assert link in page
    form = desk.get(link.replace("&amp;", "&")).context["form"]
    assert (form.initial["language"], form.initial["question"]) == ("en", ASKED)


def test_the_article_that_search_names_first_is_proposed(desk, article):
    assert desk.get(f"{ADDRESS}?language=en&terms=3422").context["form"].initial["article"] == 3422


def test_the_question_is_in_the_draft_and_finds_the_article_once_it_is_published(desk, anna):
    article = make_article(3422, history=True)
    before = editions.find(article, "en").published
    answer = desk.post(ADDRESS, sent(), follow=True)
    edition = editions.find(article, "en")
    assert edition.head.questions == "May a parrot confirm my login?"
    assert edition.head.author == anna and edition.published == before
    assert "newest draft" in answer.content.decode()
    assert search("parrot", "en").results == ()
    publish(article, "en")
    assert [each.number for each in search("parrot", "en").results] == [3422]


def test_a_question_that_is_there_is_added_once_and_earlier_ones_stay(anna):
    article = make_article(3422, history=True)
    for question in ("One?", "Two?", "One?"):
        questions.add(article, "en", question, by=anna)
    assert editions.find(article, "en").head.questions == "One?\nTwo?"


def test_translations_stay_up_to_date(anna):
    article = make_article(3422, history=True)
    write(article, "fr", title="À jour", source=editions.find(article, "en").head)
    questions.add(article, "en", "Is it so?", by=anna)
    assert staleness.behind(editions.find(article, "fr")) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"article": 4711}, "article"),
        ({"article": "no"}, "article"),
        ({"article": 10**30}, "article"),
        ({"question": " "}, "question"),
        ({"question": "x" * 201}, "question"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_saved(desk, wrong, field):
    make_article(3422, history=True)
    before = Edition.objects.values_list("head", flat=True)
    answer = desk.post(ADDRESS, sent(**wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert list(before) == list(Edition.objects.values_list("head", flat=True))


def test_where_questions_fill_the_room_one_more_is_refused(desk):
    article = make_article(3422, history=True)
    full = "\n".join(f"{number:03} {'x' * 95}?" for number in range(LONGEST_QUESTIONS // 101))
    for line in full.split("\n"):
        questions.add(article, "en", line)
    assert list(desk.post(ADDRESS, sent(question="y" * 200)).context["form"].errors) == ["question"]


def test_an_article_without_a_text_in_the_language_is_told(desk):
    make_article(3422, languages=["fr"], source="fr", history=True)
    assert list(desk.post(ADDRESS, sent()).context["form"].errors) == ["article"]


def test_it_is_for_those_who_write(article):
    client = Client()
    client.force_login(member("tom", "Trainers"))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, sent()).status_code == 403
