"""Which translation is behind, since when, in which steps, and who is told."""

import pytest

from kb.models import Edition, Significance
from kb.workflow import drafts, editions, staleness
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import draft_of, publish, step, write

pytestmark = pytest.mark.django_db


def behind(article, language="fr"):
    return staleness.behind(editions.find(article, language))


def catch_up(article, by=None, **changes):
    """Save the French text as one that says what the English says now."""
    head = editions.find(article, "fr").head
    draft = draft_of(head, source=editions.source_now(article), **changes)
    return drafts.save(article, "fr", draft, based_on=head, by=by)


def test_a_translation_made_from_the_newest_source_is_up_to_date(article):
    assert behind(article) is None


def test_the_source_is_never_behind(article):
    publish(article, "fr", title="Autre titre")
    assert behind(article, "en") is None


def test_a_typo_wakes_nobody(article):
    step(article, "en", "Confirm", "Confirm it", Significance.TYPO)
    found = behind(article)
    assert (found.level, found.is_stale, found.told_to_readers) == (Significance.TYPO, False, None)


def test_a_medium_edit_is_for_translators(article):
    step(article, "en", "Confirm", "Press OK", Significance.MEDIUM)
    found = behind(article)
    assert (found.is_stale, found.told_to_readers) == (True, None)
    assert text_of(3422, "fr").stale is None


def test_a_draft_of_the_source_makes_nobody_late(article):
    write(article, "en", body="## Log in {#log-in}\n\nOtherwise.\n", significance=Significance.MAJOR)
    assert behind(article) is None


def test_a_major_edit_is_told_to_readers_on_the_step_that_changed(article, client):
    revision = step(article, "en", "Confirm", "Press OK")
    assert text_of(3422, "fr").stale == {
        "since": revision.created_at.date().isoformat(),
        "anchors": ["step-2"],
    }
    page = client.get("/fr/kb/3422/connexion-3422/").content.decode()
    assert page.count("stale-mark") == 1
    before, after = page.split("stale-mark")
    assert 'id="step-2"' in before.rpartition("<li")[2]
    assert "Cette étape a changé dans l’original depuis la traduction." in after
    assert 'href="#step-2"' in page.partition("</aside>")[0]
    assert "stale-mark" not in client.get("/en/kb/3422/login-3422/").content.decode()


def test_what_readers_are_told_costs_no_query(article, client, django_assert_max_num_queries):
    step(article, "en", "Confirm", "Press OK")
    with django_assert_max_num_queries(3):
        client.get("/fr/kb/3422/connexion-3422/")


def test_the_remark_is_no_part_of_the_text_that_is_searched_or_voted_on(article):
    before = text_of(article, "fr")
    step(article, "en", "Confirm", "Press OK")
    after = text_of(article, "fr")
    assert "stale-mark" in after.html
    assert (after.passages, after.digest) == (before.passages, before.digest)


def test_only_the_steps_of_major_edits_are_marked(article):
    step(article, "en", "Type your name", "Type your user name", Significance.MEDIUM)
    step(article, "en", "Confirm", "Press OK", Significance.MAJOR)
    assert behind(article).told_to_readers["anchors"] == ["step-2"]
    assert behind(article).anchors == ("step-1", "step-2")


def test_a_step_that_the_source_has_no_longer_is_marked_too(article):
    step(article, "en", "2. Confirm.\n", "")
    assert behind(article).told_to_readers["anchors"] == ["step-2"]


def test_the_highest_of_several_edits_counts_and_the_first_major_one_dates_it(article):
    first = step(article, "en", "Confirm", "Press OK", Significance.MAJOR)
    step(article, "en", "Type your", "Type the", Significance.TYPO)
    found = behind(article)
    assert found.level == Significance.MAJOR
    assert [revision.number for revision in found.missed] == [2, 3]
    assert found.told_to_readers["since"] == first.created_at.date().isoformat()


def test_saving_the_translation_without_a_word_leaves_it_behind(article):
    step(article, "en", "Confirm", "Press OK")
    write(article, "fr", title="Autre titre")
    assert behind(article).level == Significance.MAJOR


def test_readers_are_told_until_the_translation_that_catches_up_is_published(article):
    step(article, "en", "Confirm", "Press OK")
    catch_up(article, body=editions.find(article, "fr").head.body.replace("Validez", "Appuyez sur OK"))
    assert behind(article) is None
    assert text_of(3422, "fr").stale
    publish(article, "fr")
    there = text_of(3422, "fr")
    assert (there.stale, "stale-mark" in there.html) == (None, False)


def test_up_to_date_can_be_said_without_changing_a_word(article, fabien):
    step(article, "en", "Confirm", "Press OK")
    revision = drafts.declare_up_to_date(editions.find(article, "fr"), editions.source_now(article), by=fabien)
    assert (revision.number, revision.body, behind(article)) == (2, editions.find(article, "fr").published.body, None)
    publish(article, "fr")
    assert text_of(3422, "fr").stale is None


def test_who_translated_an_older_source_than_the_newest_has_caught_up_with_that_one_only(article):
    seen = step(article, "en", "Confirm", "Press OK")
    step(article, "en", "Type your", "Type the", Significance.MEDIUM)
    head = editions.find(article, "fr").head
    drafts.save(article, "fr", draft_of(head, source=seen), based_on=head)
    assert [revision.number for revision in behind(article).missed] == [3]


def test_a_translation_of_unknown_origin_is_shown_to_translators_and_troubles_no_reader(article):
    publish(article, "en", title="Another title", significance=Significance.MAJOR)
    Edition.objects.filter(language="fr").update(published=None)
    edition = editions.find(article, "fr")
    type(edition.head).objects.filter(pk=edition.head_id).update(source=None)
    found = behind(article)
    assert (found.since, found.level, found.told_to_readers) == (None, Significance.MEDIUM, None)


def test_what_was_published_before_the_source_changed_back_is_still_behind():
    article = make_article(2260, source="fr", history=True)
    step(article, "fr", "Validez", "Appuyez sur OK", Significance.MAJOR)
    assert staleness.behind(editions.find(article, "en")).anchors == ("step-2",)
    assert "stale-mark" in text_of(2260).html
