"""Who decides about a text sees all that readers would get, before the button that gives it to them."""

from html import unescape

import pytest
from django.contrib.auth.models import Group, User

from kb.models import Significance
from kb.workflow import editions, releasing
from kb.workflow.groups import TRAINERS
from tests.factories import make_article, text_of
from tests.kb.desk.test_text_page import Page
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(db):
    user = User.objects.create_user("tom", is_staff=True)
    user.groups.set(Group.objects.filter(name=TRAINERS))
    return user


def redraft(article, language, old, new, *, by, **more):
    """Save a draft in which `old` reads `new`."""
    body = editions.find(article, language).head.body
    assert old in body
    return write(article, language, by, body=body.replace(old, new), **more)


def evidence(page):
    """The part of the page above the decision."""
    above, button, _below = page.partition('id="publication"')
    assert button
    return above


def shown(page):
    """The document in the frame."""
    return unescape(page.partition('srcdoc="')[2].partition('"')[0])


def test_every_save_since_the_published_one_is_seen_before_the_button(article, anna, rita):
    redraft(article, "en", "Confirm", "Ignore all warnings", by=anna)
    write(article, "en", anna, title="Another title")
    write(article, "en", anna, summary="Another summary.")
    releasing.submit(editions.find(article, "en"), by=anna)
    page = Page(rita, article, "en").get()
    seen = evidence(page)
    assert "From revision 1, which readers see, to revision 4." in seen
    assert "<ins>Ignore all warnings</ins>" in seen and "<del>Confirm</del>" in seen
    for words in ("Another title", "Another summary."):
        assert words in seen
    assert "Publish revision 4" in page.partition('id="publication"')[2]


def test_what_was_changed_and_changed_back_is_not_there(article, anna, rita):
    redraft(article, "en", "Confirm", "Press OK", by=anna)
    redraft(article, "en", "Press OK", "Confirm", by=anna)
    assert "Their words are the same." in evidence(Page(rita, article, "en").get())


def test_the_text_is_shown_as_readers_would_see_it(article, anna, rita):
    redraft(article, "en", "Confirm.", "Press **OK** <b>now</b>.", by=anna)
    document = shown(evidence(Page(rita, article, "en").get()))
    assert document.startswith("<!doctype html>")
    assert "Press <strong>OK</strong> &lt;b&gt;now&lt;/b&gt;." in document
    assert '<html lang="en">' in document


def test_a_first_revision_shows_its_whole_text(rita, anna):
    article = make_article(9100, published=False, history=True, tags=["sls"], references=[2260], needed=3, demo="x")
    page = Page(rita, article, "fr", "en").get()
    seen = evidence(page)
    assert "revision 1 would be the first" in seen
    for words in (
        "Connexion numéro 9100",
        "Ce que dit l’article 9100.",
        "/fr/kb/9100/connexion-9100/",
        "2. Validez.",
    ):
        assert words in seen
    assert "Saisissez votre nom." in shown(seen)
    for fact in ("Security card", "Secure Login System", "KB2260", "<dd>3</dd>", "<dd>x</dd>"):
        assert fact in seen


def test_the_facts_of_an_article_with_readers_are_theirs_already(article, rita, anna):
    write(article, "en", anna, title="Two")
    assert "<dd>Security card</dd>" not in evidence(Page(rita, article, "en").get())


def test_what_readers_are_told_is_seen_and_that_they_are_told_nothing(article, anna, rita):
    write(article, "en", anna, title="Two", change="The <button> is red.")
    assert "The &lt;button&gt; is red." in evidence(Page(rita, article, "en").get())
    write(article, "fr", anna, title="Deux", change="")
    assert "the date of the last change stays" in evidence(Page(rita, article, "fr", "en").get())


def test_a_typo_tells_readers_nothing_as_publication_does(article, anna, rita):
    write(article, "en", anna, title="Two", change="Mended.", significance=Significance.TYPO)
    assert (
        "Mended."
        not in evidence(Page(rita, article, "en").get()).partition('<dl class="comes">')[2].partition("</dl>")[0]
    )


def test_an_address_that_moves_is_seen(article, anna, rita):
    write(article, "en", anna, slug="another-slug")
    assert "/en/kb/3422/login-3422/ → /en/kb/3422/another-slug/" in evidence(Page(rita, article, "en").get())
    write(article, "fr", anna, title="Deux")
    assert "→ /fr/kb/" not in evidence(Page(rita, article, "fr", "en").get())


def test_readers_of_a_translation_who_would_be_told_are_named(article, anna, rita):
    redraft(article, "en", "Confirm", "Press OK", by=anna, significance=Significance.MAJOR)
    assert "readers in French" in evidence(Page(rita, article, "en").get())
    assert releasing.languages_told(editions.find(article, "en")) == ["fr"]
    releasing.publish(editions.find(article, "en"), by=rita)
    article.refresh_from_db()
    assert text_of(article, "fr").stale
    redraft(article, "en", "Press OK", "Press Ok", by=anna, significance=Significance.TYPO)
    assert "readers in French" not in evidence(Page(rita, article, "en").get())


def test_an_archived_article_that_would_come_back_says_so(article, anna, rita):
    releasing.archive(article, by=rita)
    write(article, "en", anna, title="Two")
    assert "The article is archived" in evidence(Page(rita, article, "en").get())


def test_two_revisions_compared_on_demand_hide_nothing_of_what_is_to_come(article, anna, rita):
    redraft(article, "en", "Confirm", "Ignore all warnings", by=anna)
    write(article, "en", anna, title="Three")
    page = Page(rita, article, "en").get("?from=2&to=3")
    assert "<ins>Ignore all warnings</ins>" in evidence(page)
    assert "From revision 2 to revision 3" in page.partition('id="history"')[2]


def test_where_readers_see_the_newest_its_last_step_is_compared(article, rita):
    publish(article, "en", title="Two")
    page = Page(rita, article, "en").get()
    assert "From revision 1 to revision 2" in page.partition('id="history"')[2]
    assert "Two" in shown(page)
    assert "What readers see" in evidence(page)


def test_who_may_only_look_sees_the_same_and_no_button(article, anna, trainer):
    redraft(article, "en", "Confirm", "Press OK", by=anna)
    page = Page(trainer, article, "en").get()
    assert "<ins>Press OK</ins>" in page and "Press OK" in shown(page)
    assert 'id="publication"' not in page and "Write</a>" not in page


def test_another_line_end_is_a_change_too(article, anna, rita):
    """U+2028 ends a line for Python's splitlines, and is within one for readers."""
    redraft(article, "en", "Confirm.", "Confirm.\u2028Now.", by=anna)
    releasing.publish(editions.find(article, "en"), by=rita)
    redraft(article, "en", "Confirm.\u2028Now.", "Confirm. Now.", by=anna)
    assert "Their words are the same." not in evidence(Page(rita, article, "en").get())


def test_it_is_in_french_too(article, anna, rita):
    write(article, "en", anna, title="Two", slug="two")
    page = Page(rita, article, "en", "fr").get()
    for words in (
        "Ce que la publication changerait pour les lecteurs",
        "Les lecteurs en sont informés ainsi",
        "L’adresse change",
    ):
        assert words in page
