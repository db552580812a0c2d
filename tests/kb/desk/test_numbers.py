"""An article's number: proposed, corrected while nobody has seen it, and for ever afterwards."""

import pytest
from django.test import Client

from kb.models import Article, Elsewhere, PublicationEntry, Revision
from kb.workflow import editions, numbers, releasing
from tests.factories import make_article, make_category
from tests.kb.desk.test_form import Desk
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db
LIST = "/en/admin/kb/article/"


@pytest.fixture
def slip(anna):
    """A new article whose number was mistyped: 12 for 9012."""
    texts = {"title_en": "New", "slug_en": "new", "summary_en": "Something new.", "body_en": "Words.\n"}
    Desk(anna).send(number="12", category=str(make_category().pk), **texts)
    return Article.objects.get(number=12)


def deleted(person, article) -> int:
    client = Client()
    client.force_login(person)
    return client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code


@pytest.mark.parametrize(
    ("taken", "elsewhere", "proposed"),
    [
        ([], [], 9000),
        ([9000, 9008, 3422], [], 9009),
        ([9008], [9009], 9010),
        ([9999], [], 9000),
        ([9000, 9999], [], 9001),
    ],
)
def test_the_number_after_the_last_of_the_sites_own_is_proposed(anna, taken, elsewhere, proposed):
    for number in taken:
        make_article(number)
    for number in elsewhere:
        Elsewhere.objects.create(number=number)
    assert Desk(anna).form["number"].value() == proposed


def test_there_may_be_none_left(monkeypatch):
    monkeypatch.setattr(numbers, "LOCAL_NUMBERS", range(9000, 9001))
    make_article(9000)
    assert numbers.next_free() is None


def test_a_mistyped_number_is_corrected_while_nobody_has_seen_it(anna, slip):
    desk = Desk(anna, slip).send(number="9012")
    assert not desk.errors
    assert [article.number for article in Article.objects.all()] == [9012]
    assert editions.find(Article.objects.get(), "en").head.title == "New"
    make_article(9013)
    assert "already exists" in str(Desk(anna, Article.objects.get(number=9012)).send(number="9013").errors["number"])


def test_a_number_that_readers_have_seen_stays(anna, slip):
    publish(slip, "en")
    assert "number" not in Desk(anna, slip).form.fields
    releasing.unpublish(editions.find(slip, "en"))
    assert "number" not in Desk(anna, slip).form.fields, "it was published once"
    Desk(anna, slip).send(number="9012")
    assert Article.objects.get().number == 12


def test_a_draft_that_nobody_has_seen_can_be_deleted_with_its_history(anna, slip):
    Desk(anna, slip).send(title_en="Newer", then_en="submit")
    assert "Delete" in Desk(anna, slip).page
    assert deleted(anna, slip) == 302
    assert not Article.objects.exists() and not Revision.objects.exists() and not PublicationEntry.objects.exists()


def test_what_readers_have_seen_is_archived_and_not_deleted(anna, rita, slip):
    publish(slip, "en")
    releasing.unpublish(editions.find(slip, "en"))
    assert deleted(rita, slip) == 403
    with pytest.raises(numbers.HadReaders):
        numbers.discard(slip)
    assert Article.objects.count() == 1


def test_nobody_deletes_or_renumbers_what_they_may_not_write(fabien, slip):
    assert deleted(fabien, slip) == 403
    assert "number" not in Desk(fabien, slip).form.fields
