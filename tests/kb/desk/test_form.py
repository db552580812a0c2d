"""The article's form: what is saved is a draft, each language by itself, and no colleague's text is lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.admin.desk.form import ArticleForm
from kb.models import Article, PublicationEntry, Revision, Significance, State
from kb.workflow import editions, facts, releasing, staleness
from tests.factories import make_article, make_category, text_of
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db
URL = "/en/admin/kb/article/{}/change/"


class Desk:
    """A person at the form of an article: what it shows is what they send, but for what they change."""

    def __init__(self, person, article=None, language="en"):
        self.client = Client()
        self.client.force_login(person)
        self.article = article
        self.url = f"/{language}/admin/kb/article/" + (f"{article.pk}/change/" if article else "add/")
        self.open()

    def open(self):
        self.response = self.client.get(self.url)
        assert self.response.status_code == 200
        return self

    @property
    def form(self):
        return self.response.context["adminform"].form

    def shown(self):
        """The fields as a browser would send them: those that are disabled or only read are not sent."""
        sent = {}
        for bound in self.form:
            value = bound.value()
            if bound.field.disabled or value is None or value is False:
                continue
            many = isinstance(value, list | tuple) or hasattr(value, "all")
            sent[bound.name] = [str(getattr(v, "pk", v)) for v in value] if many else bound.field.prepare_value(value)
            if bound.field.show_hidden_initial:
                sent |= self.shown_before(bound)
        return sent

    def shown_before(self, bound):
        """What the page says that the field had when it was shown."""
        found = re.findall(rf'name="{bound.html_initial_name}"(?: value="([^"]*)")?', self.page)
        return {bound.html_initial_name: found} if found else {}

    def send(self, **changes):
        self.response = self.client.post(self.url, {**self.shown(), **changes}, follow=True)
        assert self.response.status_code == 200
        return self

    @property
    def page(self):
        return self.response.content.decode()

    @property
    def errors(self):
        return self.form.errors if "adminform" in (self.response.context or {}) else {}

    @property
    def told(self):
        return [str(message) for message in self.response.context["messages"]]


def head(article, language):
    return editions.find(article, language).head


def test_a_saved_text_is_a_draft_with_its_author_and_comment(article, anna, client):
    Desk(anna, article).send(title_en="Another title", comment_en="clearer", significance_en="10")
    revision = head(article, "en")
    assert (revision.number, revision.title, revision.by_name) == (2, "Another title", "anna")
    assert (revision.comment, revision.significance) == ("clearer", Significance.TYPO)
    assert head(article, "fr").number == 1
    assert b"Another title" not in client.get("/en/kb/3422/login-3422/").content
    assert text_of(3422).title == "Login number 3422"


def test_the_form_shows_the_newest_draft(article, anna):
    write(article, "en", title="A draft", body="## Log in {#log-in}\n\nDrafted.\n")
    form = Desk(anna, article).form
    assert (form["title_en"].value(), form["body_en"].value()) == ("A draft", "## Log in {#log-in}\n\nDrafted.\n")


def test_saving_without_a_change_makes_no_revision_and_a_change_of_facts_keeps_drafts(article, rita):
    write(article, "en", title="A draft")
    Desk(rita, article).send()
    assert Revision.objects.count() == 3
    Desk(rita, article).send(needed="4")
    assert facts.newest(article).needed == 4
    assert (head(article, "en").title, text_of(3422).title) == ("A draft", "Login number 3422")


def test_a_language_that_one_may_not_write_is_read_only_and_a_forged_field_counts_for_nothing(article, fabien):
    desk = Desk(fabien, article)
    assert desk.form["title_en"].field.disabled
    assert "significance_en" not in desk.form.fields
    desk.send(title_fr="Autre titre", title_en="Forged", comment_en="x", then_en="publish")
    assert (head(article, "fr").title, head(article, "en").number) == ("Autre titre", 1)


def test_editors_submit_and_reviewers_publish_from_the_form(article, anna, rita, client):
    desk = Desk(anna, article)
    assert [value for value, _label in desk.form.fields["then_en"].choices] == ["keep", "submit"]
    desk.send(title_en="Another title", then_en="submit")
    assert editions.find(article, "en").state == State.REVIEW
    Desk(rita, article).send(then_en="publish")
    assert editions.find(article, "en").state == State.PUBLISHED
    assert b"<h1>Another title</h1>" in client.get("/en/kb/3422/login-3422/").content
    assert PublicationEntry.objects.latest("pk").by_name == "rita"


def test_what_may_not_be_published_by_this_person_is_refused_when_forged(article, anna):
    desk = Desk(anna, article).send(title_en="Another title", then_en="publish")
    assert "then_en" in desk.errors
    assert head(article, "en").number == 1


def test_a_draft_with_errors_is_kept_and_said_not_to_be_published(article, rita):
    desk = Desk(rita, article).send(body_en="## Log in {#log-in}\n\nSee KB424242.\n", then_en="publish")
    assert head(article, "en").number == 2
    assert editions.find(article, "en").state == State.DRAFT
    assert "There is no article KB424242." in " ".join(desk.told)


def test_what_is_wrong_with_a_draft_is_told_when_it_is_saved(article, fabien):
    body = "## Se connecter {#log-in}\n\nAttention: voir KB424242.\n"
    told = " ".join(Desk(fabien, article, "fr").send(body_fr=body).told)
    assert "Il n’y a pas d’article KB424242." in told
    assert "corps, ligne 3\u00a0: Il faut une espace insécable" in told
    assert head(article, "fr").body == body


def test_the_second_save_is_refused_with_both_texts_put_together(article, anna, rita):
    """Two sessions race on one article: the words of neither are lost."""
    first, second = Desk(anna, article), Desk(rita, article)
    body = head(article, "en").body
    first.send(body_en=body.replace("Type your name", "Type your user name"), title_en="Anna’s title")
    second.send(body_en=body.replace("Confirm", "Press OK"))
    assert "anna saved this text while you were writing" in str(second.errors["body_en"])
    assert head(article, "en").by_name == "anna"
    assert second.form["body_en"].value() == body.replace("Type your name", "Type your user name").replace(
        "Confirm", "Press OK"
    )
    assert second.form["title_en"].value() == "Anna’s title"
    assert "What anna saved" in second.page
    second.send()
    assert second.errors == {}
    saved = head(article, "en")
    assert (saved.number, saved.by_name, saved.title) == (3, "rita", "Anna’s title")
    assert "Press OK" in saved.body and "Type your user name" in saved.body


def test_where_both_wrote_at_the_same_place_the_second_is_asked(article, anna, rita):
    first, second = Desk(anna, article), Desk(rita, article)
    body = head(article, "en").body
    first.send(body_en=body.replace("Confirm", "Press Enter"), summary_en="Anna’s summary.")
    second.send(body_en=body.replace("Confirm", "Press OK"), summary_en="Rita’s summary.")
    shown = second.form["body_en"].value()
    assert "<<<<<<< yours\n2. Press OK.\n=======\n2. Press Enter.\n>>>>>>> anna\n" in shown
    assert second.form["summary_en"].value() == "Rita’s summary."
    assert "Anna’s summary." in second.page
    second.send(then_en="publish")  # without having chosen
    assert "Two texts are still here" in " ".join(second.told)
    assert editions.find(article, "en").state == State.DRAFT


def test_two_languages_saved_by_two_people_do_not_meet(article, anna, fabien):
    english, french = Desk(anna, article), Desk(fabien, article)
    english.send(title_en="Another title")
    french.send(title_fr="Autre titre")
    assert (english.errors, french.errors) == ({}, {})
    assert (head(article, "en").title, head(article, "fr").title) == ("Another title", "Autre titre")


def test_a_save_between_the_look_and_the_save_is_met_too(article, anna, rita, monkeypatch):
    """As on a database whose transactions do not wait for each other: the form's look finds nothing, the save does."""
    desk, meet, blind = Desk(rita, article), ArticleForm._meet, [True]
    write(article, "en", anna, title="Anna’s title")
    monkeypatch.setattr(ArticleForm, "_meet", lambda *given: None if blind and blind.pop() else meet(*given))
    desk.send(summary_en="Rita’s summary.")
    assert "anna saved this text" in str(desk.errors["body_en"])
    desk.send()
    assert (head(article, "en").title, head(article, "en").summary) == ("Anna’s title", "Rita’s summary.")


