"""Votes by revision, the worst text that readers see first."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.models import PublicationEntry, Vote
from kb.workflow import editions
from kb.workflow.board.overview import load
from kb.workflow.board.votes import votes
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db


def vote(article, language, yes=0, no=0, reason=""):
    """As readers of what is published now."""
    article.refresh_from_db()
    for helpful in [True] * yes + [False] * no:
        Vote.objects.create(
            article=article,
            language=language,
            digest=text_of(article, language).digest,
            reader=f"reader-{Vote.objects.count()}",
            helpful=helpful,
            reason="" if helpful else reason,
        )


def told():
    return votes(load(date.today()))


def test_votes_on_a_revision_stay_with_it_and_what_is_published_now_comes_first(article):
    publish(article, "en", title="Another title")
    vote(article, "en", yes=1, no=3, reason="unclear")
    vote(article, "en", no=1, reason="step-fails")
    vote(article, "en", no=1)
    publish(article, "en", title="A third title")
    vote(article, "en", yes=2)
    [voted] = told()
    assert voted.language == "en"
    assert [(each.revision, each.is_now, each.helpful, each.unhelpful) for each in voted.tallies] == [
        (3, True, 2, 0),
        (2, False, 1, 5),
    ]
    assert voted.tallies[1].told_reasons == [("The explanation is unclear", 3), ("A step does not work", 1)]


def test_a_vote_from_before_the_log_belongs_to_no_revision(article):
    vote(article, "fr", yes=1)
    PublicationEntry.objects.all().delete()
    assert [tally.revision for tally in told()[0].tallies] == [None]


def test_the_worst_text_comes_first_and_few_votes_weigh_less(db):
    for number, yes, no in ((1, 9, 1), (2, 5, 5), (3, 0, 1), (4, 3, 0)):
        vote(make_article(number, history=True), "en", yes=yes, no=no)
    assert [voted.article.number for voted in told()] == [2, 3, 1, 4]


def test_a_text_that_got_votes_before_its_last_change_only_comes_last(db):
    one, two = make_article(1, history=True), make_article(2, history=True)
    vote(one, "en", no=9)
    publish(one, "en", title="Another title")
    vote(two, "en", yes=5)
    assert [voted.article.number for voted in told()] == [2, 1]
    assert [tally.is_now for tally in told()[1].tallies] == [False]


def test_the_languages_are_counted_apart(article):
    vote(article, "en", no=1)
    vote(article, "fr", yes=1)
    assert [(voted.language, voted.tallies[0].helpful) for voted in told()] == [("en", 0), ("fr", 1)]


@pytest.mark.parametrize("count", [5, 25])
def test_three_queries_for_any_number_of_articles(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        vote(make_article(number, history=True), "en", yes=1, no=1, reason="unclear")
    overview = load(timezone.now().date() + timedelta(days=1))
    with django_assert_num_queries(3):
        assert len(votes(overview)) == count


def test_a_revision_is_named_by_what_was_published_when_the_vote_was_cast(article):
    """Whatever was saved since: a draft has no readers."""
    publish(article, "en", title="Another title")
    vote(article, "en", yes=1)
    assert editions.find(article, "en").published.number == told()[0].tallies[0].revision == 2
