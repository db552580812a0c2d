"""Many articles at once: what is selected, what it would do to each, and that it does that and no more."""

import re
from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from kb.models import Article, Category, Edition, PublicationEntry, Stamp, Tag
from kb.publishing.facts import Facts
from kb.workflow import editions, facts, releasing
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db
BOARD = "/en/admin/kb/article/board/"


class Bulk:
    """Somebody who has selected `articles` on the board."""

    def __init__(self, person, *articles: Article) -> None:
        self.client = Client()
        self.client.force_login(person)
        self.sent: dict = {"chosen": [article.pk for article in articles], "query": "language=en"}

    def asks(self, deed: str, **more) -> str:
        """The page that asks whether it is meant."""
        self.sent |= {"deed": deed, **more}
        response = self.client.post(f"{BOARD}bulk/", self.sent)
        assert response.status_code == 200, response.headers
        return response.content.decode()

    def confirms(self, html: str, *, every: bool = False) -> list[str]:
        """What is told after the second click; `every` also ticks what was offered without a tick."""
        boxes = re.findall(r'<input type="checkbox" name="key" value="([\w-]+)"( checked)?>', html)
        keys = [key for key, checked in boxes if checked or every]
        return self.told(**self.sent, key=keys, confirmed="yes")

    def told(self, **sent) -> list[str]:
        response = self.client.post(f"{BOARD}bulk/", sent, follow=True)
        assert response.redirect_chain == [("/en/admin/?language=en", 302)]
        return [str(message) for message in response.context["messages"]]


def drafted(number: int, author, **changes) -> Article:
    article = make_article(number, history=True)
    write(article, "en", by=author, **{"title": f"New {number}", **changes})
    return article


def head(article, language="en") -> Edition:
    return editions.find(article, language)


def test_forty_texts_in_review_are_published_with_two_clicks(anna, rita):
    articles = [drafted(number, anna) for number in range(1, 41)]
    for article in articles:
        releasing.submit(head(article), by=anna)
    bulk = Bulk(rita, *articles)
    html = bulk.asks("publish")
    assert html.count("What changes for readers") == 40
    assert "<ins>" in html, "each difference is there to be seen"
    assert all(head(article).published_id != head(article).head_id for article in articles)
    assert bulk.confirms(html) == ["Readers see 40 texts now."]
    assert all(head(article).published_id == head(article).head_id for article in articles)
    assert PublicationEntry.objects.filter(action="published", by=rita).count() == 40


def test_a_draft_that_nobody_submitted_is_published_only_if_it_is_chosen_there(anna, rita):
    article = drafted(1, anna)
    bulk = Bulk(rita, article)
    html = bulk.asks("publish")
    assert 'name="key"' in html
    assert bulk.confirms(html) == []
    assert bulk.confirms(bulk.asks("publish"), every=True) == ["Readers see 1 text now."]


def test_what_has_errors_or_is_out_of_reach_is_named_with_the_reason_and_stays(anna, rita):
    broken, fine = drafted(1, anna, slug=""), drafted(2, anna)
    bulk = Bulk(anna, broken, fine)
    html = bulk.asks("submit")
    assert "These stay as they are" in html and "It has errors." in html
    assert bulk.confirms(html) == ["1 text is submitted for review."]
    assert head(fine).submitted_at and not head(broken).submitted_at
    assert "You do not have rights for this language." in Bulk(anna, fine).asks("publish")


def test_no_text_is_submitted_with_errors(anna):
    article = drafted(1, anna, slug="")
    with pytest.raises(releasing.NotReady):
        releasing.submit(head(article), by=anna)


def test_what_moved_on_between_the_two_clicks_stays(anna, rita):
    one, two = drafted(1, anna), drafted(2, anna)
    for article in (one, two):
        releasing.submit(head(article), by=anna)
    bulk = Bulk(rita, one, two)
    html = bulk.asks("publish")
    write(one, "en", by=anna, title="Something else")
    told = bulk.confirms(html)
    assert told == ["Readers see 1 text now.", "1 has changed in the meantime and was left as it is."]
    assert head(one).published_id != head(one).head_id and head(two).published_id == head(two).head_id


