"""A text is given to somebody: on its page, in the article's form, on the board for many at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kb.models import Assignment
from kb.workflow import assignments
from tests.factories import make_article
from tests.kb.board.test_bulk import Bulk
from tests.kb.desk.test_form import Desk

pytestmark = pytest.mark.django_db


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def whose(article, language="fr"):
    found = assignments.find(article, language)
    return (found.person.username, f"{found.due_on}", found.by_name) if found else None


def assign(by, article, language="fr", **sent) -> list[str]:
    client = Client()
    client.force_login(by)
    found = assignments.find(article, language)
    before = {"person": found.person_id, "due_on": found.due_on or ""} if found else {}
    fields = {f"initial-assign-{language}-{name}": value for name, value in before.items()}
    fields |= {f"assign-{language}-{name}": value for name, value in sent.items()}
    response = client.post(f"/en/admin/kb/article/{article.pk}/text/{language}/assign/", fields, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def test_it_is_said_on_the_page_of_the_text_also_of_one_that_is_missing(fabien, rita):
    article = make_article(1, languages=["en"], history=True)
    assert assign(rita, article, person=fabien.pk, due_on=day(3)) == ["The assignment is saved."]
    assert whose(article) == ("fabien", day(3), "rita")
    client = Client()
    client.force_login(fabien)
    page = client.get(f"/en/admin/kb/article/{article.pk}/text/fr/").content.decode()
    assert f'<option value="{fabien.pk}" selected>' in page and f'value="{day(3)}"' in page
    assert assign(rita, article, person=fabien.pk, due_on=day(3)) == [], "nothing new"
    assert assign(rita, article, person="", due_on="") == ["The assignment is saved."] and whose(article) is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"due_on": day(3)}, "Choose who is to do it by that day."),
        ({"person": "{fabien}", "due_on": day(-1)}, "This day has passed."),
        ({"person": "{fabien}", "due_on": "soon"}, "Enter a valid date."),
        ({"person": "{anna}"}, "Select a valid choice."),
        ({"person": "0"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_told_and_assigns_nothing(article, anna, fabien, rita, sent, said):
    people = {"{fabien}": fabien.pk, "{anna}": anna.pk}
    (told,) = assign(rita, article, **{name: people.get(value, value) for name, value in sent.items()})
    assert said in told and "French" in told and not Assignment.objects.exists()


def test_the_form_of_the_article_says_it_for_each_language(article, anna, rita):
    desk = Desk(rita, article)
    sent = {"assign-en-person": anna.pk, "assign-en-due_on": day(1), "title_fr": "Un autre titre"}
    desk.send(**sent)
    assert whose(article, "en") == ("anna", day(1), "rita") and whose(article) is None


def test_a_form_that_was_opened_before_sets_nothing_back(article, anna, fabien, rita):
    assignments.assign(article, "en", anna, None, by=anna)
    desk = Desk(anna, article)
    names = ("assign-en-person", "initial-assign-en-person")
    assert all(f'name="{name}"' in desk.page for name in names)
    assignments.assign(article, "en", rita, None, by=rita)
    desk.send(**dict.fromkeys(names, anna.pk), title_en="Another title")
    assert whose(article, "en") == ("rita", "None", "rita")


def test_who_may_not_write_the_language_is_told_and_not_asked(article, anna, fabien):
    assignments.assign(article, "fr", fabien, None)
    client = Client()
    client.force_login(anna)
    for address in (f"{article.pk}/text/fr/", f"{article.pk}/change/"):
        page = client.get(f"/en/admin/kb/article/{address}").content.decode()
        assert "assign-fr-person" not in page and "Assigned to <strong>fabien</strong>" in page


def test_many_are_given_at_once_and_taken_back(anna, fabien, rita):
    written, missing = make_article(1, history=True), make_article(2, languages=["en"], history=True)
    bulk = Bulk(rita, written, missing)
    html = bulk.asks("assign", person=fabien.pk, due_on=day(2), language="")
    assert "This person may not write this language." in html, "English is not his"
    assert bulk.confirms(html) == ["2 assignments are saved."]
    assert [whose(each) for each in (written, missing)] == [("fabien", day(2), "rita")] * 2
    assert whose(written, "en") is None
    html = Bulk(anna, written).asks("assign", person=anna.pk, language="fr")
    assert "You do not have rights for this language." in html
    bulk = Bulk(rita, written, missing)
    assert bulk.confirms(bulk.asks("assign", language="fr")) == ["2 assignments are saved."]
    assert not Assignment.objects.exists()
