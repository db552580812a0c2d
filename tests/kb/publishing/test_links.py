import pytest

from kb.models import Elsewhere
from kb.publishing.links import BrokenLink, breaks_without, broken, mentioned_in
from kb.publishing.publish import archive, unpublish
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_article_is_mentioned_in_what_lists_it_or_speaks_of_it():
    make_article(9001, body_en="See KB9001.")
    make_article(9002, references=[9001])
    make_article(9003, body_fr="Voir KB9001.")
    make_article(9004)
    assert [article.number for article in mentioned_in(9001)] == [9002, 9003]


def test_drafts_and_retired_articles_mention_nothing():
    make_article(9001)
    make_article(9002, references=[9001], published=False)
    archive(make_article(9003, references=[9001]))
    assert not mentioned_in(9001)


def test_a_reference_to_nothing_and_a_missing_step_are_broken():
    make_article(9001)
    make_article(9002, body_en="See KB404 and KB9001#step-2 and KB9001#step-7.", references=[405])
    assert set(broken()) == {
        BrokenLink(9002, 405, "", ""),
        BrokenLink(9002, 404, "en", ""),
        BrokenLink(9002, 9001, "en", "step-7"),
    }


def test_a_number_held_elsewhere_is_not_broken():
    Elsewhere.objects.create(number=3234, title_en="Notifications", title_fr="Les notifications")
    make_article(9001, body_en="See KB3234.", references=[3234])
    assert broken() == []


def test_what_would_break_is_told_before_it_does():
    article = make_article(9001)
    make_article(9002, body_en="See KB9001#step-2.", references=[9001])
    assert breaks_without(article) == [BrokenLink(9002, 9001, "", ""), BrokenLink(9002, 9001, "en", "")]
    archive(article)
    assert broken() == [BrokenLink(9002, 9001, "", ""), BrokenLink(9002, 9001, "en", "")]


def test_withdrawing_one_language_breaks_nothing_while_another_stands_in():
    article = make_article(9001)
    make_article(9002, references=[9001])
    assert breaks_without(article, "fr") == []
    unpublish(article, "fr")
    assert breaks_without(article, "en") == [BrokenLink(9002, 9001, "", "")]