def test_a_translator_sees_what_changed_in_the_source_and_says_that_the_text_has_caught_up(article, fabien):
    step(article, "en", "Confirm", "Press OK")
    desk = Desk(fabien, article, "fr")
    assert "<ins>Press OK</ins>" in desk.page and "<del>Confirm</del>" in desk.page
    assert "#step-2" in desk.page
    body = head(article, "fr").body.replace("Validez", "Appuyez sur OK")
    desk.send(body_fr=body)
    assert staleness.behind(editions.find(article, "fr"))
    desk.open().send(caught_up_fr="on")
    assert staleness.behind(editions.find(article, "fr")) is None
    assert head(article, "fr").body == body


def test_a_source_that_moved_on_while_one_translated_is_not_claimed(article, fabien):
    step(article, "en", "Confirm", "Press OK")
    desk = Desk(fabien, article)
    step(article, "en", "Type your name", "Type your user name", Significance.MEDIUM)
    desk.send(body_fr=head(article, "fr").body.replace("Validez", "Appuyez sur OK"), caught_up_fr="on")
    assert [revision.number for revision in staleness.behind(editions.find(article, "fr")).missed] == [3]


@pytest.mark.parametrize("then", ["keep", "publish"])
def test_a_translation_written_beside_a_change_of_its_source_has_caught_up_with_that_change(article, rita, then):
    texts = {"title_en": "New title", "title_fr": "Nouveau titre", "then_en": then, "then_fr": then}
    Desk(rita, article).send(**texts, caught_up_fr="on")
    if then == "keep":
        publish(article, "en")
        publish(article, "fr")
    assert head(article, "fr").source == head(article, "en")
    assert staleness.behind(editions.find(article, "fr")) is None


