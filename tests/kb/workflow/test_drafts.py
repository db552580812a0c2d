"""Saving keeps everything, shows readers nothing, and never goes over a colleague's text."""

import pytest

from kb.files import stored
from kb.models import Article, Edition, Origin, Revision, State
from kb.workflow import drafts, editions
from kb.workflow.drafts import Conflict
from tests.factories import make_article
from tests.kb.workflow.desk import draft_of, publish, write

pytestmark = pytest.mark.django_db


def test_a_draft_is_a_new_revision_and_readers_see_the_old_text(client, article, english, anna):
    revision = write(article, "en", anna, title="Another title", comment="clearer")
    assert (revision.number, revision.author, revision.by_name, revision.comment) == (2, anna, "anna", "clearer")
    assert revision.based_on == english.head
    assert editions.find(article, "en").state == State.DRAFT
    assert b"Another title" not in client.get("/en/kb/3422/login-3422/").content


def test_a_text_saved_as_it_was_makes_no_revision(article, english):
    assert write(article, "en") == english.head
    assert Revision.objects.filter(language="en").count() == 1


def test_a_revision_is_not_changed(english):
    with pytest.raises(TypeError):
        english.head.save()


def test_the_second_of_two_saves_is_refused_with_both_texts_at_hand(article, english, anna):
    theirs = write(article, "en", anna, title="Hers")
    with pytest.raises(Conflict) as refused:
        drafts.save(article, "en", draft_of(english.head, title="Mine"), based_on=english.head)
    assert (refused.value.base, refused.value.theirs) == (english.head, theirs)
    assert editions.find(article, "en").head == theirs


def test_languages_do_not_stand_in_each_others_way(article, french):
    write(article, "en", title="Another title")
    assert drafts.save(article, "fr", draft_of(french.head, title="Autre titre"), based_on=french.head).number == 2


def test_what_was_submitted_or_scheduled_is_so_no_longer(article, english):
    write(article, "en", title="One")
    Edition.objects.filter(pk=english.pk).update(submitted_at="2026-11-24T00:00Z", publish_at="2100-01-01T00:00Z")
    write(article, "en", title="Two")
    edition = editions.find(article, "en")
    assert (edition.submitted_at, edition.publish_at, edition.state) == (None, None, State.DRAFT)


def test_while_nothing_is_published_the_files_get_the_newest_draft():
    article = make_article(2260, published=False, history=True)
    write(article, "fr", title="Nouveau titre", change="")
    there = Article.objects.get(number=2260)
    assert (there.title_fr, there.is_published("fr")) == ("Nouveau titre", False)
    assert "title: Nouveau titre\n" in stored.canonical(there, "fr")
    assert "change:" not in stored.canonical(there, "fr")


def test_a_published_text_stays_as_it_is_in_the_files(article):
    write(article, "fr", title="Nouveau titre")
    there = Article.objects.get(number=3422)
    assert "title: Connexion numéro 3422\n" in stored.canonical(there, "fr")
    assert there.title_fr == "Nouveau titre"  # what editors look for


def test_restoring_brings_old_words_back_as_a_new_revision(article, french, fabien):
    first = french.head
    publish(article, "fr", title="Autre titre")
    restored = drafts.restore(first, by=fabien, comment="l’ancien valait mieux")
    assert (restored.number, restored.words, restored.origin) == (3, first.words, Origin.RESTORED)
    assert (restored.source, restored.by_name) == (first.source, "fabien")
