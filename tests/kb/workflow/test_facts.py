"""Facts are drafts: readers see them when they are published, and no colleague's are set back."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from kb.models import Article, FactsEdition, FactsRevision, PublicationEntry, Stamp
from kb.publishing.facts import Facts, NoCategory
from kb.workflow import editions, facts, numbers, originals, releasing
from kb.workflow.refusals import NotNow
from tests.factories import make_article, make_category, make_tag
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


def save(article, by=None, **changes) -> FactsRevision:
    head = facts.of(article).head
    return facts.save(article, replace(Facts.of(head), **changes), based_on=head, by=by)


def shown(article) -> Facts:
    return Facts.shown(Article.objects.get(pk=article.pk))


def everywhere(client: Client) -> str:
    """What readers find of an article and its facts on all the pages that show them."""
    pages = ["/en/", "/en/kb/3422/login-3422/", "/en/category/security-card/", "/en/category/new/", "/en/tag/sls/"]
    pages += [
        "/en/search/?q=login",
        "/en/recent/",
        "/en/choose/",
        "/en/kb/2263/",
        "/en/kb/1131/login-1131/",
        "/sitemap.xml",
        "/en/recent/atom.xml",
        "/en/category/new/atom.xml",
        "/api/v1/search?q=login&language=en",
    ]
    html = "\n".join(f"{page}: {client.get(page).content.decode()}" for page in pages)
    return re.sub(r"T[0-9:.]+\+00:00", "", html)  # when an empty feed was made


def test_a_draft_of_facts_is_on_no_page_and_moves_no_cache(article, anna, client):
    make_article(1131)
    new, tag = make_category("new", name_en="New place"), make_tag("sls")
    client.get("/en/")
    before, stamp = everywhere(client), Stamp.current()
    save(article, anna, category_id=new.pk, tags=(tag.pk,), references=(1131,), needed=1, demo="dsc-plus")
    assert everywhere(client) == before
    assert Stamp.current() == stamp
    assert facts.pending() == {3422}


def test_published_they_are_on_the_pages_with_a_line_in_publications(article, anna, rita, client):
    make_article(1131)
    new, tag = make_category("new", name_en="New place"), make_tag("sls")
    stamp = Stamp.current()
    revision = save(article, anna, category_id=new.pk, tags=(tag.pk,), references=(1131,), needed=1)
    facts.publish(article, by=rita, note="seen")
    assert shown(article) == Facts.of(revision)
    assert Stamp.current() > stamp
    page = client.get("/en/kb/3422/login-3422/").content.decode()
    assert "New place" in page and "Secure Login System" in page and "KB1131" in page
    entry = PublicationEntry.objects.latest("pk")
    assert (entry.action, entry.by_name, entry.facts, entry.note) == ("facts", "rita", revision, "seen")
    with pytest.raises(NotNow):
        facts.publish(article, by=rita)


def test_the_second_of_two_who_save_at_once_is_refused_with_the_others(article, anna, rita):
    head = facts.of(article).head
    theirs = facts.save(article, replace(Facts.of(head), needed=1), based_on=head, by=anna)
    with pytest.raises(facts.Conflict) as refused:
        facts.save(article, replace(Facts.of(head), needed=2), based_on=head, by=rita)
    assert refused.value.theirs == theirs
    assert facts.newest(article).needed == 1


def test_one_that_moves_on_under_the_save_is_refused_too(article, monkeypatch):
    edition = facts.of(article)
    save(article, needed=1)
    monkeypatch.setattr(facts, "of", lambda _article: edition)
    with pytest.raises(facts.Conflict):
        facts.save(article, replace(Facts.of(edition.head), needed=2), based_on=edition.head)
    assert FactsRevision.objects.count() == 2


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ((1, 2), (1, 2, 3), (1, 2, 4), (1, 2, 3, 4)),
        ((1, 2), (1,), (2,), ()),
        ((1, 2), (2, 1), (1, 2, 3), (2, 1, 3)),
        ((), (5,), (5,), (5,)),
    ],
)
def test_two_changes_of_a_set_are_put_together(base, mine, theirs, both):
    assert facts.merged(base, mine, theirs) == both


def test_saying_the_same_again_makes_no_revision(article):
    assert save(article) == facts.of(article).head
    assert FactsRevision.objects.count() == 1


def test_facts_that_nobody_reads_follow_and_are_published_with_the_first_text(anna, rita):
    article = make_article(9001, published=False, history=True)
    tag = make_tag("sls")
    save(article, anna, tags=(tag.pk,), needed=3)
    assert shown(article).needed == 3
    assert facts.of(article).published is None
    releasing.publish(editions.find(article, "en"), by=rita)
    assert facts.of(article).published.needed == 3
    save(article, anna, needed=4)
    assert (shown(article).needed, facts.of(article).is_pending) == (3, True)


def test_taken_from_readers_and_published_again_a_draft_of_facts_stays_one(article, rita):
    save(article, needed=4)
    for code in ("en", "fr"):
        releasing.unpublish(editions.find(article, code), by=rita)
    write(article, "en", title="Again")
    releasing.publish(editions.find(article, "en"), by=rita)
    assert (shown(article).needed, facts.newest(article).needed) == (None, 4)


def test_an_older_revision_can_be_had_again_as_a_draft(article, anna):
    save(article, needed=1)
    facts.publish(article)
    first = FactsRevision.objects.get(number=1)
    again = facts.restore(first, by=anna)
    assert (again.number, again.needed, again.by_name, again.origin) == (3, None, "anna", "restored")
    assert shown(article).needed == 1
    with pytest.raises(NotNow):
        facts.restore(first, by=anna)


def test_another_source_counts_at_once_and_leaves_a_draft_of_facts_a_draft(article, rita):
    save(article, needed=4)
    originals.lead(Article.objects.get(pk=article.pk), "fr", by=rita)
    assert (shown(article).source_language, shown(article).needed) == ("fr", None)
    edition = facts.of(article)
    assert (edition.head.source_language, edition.head.needed) == ("fr", 4)
    assert (edition.published.source_language, edition.published.needed) == ("fr", None)
    facts.publish(article)
    assert (shown(article).source_language, shown(article).needed) == ("fr", 4)


def test_the_history_knows_where_an_archived_article_leads(article, rita):
    other = make_article(1131)
    releasing.archive(article, other, by=rita)
    edition = facts.of(article)
    assert (edition.head.successor, edition.head.by_name, edition.is_pending) == (other, "rita", False)
    releasing.revive(Article.objects.get(pk=article.pk), by=rita)
    assert facts.of(article).head.successor is None


def test_a_category_that_is_gone_by_then_keeps_facts_from_being_published(article):
    new = make_category("new")
    save(article, category_id=new.pk)
    new.delete()
    with pytest.raises(NoCategory):
        facts.publish(article)
    assert shown(article).category_id


def test_a_discarded_draft_takes_its_facts_along():
    article = make_article(9001, published=False)
    save(article, needed=1)
    numbers.discard(article)
    assert not FactsEdition.objects.exists() and not FactsRevision.objects.exists()
