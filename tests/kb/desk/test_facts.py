"""The facts in the article's form and on a page of their own: a draft until somebody publishes it, and nobody's is set back."""

import pytest
from django.test import Client
from django.urls import reverse

from kb.admin.desk.form import ArticleForm
from kb.models import Article, Elsewhere, FactsRevision, PublicationEntry
from kb.publishing.facts import Facts
from kb.workflow import facts
from tests.factories import make_article, make_category, make_tag
from tests.kb.desk.test_form import Desk
from tests.kb.workflow.test_facts import save, shown

pytestmark = pytest.mark.django_db


def named(article):
    """The newest facts: category, tags, rank, references."""
    head = facts.of(article).head
    return head.category.key, head.tags, head.needed, head.references


def test_an_editors_facts_are_a_draft_and_the_form_shows_it(article, anna, rita):
    Elsewhere.objects.create(number=3234)
    desk = Desk(anna, article)
    assert "facts_then" not in desk.form.fields
    desk.send(references="3234, kb-2260")
    assert "These articles do not exist: KB2260." in str(desk.errors["references"])
    desk.send(references="3234", needed="4")
    assert "readers see the earlier ones" in " ".join(desk.told)
    assert (shown(article).references, shown(article).needed) == ((), None)
    again = Desk(rita, article)
    assert (again.form["references"].value(), again.form["needed"].value()) == ("KB3234", 4)
    Elsewhere.objects.all().delete()
    assert Desk(anna, article).send(title_en="A title").errors == {}  # what was there before bars nobody


def test_who_may_publish_does_it_from_the_form_and_nobody_else(article, anna, rita, fabien):
    Desk(anna, article).send(needed="4", facts_then="publish")
    assert shown(article).needed is None
    Desk(fabien, article).send(needed="5", facts_then="publish")
    assert (shown(article).needed, facts.newest(article).needed) == (None, 5)
    desk = Desk(rita, article).send(facts_then="publish")
    assert "Readers see the newest facts now." in desk.told
    assert (shown(article).needed, PublicationEntry.objects.latest("pk").by_name) == (5, "rita")


@pytest.mark.parametrize("older", [{"summary_en": "Other words."}, {"demo": "dsc-plus"}, {"needed": "7"}])
def test_facts_that_a_colleague_set_meanwhile_are_not_set_back(article, anna, rita, older):
    make_article(1131)
    new, tag = make_category("new"), make_tag("sls")
    mine, colleague = Desk(anna, article), Desk(rita, article)
    colleague.send(category=str(new.pk), tags=[str(tag.pk)], references="KB1131")
    assert not colleague.errors
    mine.send(**older)
    assert not mine.errors
    assert named(article) == ("new", [tag.pk], int(older.get("needed", 0)) or None, [1131])
    assert facts.newest(article).demo == older.get("demo", "")


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "told"),
    [
        ("needed", "5", "7", "5"),
        ("category", "new", "spare", "New place"),
        ("review_on", "2030-01-02", "2031-01-02", "2030-01-02"),
        ("demo", "dsc-plus", "opt-in", "dsc-plus"),
    ],
)
def test_a_fact_that_both_set_is_told_and_the_second_save_decides(article, anna, rita, name, theirs, mine, told):
    rows = {"new": make_category("new", name_en="New place").pk, "spare": make_category("spare").pk}
    desk = Desk(anna, article)
    Desk(rita, article).send(**{name: str(rows.get(theirs, theirs))})
    desk.send(**{name: str(rows.get(mine, mine))})
    assert told in str(desk.errors[name]) and "while you were writing" in str(desk.errors[name])
    assert not desk.send().errors
    head = facts.of(article).head
    assert str(head.category.key if name == "category" else getattr(head, name)) == mine


