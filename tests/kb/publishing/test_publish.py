from datetime import UTC, datetime

import pytest

from kb.models import Article, Elsewhere, OldSlug, PublishedText, Reference, Stamp
from kb.publishing.publish import NotASuccessor, Release, archive, publish, publish_all, rerender, unpublish
from kb.search import query
from tests.factories import make_article, readers_see, text_of

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
LINKED = "## Text {#text}\n\nSee KB9001#step-2.\n"


def stored(number):
    return Article.objects.get(number=number)


def found(words, language="en"):
    return [result.number for result in query.search(words, language).results]


def test_publishing_makes_everything_that_readers_need():
    article = make_article(9001, published=False)
    published = publish(article, "en", at=LATER)
    text = text_of(9001)
    assert published.path == "/en/kb/9001/login-9001/"
    assert 'id="step-2"' in text.html
    assert [heading["id"] for heading in text.outline] == ["log-in"]
    assert any("Confirm" in passage["text"] for passage in text.passages)
    assert {"log-in", "step-1", "step-2"} <= set(text.anchors)
    assert len(text.digest) == 64
    assert text.published_at == text.updated_at == LATER


def test_the_other_language_stays_as_it_is():
    publish(make_article(9001, published=False), "en")
    assert stored(9001).published_languages() == ["en"]


def test_publishing_again_keeps_both_dates_unless_the_meaning_changed():
    article = make_article(9001)
    first = text_of(article).updated_at
    article.body_en = "Other words."
    publish(article, "en", at=LATER)
    assert text_of(9001).updated_at == first
    publish(article, "en", at=LATER, change="The button moved.")
    text = text_of(9001)
    assert (text.updated_at, text.change) == (LATER, "The button moved.")
    assert text.published_at == first


def test_the_digest_follows_the_words_and_nothing_else():
    article = make_article(9001)
    before = text_of(article).digest
    publish(article, "en")
    assert text_of(article).digest == before
    article.summary_en = "Another summary."
    publish(article, "en")
    assert text_of(article).digest != before


def test_what_is_published_can_be_found():
    make_article(9001, title_en="Zebra crossing", body_en="Stripes.")
    assert found("zebra") == [9001]


def test_every_change_moves_the_stamp():
    article = make_article(9001)
    for change in (lambda: publish(article, "en"), lambda: unpublish(article, "fr"), lambda: archive(article)):
        before = Stamp.current()
        change()
        assert Stamp.current() > before


def test_a_new_slug_keeps_the_old_one_and_an_old_one_that_comes_back_is_no_longer_old():
    article = make_article(9001, slug_en="one")
    article.slug_en = "two"
    publish(article, "en")
    assert list(OldSlug.objects.values_list("language", "slug")) == [("en", "one")]
    article.slug_en = "one"
    publish(article, "en")
    assert list(OldSlug.objects.values_list("language", "slug")) == [("en", "two")]


def test_the_slug_of_a_draft_is_no_old_address():
    article = make_article(9001, published=False, slug_en="one")
    article.slug_en = "two"
    publish(article, "en")
    assert not OldSlug.objects.exists()


def test_mentions_are_kept_per_language_with_their_step_beside_the_list():
    make_article(9001)
    make_article(9002, body_en=LINKED, references=[9001])
    rows = Reference.objects.filter(source__number=9002)
    assert set(rows.values_list("target", "language", "step", "position")) == {
        (9001, "", "", 0),
        (9001, "en", "step-2", None),
    }


def test_texts_published_together_link_to_each_other_whatever_their_order():
    releases = []
    for number, other in ((9001, 9002), (9002, 9001)):
        body = f"## Do {{#do}}\n\n::: steps\n1. See KB{other}#step-1.\n:::\n"
        releases.append(Release.newest(make_article(number, published=False, body_en=body), "en"))
    for published in publish_all(releases):
        assert not [each for each in published.rendered.problems if each.blocks]
    assert 'href="/en/kb/9002/login-9002/#step-1"' in text_of(9001).html
    assert 'href="/en/kb/9001/login-9001/#step-1"' in text_of(9002).html