def test_who_saves_a_text_that_a_colleague_has_scheduled_or_submitted_is_told_before_and_after(article, anna, rita):
    edition = write(article, "en", title="A title") and editions.find(article, "en")
    releasing.schedule(edition, publish_at=timezone.now() + timedelta(days=1), by=rita)
    desk = Desk(anna, article)
    assert "saving a change cancels that" in desk.page
    assert "(rita): English." in " ".join(desk.send(title_en="Another").told)
    entry = PublicationEntry.objects.latest("pk")
    assert (entry.action, entry.by_name) == (PublicationEntry.Action.UNSCHEDULED, "anna")
    releasing.submit(editions.find(article, "en"), by=anna)
    desk = Desk(rita, article)
    assert "saving a change takes it out of review" in desk.page
    assert "a draft again" in " ".join(desk.send(title_en="A third").told)
    assert "a draft again" not in " ".join(Desk(rita, article).send(title_en="A fourth").told)


def test_a_text_that_is_too_long_is_refused_and_nothing_of_it_is_cut(article, anna):
    desk = Desk(anna, article)
    assert "maxlength" not in str(desk.form["body_en"])
    desk.send(body_en="word " * 50_000)
    assert "40000 fit" in str(desk.errors["body_en"])
    assert len(desk.form["body_en"].value()) >= 249_999


def test_the_source_has_a_significance_and_translations_can_catch_up(article, rita):
    fields = Desk(rita, article).form.fields
    assert {"significance_en", "caught_up_fr"} <= set(fields)
    assert {"significance_fr", "caught_up_en"}.isdisjoint(fields)


def test_a_new_article_begins_as_a_draft_in_the_languages_that_were_written(anna, client):
    make_category()
    category = make_article(2260).category
    desk = Desk(anna).send(
        number="1131",
        category=str(category.pk),
        title_en="New",
        slug_en="new",
        summary_en="New.",
        body_en="## New {#new}\n\nSee KB2260.\n",
        references="KB2260",
    )
    assert desk.errors == {}
    article = Article.objects.get(number=1131)
    assert (head(article, "en").title, article.title_en, article.is_published("en")) == ("New", "New", False)
    assert editions.find(article, "fr") is None
    assert client.get("/en/kb/1131/").status_code == 404
    publish(article, "en")
    assert client.get("/en/kb/1131/new/").status_code == 200


def test_a_number_is_given_once(article, anna, rita):
    desk = Desk(anna).send(number="3422", category=str(article.category_id), title_en="Again")
    assert "number" in desk.errors
    assert "number" not in Desk(rita, article).form.fields