def test_a_language_limits_it(anna, fabien, rita):
    article = drafted(1, anna)
    write(article, "fr", by=fabien, title="Nouveau")
    html = Bulk(rita, article).asks("submit", language="fr")
    assert "Nouveau" in html and "New 1" not in html


def test_category_tags_and_review_date_are_drafts_that_are_published_together(anna, rita, article):
    other = make_article(1, history=True)
    new = Category.objects.create(key="new", name_en="New place", name_fr="Nouvel endroit")
    tag = Tag.objects.create(key="cards", name_en="Cards", name_fr="Cartes")
    before = Stamp.current()
    bulk = Bulk(anna, article, other)
    html = bulk.asks("category", category="new")
    assert "→ New place" in html
    assert bulk.confirms(html) == ["2 articles are changed."]
    assert bulk.confirms(bulk.asks("tag", tag="cards")) == ["2 articles are changed."]
    assert bulk.confirms(bulk.asks("review_on", review_on="2030-01-02")) == ["2 articles are changed."]
    article.refresh_from_db()
    assert (article.category.key, article.review_on, list(article.tags.all())) == ("security-card", None, [])
    assert Stamp.current() == before, "readers see nothing of it"
    assert LogEntry.objects.filter(object_id=str(article.pk), user=anna).count() == 3
    assert 'name="key"' not in Bulk(anna, article).asks("facts")
    html = Bulk(rita, article, other).asks("facts")
    assert "New place" in html and "Cards" in html
    publisher = Bulk(rita, article, other)
    assert publisher.confirms(publisher.asks("facts")) == ["Readers see the newest facts of 2 articles now."]
    article.refresh_from_db()
    assert (article.category, f"{article.review_on}", list(article.tags.all())) == (new, "2030-01-02", [tag])
    assert Stamp.current() > before, "lists show it"
    assert bulk.confirms(bulk.asks("untag", tag="cards")) == ["2 articles are changed."]
    assert facts.newest(article).tags == ()
    assert "There is nothing to do" in bulk.asks("untag", tag="cards")


def test_facts_that_moved_on_between_the_two_clicks_stay(anna, rita, article):
    Tag.objects.create(key="cards", name_en="Cards", name_fr="Cartes")
    bulk = Bulk(anna, article)
    html = bulk.asks("tag", tag="cards")
    head = facts.of(article).head
    facts.save(article, replace(Facts.of(head), needed=3), based_on=head, by=rita)
    assert bulk.confirms(html) == ["1 has changed in the meantime and was left as it is."]
    assert facts.newest(article).tags == ()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"chosen": []}, "Select the articles first."),
        ({"chosen": ["1"] * 201}, "At most 200 articles at once."),
        ({"deed": "category"}, "Choose a category."),
        ({"deed": "tag", "tag": "nowhere"}, "Select a valid choice."),
        ({"deed": "review_on", "review_on": "tomorrow"}, "Enter a valid date."),
        ({"deed": "delete"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told(rita, article, sent, said):
    (told,) = Bulk(rita, article).told(**{"chosen": [article.pk], "deed": "submit", "query": "language=en", **sent})
    assert said in told


def test_it_is_for_who_may_change_articles(article):
    client = Client()
    client.force_login(member("tom", "Trainers"))
    assert client.post(f"{BOARD}bulk/", {"chosen": article.pk, "deed": "submit"}).status_code == 403
    assert 'name="chosen"' not in client.get(BOARD).content.decode()


def test_it_leads_nowhere_else(rita, article):
    client = Client()
    client.force_login(rita)
    response = client.post(f"{BOARD}bulk/", {"deed": "submit", "query": "//elsewhere.example/"})
    assert response.headers["Location"] == "/en/admin/?//elsewhere.example/"
