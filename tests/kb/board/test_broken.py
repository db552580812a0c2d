"""Broken references and missing steps of published texts, told without rendering any."""

from datetime import date

import pytest

from kb.models import Elsewhere
from kb.workflow import editions, releasing
from kb.workflow.board.broken import broken
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db


def told():
    return [(each.article.number, each.language, each.problem.code) for each in broken(load(date.today()))]


def linking(text, **more):
    """Article 1, whose English text says `text` before its one step."""
    return make_article(1, languages=["en"], body_en=f"{text}\n\n::: steps\n1. Confirm.\n:::\n", history=True, **more)


def test_nothing_is_broken_where_everything_is_there(db):
    make_article(2, history=True)
    linking("See KB2 and KB2#step-1.", references=[2])
    assert told() == []


def test_a_number_that_does_not_exist_in_the_text_and_in_the_list(db):
    linking("See KB777.", references=[778])
    assert told() == [(1, "en", "unknown-article"), (1, "", "unknown-article")]
    assert [each.sentence for each in broken(load(date.today()))] == [
        "There is no article KB777.",
        "There is no article KB778.",
    ]
    Elsewhere.objects.create(number=777, title_en="Held elsewhere", title_fr="Tenu ailleurs")
    assert told() == [(1, "", "unknown-article")]


def test_a_step_that_the_article_does_not_have(db):
    make_article(2, history=True)
    linking("See KB2#step-9.")
    assert told() == [(1, "en", "unknown-step")]


def test_a_step_that_is_gone_since(db):
    two = make_article(2, languages=["en"], history=True)
    linking("See KB2#step-2.")
    assert told() == []
    publish(two, "en", body="## Log in {#log-in}\n\n::: steps\n1. Confirm.\n:::\n")
    assert told() == [(1, "en", "unknown-step")]


def test_an_article_that_nobody_can_read(db):
    two = make_article(2, languages=["en"], history=True)
    linking("See KB2.")
    releasing.unpublish(editions.find(two, "en"))
    assert told() == [(1, "en", "unpublished-article")]
    releasing.archive(two)
    assert told() == [(1, "en", "archived-article")]


def test_a_link_to_an_archived_article_leads_to_its_successor(db):
    two, three = make_article(2, history=True), make_article(3, history=True)
    linking("See KB2.")
    releasing.archive(two, three)
    assert told() == []


def test_what_only_one_language_has(db):
    make_article(1, history=True)
    publish_french = "## Se connecter {#log-in}\n\n::: steps\n1. Validez.\n:::\n\n## Ensuite {#next}\n"
    article = make_article(2, history=True)
    publish(article, "fr", body=publish_french)
    assert told() == [(2, "fr", "anchor-missing"), (2, "fr", "anchor-here-alone")]
    releasing.unpublish(editions.find(article, "fr"))
    assert told() == []


def test_a_text_without_readers_is_not_told_of(db):
    one = linking("See KB777.")
    releasing.unpublish(editions.find(one, "en"))
    assert told() == []


@pytest.mark.parametrize("count", [5, 25])
def test_a_fixed_number_of_queries(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_article(number, references=[9999], history=True)
    overview = load(date.today())
    with django_assert_num_queries(5):
        assert len(broken(overview)) == count
