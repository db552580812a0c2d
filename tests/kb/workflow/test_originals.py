"""Another language becomes the one that an article is translated from, and everybody still knows what is behind."""

import pytest

from kb.exchange.sheets import NotForHere
from kb.models import Article, PublicationEntry, Revision, Significance
from kb.workflow import agencies, drafts, editions, originals, releasing, staleness
from kb.workflow.board.grid import grid
from kb.workflow.board.overview import load
from kb.workflow.drafts import Draft
from kb.workflow.intake import Given, take_in
from kb.workflow.refusals import NotNow
from tests.factories import make_article, readers_see, text_of
from tests.kb.board.test_grid import TODAY
from tests.kb.desk.test_form import Desk
from tests.kb.desk.test_text_page import Page
from tests.kb.workflow.desk import draft_of, publish, step, write

pytestmark = pytest.mark.django_db


def behind(article, language):
    return staleness.behind(editions.find(article, language))


def catch_up(article, language, **changes):
    head = editions.find(article, language).head
    draft = draft_of(head, source=editions.source_now(article), **changes)
    drafts.save(article, language, draft, based_on=head)
    return publish(article, language)


def test_what_was_the_original_follows_from_then_on(article, rita):
    originals.lead(article, "fr", by=rita)
    assert Article.objects.get(pk=article.pk).source_language == "fr"
    english = editions.find(article, "en")
    assert (english.head.source, english.head.comment) == (editions.find(article, "fr").head, "en → fr")
    assert english.head == english.published and english.head.by_name == "rita"
    assert english.head.words == Revision.objects.get(article=article, language="en", number=1).words
    assert behind(article, "en") is None and behind(article, "fr") is None
    assert PublicationEntry.objects.latest("pk").by_name == "rita"


def test_an_edit_of_the_new_original_puts_the_old_one_behind(article, client):
    originals.lead(article, "fr")
    step(article, "fr", "Validez.", "Appuyez sur OK.", Significance.MAJOR)
    found = behind(article, "en")
    assert (found.level, found.anchors) == (Significance.MAJOR, ("step-2",))
    assert behind(article, "fr") is None
    assert "stale-mark" in client.get("/en/kb/3422/login-3422/").content.decode()
    assert "stale-mark" not in client.get("/fr/kb/3422/connexion-3422/").content.decode()
    cells = {cell.language: cell.standings[0] for cell in grid(load(TODAY)).rows[0].cells}
    assert cells == {"en": "stale-major", "fr": "published"}


def test_it_can_go_back(article):
    originals.lead(article, "fr")
    originals.lead(article, "en")
    assert behind(article, "fr") is None
    step(article, "en", "Confirm.", "Press OK.", Significance.MEDIUM)
    assert [revision.number for revision in behind(article, "fr").missed] == [3]


def test_a_translation_that_is_behind_does_not_lead(article):
    step(article, "en", "Confirm.", "Press OK.", Significance.MEDIUM)
    with pytest.raises(originals.Apart) as refused:
        originals.lead(article, "fr")
    assert refused.value.languages == ["fr"]
    assert Article.objects.get(pk=article.pk).source_language == "en"
    catch_up(article, "fr", body="## Se connecter {#log-in}\n\n::: steps\n1. Un.\n2. Appuyez sur OK.\n:::\n")
    originals.lead(article, "fr")
    assert behind(article, "en") is None


def test_nor_while_only_a_draft_of_it_has_caught_up(article, french):
    step(article, "en", "Confirm.", "Press OK.", Significance.MEDIUM)
    drafts.declare_up_to_date(french, editions.source_now(article))
    assert originals.apart(article) == ["fr"]
    publish(article, "fr")
    assert originals.apart(article) == []


def test_nor_while_the_original_has_a_draft_that_nobody_translates_yet(article):
    write(article, "en", title="Another title")
    with pytest.raises(originals.Apart) as refused:
        originals.lead(article, "fr")
    assert refused.value.languages == ["en"]