class TestReferrers:
    """A text that mentions another one reads rightly after that one changed."""

    def test_a_mention_of_nothing_becomes_a_link_once_there_is_something(self):
        make_article(9002, body_en=LINKED)
        assert "/en/kb/9001/" not in text_of(9002).html
        make_article(9001)
        assert 'href="/en/kb/9001/login-9001/#step-2"' in text_of(9002).html

    def test_a_new_title_is_shown_where_it_is_mentioned(self):
        article = make_article(9001)
        make_article(9002, body_en=LINKED)
        article.title_en = "Brand new"
        publish(article, "en")
        assert "Brand new" in text_of(9002).html
        assert found("brand new") == [9001]  # the title of a linked article is no word of the one that links

    def test_a_new_slug_is_linked_to(self):
        article = make_article(9001)
        make_article(9002, body_en=LINKED)
        article.slug_en = "brand-new"
        publish(article, "en")
        assert "/en/kb/9001/brand-new/#step-2" in text_of(9002).html

    def test_a_step_that_goes_away_is_no_longer_linked_to(self):
        article = make_article(9001)
        make_article(9002, body_en=LINKED)
        article.body_en = "No steps any more."
        publish(article, "en")
        assert "#step-2" not in text_of(9002).html

    def test_a_translation_that_appears_takes_the_place_of_the_fallback(self):
        article = make_article(9001, languages=["en"])
        make_article(9002, body_fr="Voir KB9001.")
        assert "Login number 9001" in text_of(9002, "fr").html
        article.title_fr, article.slug_fr, article.body_fr = "Bonjour", "bonjour", "Texte."
        publish(article, "fr")
        assert "Bonjour" in text_of(9002, "fr").html

    def test_a_change_of_words_alone_leaves_them_as_they_are(self, django_assert_max_num_queries):
        article = make_article(9001)
        make_article(9002, body_en=LINKED)
        readers_see(9002, html="untouched")
        article.summary_en = "Other words."
        publish(article, "en")
        assert text_of(9002).html == "untouched"

    def test_their_own_dates_do_not_move(self):
        article = make_article(9001)
        before = text_of(make_article(9002, body_en=LINKED)).updated_at
        article.title_en = "Brand new"
        publish(article, "en", at=LATER, change="Renamed.")
        assert text_of(9002).updated_at == before


def test_a_withdrawn_text_has_no_readers_but_keeps_its_words():
    make_article(9002, body_fr="Voir KB9001.")
    article = make_article(9001, body_fr="Voir KB9002.")
    unpublish(article, "fr")
    text = stored(9001)
    assert text.published_languages() == ["en"]
    assert text.body_fr == "Voir KB9002."
    assert not Reference.objects.filter(source=article, language="fr").exists()
    assert found("9001", "fr") == [] or found("Connexion numéro 9001", "fr") != [9001]
    assert "Login number 9001" in text_of(9002, "fr").html


def test_a_retired_article_without_successor_is_no_longer_linked_to():
    make_article(9002, body_en=LINKED)
    archive(make_article(9001))
    assert "/en/kb/9001/" not in text_of(9002).html
    assert found("Login number 9001") != [9001]


def test_a_retired_article_with_a_successor_still_leads_somewhere():
    make_article(9002, body_en=LINKED)
    article = make_article(9001)
    archive(article, make_article(9003), at=LATER)
    text = stored(9001)
    assert (text.retired_at, text.successor.number) == (LATER, 9003)
    assert "/en/kb/9001/" in text_of(9002).html


def test_who_changes_the_successor_does_not_change_the_day_of_archiving():
    article, other = make_article(9001), make_article(9002)
    archive(article, at=LATER)
    archive(stored(9001), other)
    assert (stored(9001).retired_at, stored(9001).successor) == (LATER, other)
    publish(stored(9001), "en")
    archive(stored(9001), other)
    assert stored(9001).retired_at != LATER  # it came back in between


def test_nothing_succeeds_itself_or_is_succeeded_by_something_retired():
    article, other = make_article(9001), make_article(9002)
    with pytest.raises(NotASuccessor):
        archive(article, article)
    archive(other)
    with pytest.raises(NotASuccessor):
        archive(article, other)
    assert stored(9001).retired_at is None


def test_what_was_succeeded_before_may_be_retired_again_but_never_in_a_circle():
    first, second, third = (make_article(number) for number in (9001, 9002, 9003))
    archive(first, second)
    archive(second, third)
    archive(first, second, still=True)
    assert stored(9001).successor == second
    for still in (False, True):
        with pytest.raises(NotASuccessor):
            archive(third, first, still=still)
    assert stored(9003).retired_at is None


def test_publishing_brings_a_retired_article_back_in_every_language_it_had():
    article = make_article(9001, title_fr="Zèbre")
    archive(article)
    publish(article, "en")
    assert stored(9001).published_languages() == ["en", "fr"]
    assert found("zèbre", "fr") == [9001]


def test_rendering_again_makes_every_published_text_from_its_words():
    make_article(9001)
    archive(make_article(9002))
    PublishedText.objects.update(html="old")
    assert rerender() == 2
    assert "step-1" in text_of(9001).html
    assert text_of(9002).html == "old"  # nobody reads it


def test_rendering_again_can_leave_some_out():
    article = make_article(9001)
    PublishedText.objects.update(html="old")
    assert rerender(leave=[(article.pk, "en")]) == 1
    assert text_of(9001).html == "old"


def test_a_failure_leaves_everything_as_it_was(monkeypatch):
    article = make_article(9001)
    before, stamp = text_of(9001).html, Stamp.current()
    monkeypatch.setattr("kb.search.index.put", lambda *_args: 1 / 0)
    article.body_en = "Other words."
    with pytest.raises(ZeroDivisionError):
        publish(article, "en")
    assert text_of(9001).html == before
    assert Stamp.current() == stamp


def test_a_number_held_elsewhere_shows_its_title():
    Elsewhere.objects.create(number=3234, title_en="Notifications", title_fr="Les notifications")
    make_article(9001, body_fr="Voir KB3234.")
    assert "Les notifications" in text_of(9001, "fr").html
