"""What breaks if a text is taken away."""

import pytest

from kb import demos
from kb.demos import Demo, DemoStep
from kb.workflow import releasing
from kb.workflow.impact import if_archived, if_unpublished
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db, monkeypatch):
    monkeypatch.setattr(demos, "_demos", {})
    return make_article(3422, history=True)


def pairs(found):
    return [(article.number, language) for article, language in found]


def test_nothing_points_to_it(article):
    assert not if_unpublished(article, "en")


def test_links_in_that_language_would_lead_to_the_other_one(article):
    make_article(2260, body_en="See KB3422.", body_fr="Voir KB3422.")
    found = if_unpublished(article, "fr")
    assert (pairs(found.elsewhere), found.plain) == ([(2260, "fr")], ())


def test_links_to_the_last_language_would_be_plain_text(article):
    make_article(2260, body_en="See KB3422.", body_fr="Voir KB3422.", references=[3422])
    releasing.unpublish(article.editions.get(language="fr"))
    article.refresh_from_db()
    found = if_unpublished(article, "en")
    assert pairs(found.plain) == [(2260, "en"), (2260, "fr")]
    assert [each.number for each in found.listed] == [2260]


def test_a_draft_that_points_here_breaks_nothing_for_readers(article):
    make_article(2260, body_en="See KB3422.", published=False)
    assert not if_archived(article)


def test_archiving_concerns_everything_that_leads_here(article, monkeypatch):
    monkeypatch.setitem(demos._demos, "card", Demo("card", {"en": "Card"}, 3422, steps=(DemoStep("a", {}),)))
    predecessor = make_article(2260)
    releasing.archive(predecessor, article)
    article.needed = 3
    found = if_archived(article)
    assert [each.number for each in found.succeeds] == [2260]
    assert ("card" in found.demos, found.is_needed) == (True, True)
