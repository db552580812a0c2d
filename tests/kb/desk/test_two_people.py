"""Where the team wants it, nobody publishes what they saved last: at every door, with the names of those who may."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.models import Article, Rules
from kb.publishing.facts import Facts
from kb.workflow import drafts, editions, facts, releasing
from kb.workflow.groups import REVIEWERS
from kb.workflow.pairs import OwnEdit
from tests.factories import make_article
from tests.kb.board.test_bulk import Bulk
from tests.kb.conftest import member
from tests.kb.desk.test_form import Desk
from tests.kb.workflow.desk import write
from tests.kb.workflow.test_facts import save

pytestmark = pytest.mark.django_db
TOLD = "You saved this last, so somebody else has to publish it: ruth."
SAID = "Vous avez fait le dernier enregistrement"


@pytest.fixture
def ruth(db):
    return member("ruth", REVIEWERS)


@pytest.fixture
def pair(db, ruth):
    Rules.objects.create(two_people=True)


def post(person, name, *args, **sent):
    client = Client()
    client.force_login(person)
    response = client.post(reverse(f"admin:{name}", args=args), sent, follow=True)
    return [str(message) for message in response.context["messages"]], response.content.decode()


def head(article, language="en"):
    return editions.find(article, language).head_id


def is_published(article, language="en"):
    edition = editions.find(article, language)
    return edition.published_id == edition.head_id


def test_without_the_rule_one_may(article, rita):
    write(article, "en", by=rita, title="Mine")
    releasing.publish(editions.find(article, "en"), by=rita)
    assert is_published(article)


def test_the_page_of_the_text_offers_no_button_and_refuses_one_that_is_forged(article, rita, ruth, pair):
    write(article, "en", by=rita, title="Mine")
    told, page = post(rita, "kb_text_publish", article.pk, "en", head=head(article))
    assert TOLD in told[0] and not is_published(article)
    assert "Publish revision 2" not in page and TOLD in page
    told, _page = post(ruth, "kb_text_publish", article.pk, "en", head=head(article))
    assert is_published(article)


def test_the_form_keeps_the_draft_and_says_who_may(article, rita, pair):
    desk = Desk(rita, article).send(title_en="Mine", then_en="publish")
    assert TOLD in " ".join(desk.told) and not is_published(article)
    assert editions.find(article, "en").head.title == "Mine"


def test_what_another_saved_last_may_be_published(article, anna, rita, pair):
    write(article, "en", by=rita, title="Mine")
    write(article, "en", by=anna, title="Hers")
    releasing.publish(editions.find(article, "en"), by=rita)
    assert is_published(article)


def test_nobody_puts_it_off_to_a_later_time(article, rita, pair):
    write(article, "en", by=rita, title="Mine")
    when = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    told, _page = post(rita, "kb_text_schedule", article.pk, "en", head=head(article), publish_at=when)
    assert TOLD in told[0] and editions.find(article, "en").publish_at is None
    edition = editions.find(article, "en")
    releasing.schedule(edition, expire_at=timezone.now() + timedelta(days=1), by=rita)  # the end is no publication


def test_what_is_scheduled_by_another_is_carried_out(article, rita, ruth, pair):
    write(article, "en", by=rita, title="Mine")
    releasing.schedule(editions.find(article, "en"), publish_at=timezone.now() + timedelta(minutes=1), by=ruth)
    releasing.publish_due(timezone.now() + timedelta(minutes=2))
    assert is_published(article)


def test_nor_what_one_restored(article, anna, rita, pair):
    revision = editions.find(article, "en").head
    write(article, "en", by=anna, title="Hers")
    drafts.restore(revision, by=rita)
    with pytest.raises(OwnEdit):
        releasing.publish(editions.find(article, "en"), by=rita)


def test_nor_facts_on_their_page_or_in_the_form(article, rita, ruth, pair):
    revision = save(article, rita, needed=4)
    told, page = post(rita, "kb_facts_publish", article.pk, head=revision.pk)
    assert TOLD in told[0] and "Publish revision" not in page
    assert TOLD in " ".join(Desk(rita, article).send(facts_then="publish").told)
    assert Facts.shown(Article.objects.get(pk=article.pk)).needed is None
    facts.publish(article, by=ruth)
    assert Facts.shown(Article.objects.get(pk=article.pk)).needed == 4


def test_nor_the_facts_that_come_with_the_first_text(anna, rita, pair):
    article = make_article(9001, published=False, history=True)
    write(article, "en", by=anna, title="Hers")
    save(article, rita, needed=4)
    with pytest.raises(OwnEdit):
        releasing.publish(editions.find(article, "en"), by=rita)


@pytest.mark.parametrize("hand", ["saved", "submitted"])
def test_but_once_another_had_a_hand_in_the_text_over_these_facts_one_may(anna, rita, pair, hand):
    article = make_article(9001, published=False, history=True)
    write(article, "en", by=anna, title="Hers")
    save(article, rita, needed=4)
    releasing.submit(editions.find(article, "en"), by=rita)
    with pytest.raises(OwnEdit):  # one's own word for it is no second one
        releasing.publish(editions.find(article, "en"), by=rita)
    if hand == "saved":
        write(article, "en", by=anna, title="Hers again")
    else:
        releasing.submit(editions.find(article, "en"), by=anna)
    releasing.publish(editions.find(article, "en"), by=rita)
    assert is_published(article)


def test_what_one_wrote_oneself_is_still_not_ones_own_to_publish(anna, rita, pair):
    article = make_article(9001, published=False, history=True)
    save(article, rita, needed=4)
    write(article, "en", by=rita, title="Mine")
    releasing.submit(editions.find(article, "en"), by=anna)
    with pytest.raises(OwnEdit):
        releasing.publish(editions.find(article, "en"), by=rita)


def test_nor_many_at_once(article, anna, rita, pair):
    other = make_article(1, history=True)
    write(article, "en", by=rita, title="Mine")
    write(other, "en", by=anna, title="Hers")
    save(article, rita, needed=4)
    bulk = Bulk(rita, article, other)
    html = bulk.asks("publish")
    assert TOLD in html
    assert bulk.confirms(html, every=True) == ["Readers see 1 text now."]
    assert (is_published(article), is_published(other)) == (False, True)
    assert TOLD in Bulk(rita, article).asks("facts")


def test_superusers_are_people_too(article, pair, django_user_model):
    root = django_user_model.objects.create_superuser("root")
    write(article, "en", by=root, title="Mine")
    with pytest.raises(OwnEdit) as refused:
        releasing.publish(editions.find(article, "en"), by=root)
    assert refused.value.others == ["ruth"]


def test_it_is_said_in_french_and_where_nobody_else_may(article, rita, pair, ruth):
    ruth.delete()
    write(article, "en", by=rita, title="Mine")
    client = Client()
    client.force_login(rita)
    page = client.get(f"/fr/admin/kb/article/{article.pk}/text/en/").content.decode()
    assert SAID in page and "personne d’autre n’a encore ce droit" in page


def test_the_example_team_has_the_rule_and_a_superuser_can_lift_it(django_user_model):
    call_command("load_example_team", verbosity=0)
    assert Rules.objects.get().two_people
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("root"))
    page = client.get(reverse("admin:kb_rules_changelist"), follow=True)
    assert "Nobody publishes what they saved last" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {})
    assert not Rules.objects.get().two_people
    client.force_login(member("rita", REVIEWERS))
    assert client.get(reverse("admin:kb_rules_changelist")).status_code == 403