def test_tags_and_references_of_two_people_are_put_together(article, anna, rita):
    for number in (1131, 2260, 2261):
        make_article(number)
    old, hers, mine = make_tag("old"), make_tag("hers"), make_tag("mine")
    save(article, tags=(old.pk,), references=(1131,))
    desk = Desk(anna, article)
    Desk(rita, article).send(tags=[str(old.pk), str(hers.pk)], references="KB1131, KB2260")
    desk.send(tags=[str(mine.pk)], references="KB2261, KB1131")
    assert not desk.errors
    assert named(article)[1:] == (sorted([hers.pk, mine.pk]), None, [2261, 1131, 2260])


def test_facts_saved_between_the_look_and_the_save_are_met_too(article, anna, rita, monkeypatch):
    """As on a database whose transactions do not wait for each other: the form's look finds nothing, the save does."""
    desk, before, meet, blind = Desk(anna, article), facts.of(article), ArticleForm._meet_fact, [True]
    save(article, rita, needed=5, demo="dsc-plus")

    def look(form, *given):
        if blind and blind.pop():
            form.facts = before
        else:
            meet(form, *given)

    monkeypatch.setattr(ArticleForm, "_meet_fact", look)
    desk.send(needed="7")
    assert "A colleague set this to “5”" in str(desk.errors["needed"])
    desk.send()
    assert (facts.newest(article).needed, facts.newest(article).demo) == (7, "dsc-plus")


def test_tags_chosen_in_a_form_that_comes_back_with_an_error_are_saved_the_next_time(article, rita):
    tag = make_tag("sls")
    desk = Desk(rita, article).send(tags=[str(tag.pk)], references="nothing")
    assert "references" in desk.errors
    desk.send(references="")
    assert not desk.errors and named(article)[1] == [tag.pk]


def test_the_form_of_a_new_article_has_nothing_to_compare_with(anna):
    assert "initial-category" not in Desk(anna).page


@pytest.fixture
def page(rita):
    client = Client()
    client.force_login(rita)
    return lambda article, name="kb_facts", **sent: (
        client.post(reverse(f"admin:{name}", args=[article.pk]), sent, follow=True)
        if sent
        else client.get(reverse(f"admin:{name}", args=[article.pk]))
    ).content.decode()


def test_the_page_shows_what_readers_see_against_the_newest_and_publishes_it(article, anna, page):
    save(article, anna, category_id=make_category("new", name_en="New place").pk, needed=4)
    shown_page = page(article)
    assert "<del>Security card</del>" in shown_page.replace("\n", "") or "Security" in shown_page
    assert "New" in shown_page and "anna" in shown_page
    told = page(article, "kb_facts_publish", head=facts.of(article).head_id, note="fine")
    assert "Readers see the newest facts now." in told and "fine" in told
    assert shown(article).needed == 4


def test_what_moved_on_since_it_was_looked_at_is_not_published(article, anna, page):
    seen = save(article, anna, needed=4)
    save(article, anna, needed=5)
    assert "the facts have changed" in page(article, "kb_facts_publish", head=seen.pk)
    assert shown(article).needed is None


def test_an_older_revision_is_the_newest_draft_again(article, anna, page):
    save(article, anna, needed=4)
    assert "Revision 1 again" in page(article, "kb_facts_restore", revision=1)
    assert facts.newest(article).needed is None
    assert FactsRevision.objects.get(number=3).by_name == "rita"


def test_each_texts_page_shows_the_facts_that_wait(article, anna, rita):
    save(article, anna, needed=4)
    client = Client()
    client.force_login(rita)
    for code in ("en", "fr"):
        html = client.get(reverse("admin:kb_text", args=[article.pk, code])).content.decode()
        assert "Facts that readers do not see yet" in html and reverse("admin:kb_facts", args=[article.pk]) in html


def test_who_may_not_publish_or_write_is_refused(article, anna, django_user_model):
    revision = save(article, anna, needed=4)
    client = Client()
    client.force_login(anna)
    address = reverse("admin:kb_facts_publish", args=[article.pk])
    assert "Publish revision" not in client.get(reverse("admin:kb_facts", args=[article.pk])).content.decode()
    assert client.post(address, {"head": revision.pk}).status_code == 403
    assert Facts.shown(Article.objects.get(pk=article.pk)).needed is None