def test_typos_keep_nobody_waiting(article):
    step(article, "en", "Confirm.", "Confirm it.", Significance.TYPO)
    originals.lead(article, "fr")
    assert behind(article, "en") is None


def test_a_language_that_is_not_written_does_not_lead_and_one_that_was_meant_all_along_does(article):
    english = make_article(9001, languages=["en"], history=True)
    with pytest.raises(NotNow):
        originals.lead(english, "fr")
    with pytest.raises(NotNow):
        originals.lead(article, "en")
    mistaken = make_article(9002, languages=["fr"], history=True)
    originals.lead(mistaken, "fr")
    assert editions.find(mistaken, "fr").is_source


def test_a_draft_waiting_for_review_still_waits(article):
    releasing.unpublish(editions.find(article, "en"))
    releasing.submit(editions.find(article, "en"))
    originals.lead(article, "fr")
    edition = editions.find(article, "en")
    assert edition.submitted_at and edition.published is None and edition.head.number == 2


def test_a_revision_made_from_the_original_of_before_is_of_unknown_origin(article):
    """It may be restored: the numbers of two languages are no line."""
    step(article, "en", "Confirm.", "Press OK.", Significance.MEDIUM)
    catch_up(article, "fr", title="Autre titre")
    originals.lead(article, "fr")
    originals.lead(article, "en")
    old = Revision.objects.get(article=article, language="en", number=1)
    originals.lead(article, "fr")
    drafts.restore(old)
    found = behind(article, "en")
    assert found.since is None and found.is_stale and found.told_to_readers is None
    overview = load(TODAY)
    assert overview.behind[article.pk, "en"].since is None
    assert "#, fuzzy" not in agencies.take_out(article, "en")


def test_a_translators_file_made_from_the_original_of_before_is_refused(article):
    file = agencies.take_out(article, "fr")
    originals.lead(article, "fr")
    there = agencies.take_out(article, "en")
    originals.lead(article, "en")
    with pytest.raises(NotForHere, match="other-source"):
        agencies.bring_in(article, "fr", there.replace("Language: en", "Language: fr").encode())
    assert not agencies.bring_in(article, "fr", file.encode()).is_new


def test_files_may_say_it_too_by_the_days_of_both(article):
    for day, is_behind in (("en", False), ("fr", True)):
        article.source_language = "fr" if article.source_language == "en" else "en"
        other = "en" if article.source_language == "fr" else "fr"
        if is_behind:
            readers_see(article, "en", updated_at=text_of(article).updated_at.replace(year=2027))
        article.save()
        take_in([Given(article, code, Draft.of(editions.find(article, code).head)) for code in ("en", "fr")])
        assert (behind(article, other) is not None) == is_behind, day
        assert behind(article, article.source_language) is None


def test_it_is_done_on_the_page_of_the_translation_by_who_publishes_both(article, rita, fabien):
    assert Page(fabien, article, "fr").post("lead").status_code == 403
    page, other = Page(rita, article, "fr", "fr"), Page(rita, article, "en", "fr")
    assert "En faire l’original" in page.get()
    assert "C’est maintenant l’original" in page.told("lead")
    assert "En faire l’original" not in page.get()
    assert "En faire l’original" in other.get()


def test_the_page_says_what_has_to_be_done_first(article, rita):
    step(article, "en", "Confirm.", "Press OK.", Significance.MEDIUM)
    page = Page(rita, article, "fr")
    assert "bring the translation up to date" in page.get()
    assert "has changed" in page.told("lead")
    assert Article.objects.get(pk=article.pk).source_language == "en"


def test_the_form_shows_it_and_does_not_change_it(article, rita, anna):
    desk = Desk(rita, article)
    assert "source_language" not in desk.form.fields
    assert "made the original on the page of its history" in desk.page
    desk.send(source_language="fr", needed="3")
    assert Article.objects.get(pk=article.pk).source_language == "en"
    assert "source_language" in Desk(anna).form.fields  # of a new article