def test_the_reviewers_note_stands_where_the_author_writes(article, anna, rita):
    write(article, "en", by=anna, title="A draft")
    releasing.submit(editions.find(article, "en"), by=anna)
    releasing.send_back(editions.find(article, "en"), by=rita, note="Say <which> button.")
    page = Desk(anna, article).page
    assert "Say &lt;which&gt; button." in page and "Returned by rita" in page
    Desk(anna, article).send(title_en="A better draft")
    assert "which&gt; button" not in Desk(anna, article).page


def test_what_keeps_a_draft_from_readers_is_called_an_error(article, anna):
    told = " ".join(Desk(anna, article).send(slug_en="", body_en="See KB7777.\n").told)
    assert "Error in slug, line 1:" in told
    assert "Body, line 1:" in told or "body, line 1:" in told


@pytest.mark.parametrize(
    ("language", "titles"),
    [("en", ["New article", "Edit the article"]), ("fr", ["Nouvel article", "Modifier l’article"])],
)
def test_the_form_says_what_it_is_in_a_whole_sentence(article, rita, language, titles):
    for title, shown in zip(titles, (None, article), strict=True):
        assert f"<h1>{title}</h1>" in Desk(rita, shown, language).page


def bar(desk):
    return {part["name"]: (part["state"], part["field"] is not None) for part in desk.response.context["bar"]}


def test_the_bar_says_where_each_language_is_and_asks_what_comes_after_saving_only_who_may_decide(
    article, anna, rita
):
    write(article, "fr", title="Titre")
    assert bar(Desk(anna, article)) == {"English": ("published", True), "French": ("draft", False)}
    assert bar(Desk(rita, article)) == {"English": ("published", True), "French": ("draft", True)}
    assert bar(Desk(anna)) == {"English": ("missing", True), "French": ("missing", False)}
    page = Desk(rita, article).page
    for language in ("en", "fr"):
        assert re.findall(rf'name="then_{language}" value="(\w+)"', page) == ["submit", "publish"]


def test_facts_are_folded_away_unless_something_is_to_be_done_with_them(article, rita):
    folded = '<fieldset class="module aligned desk-facts collapse"'
    assert folded in Desk(rita, article).page
    Desk(rita, article).send(needed="4")
    assert folded not in Desk(rita, article).page
    assert folded not in Desk(rita).page


def test_how_much_an_edit_matters_is_asked_once_somebody_follows_it(anna, article):
    assert "significance_en" not in Desk(anna).form.fields
    assert "significance_en" in Desk(anna, article).form.fields
    draft = make_article(9100, languages=["en"], published=False, history=True)
    assert "significance_en" not in Desk(anna, draft).form.fields
    Desk(anna, draft).send(title_en="Saved all the same")
    assert head(draft, "en").title == "Saved all the same"
    both = make_article(9101, published=False, history=True)
    assert "significance_en" in Desk(anna, both).form.fields  # its translator is told


@pytest.mark.parametrize("then", ["keep", "submit", "publish"])
def test_what_is_wrong_is_told_once_whatever_was_asked(article, rita, then):
    told = Desk(rita, article).send(body_en="## Log in {#log-in}\n\nSee KB424242.\n", then_en=then).told
    assert sum("KB424242" in each for each in told) == 1


def test_in_french_everything_is_said_in_french(article, anna, rita):
    first, second = Desk(anna, article, "fr"), Desk(rita, article, "fr")
    first.send(title_en="One")
    second.send(title_en="Two")
    assert "anna a enregistré ce texte pendant que vous écriviez" in str(second.errors["body_en"])
    assert re.search(r"<h2>anna a enregistré la révision 2 \(anglais\)", second.page)


def test_archiving_is_offered_to_who_may(article, anna, rita):
    address = reverse("admin:kb_article_archive", args=[article.pk])
    assert address in Desk(rita, article).page
    assert address not in Desk(anna, article).page


def test_articles_are_not_deleted(article, django_user_model):
    admin = Client()
    admin.force_login(django_user_model.objects.create_superuser("root"))
    assert admin.post(reverse("admin:kb_article_delete", args=[article.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("number", ["0", "1000000", "-1"])
def test_a_number_that_nobody_could_write_or_look_up_is_refused(anna, number):
    assert "number" in Desk(anna).send(number=number).errors
    assert not Article.objects.exists()
