"""Who wrote, translated and reviewed how much: for reviewers of everybody, for all others of themselves."""

import csv
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from kb.models import PublicationEntry, Revision
from kb.workflow import editions, releasing
from kb.workflow.board import contributions
from kb.workflow.board.contributions import words_added
from kb.workflow.groups import REVIEWERS
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
PAGE = "/en/admin/kb/article/board/contributions/"
NOW = timezone.now


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def shares(**period):
    begin, end = NOW() - timedelta(days=30), NOW() + timedelta(days=1)
    found = contributions.shares(period.get("begin", begin), period.get("end", end), User.objects.all())
    return {(each.person, each.language): each for each in found}


def submit(article, language, by):
    releasing.submit(editions.find(article, language), by=by)


def moved(row, moment):
    """The log and the revisions are only added to: what happened at another time is written past their models."""
    name = "at" if isinstance(row, PublicationEntry) else "created_at"
    type(row).objects.filter(pk=row.pk).update(**{name: moment})


@pytest.fixture
def work(article, anna, fabien, rita):
    """Anna wrote, was sent back and wrote again; Fabien translated; Rita decided."""
    write(article, "en", anna, body="## One {#one}\n\nFour new words here.\n")
    submit(article, "en", anna)
    releasing.send_back(editions.find(article, "en"), by=rita, note="Shorter.")
    write(article, "en", anna, body="## One {#one}\n\nFour new words.\n")
    submit(article, "en", anna)
    publish(article, "en", rita)
    write(article, "fr", fabien, body="## Un {#one}\n\nQuatre mots.\n")
    return article


def test_each_persons_share_is_told_by_language(work):
    found = shares()
    anna, fabien, rita = found["anna", "en"], found["fabien", "fr"], found["rita", "en"]
    assert (anna.written, anna.translated, anna.returned, anna.reviewed) == ({work.pk}, set(), 1, 0)
    assert (fabien.written, fabien.translated) == (set(), {work.pk})
    assert (rita.written, rita.reviewed, rita.returned) == (set(), 2, 0)
    assert set(found) == {("anna", "en"), ("fabien", "fr"), ("rita", "en")}


def test_words_added_are_those_that_were_not_there_before():
    assert words_added("", "## One {#one}\n\n- Four new words here.\n") == 6
    assert words_added("Four new words here.", "Four new words here, and more words.") == 3
    assert words_added("Four new words", "words Four") == 0


def test_times_are_medians_from_submission_to_verdict(anna, rita):
    for hours in (1, 3, 50):
        article = make_article(100 + hours, history=True)
        write(article, "en", anna, summary=f"After {hours} hours.")
        submit(article, "en", anna)
        moved(PublicationEntry.objects.filter(action="submitted").latest("pk"), NOW() - timedelta(hours=hours))
        publish(article, "en", rita)
    found = shares()
    assert round(found["anna", "en"].median_waited / timedelta(hours=1)) == 3
    assert round(found["rita", "en"].median_took / timedelta(hours=1)) == 3
    assert found["anna", "en"].median_took is None


def test_a_text_that_was_submitted_again_waited_since_then(article, anna, rita):
    write(article, "en", anna, summary="First.")
    submit(article, "en", anna)
    moved(PublicationEntry.objects.filter(action="submitted").latest("pk"), NOW() - timedelta(hours=9))
    write(article, "en", anna, summary="Second.")
    submit(article, "en", anna)
    publish(article, "en", rita)
    assert shares()["anna", "en"].median_waited < timedelta(minutes=1)


def test_ones_own_texts_are_no_reviews(article, rita):
    publish(article, "en", rita, summary="Mine.")
    assert shares()["rita", "en"].reviewed == 0


def test_what_is_outside_the_period_does_not_count(work, anna):
    later = NOW() + timedelta(days=2)
    assert shares(begin=later, end=later + timedelta(days=9)) == {}
    moved(Revision.objects.filter(author=anna).earliest("pk"), NOW() - timedelta(days=60))
    assert shares()["anna", "en"].added == 0  # the first of the two had all the words


def test_reviewers_see_all_and_others_themselves(work, anna, rita):
    page = signed_in(rita).get(PAGE).content.decode()
    assert all(name in page for name in ("anna", "fabien", "rita")) and 'name="team"' in page
    own = signed_in(anna).get(f"{PAGE}?team={Group.objects.get(name=REVIEWERS).pk}")
    assert [share.person for share in own.context["shares"]] == ["anna"] and 'name="team"' not in own.content.decode()


def test_one_team_can_be_chosen(work, rita):
    team = Group.objects.get(name=REVIEWERS).pk
    assert [each.person for each in signed_in(rita).get(f"{PAGE}?team={team}").context["shares"]] == ["rita"]


@pytest.mark.parametrize(
    "asked", ["since=x", "since=2026-12-01&until=2026-11-01", "since=1900-01-01", "team=999", "until="]
)
def test_a_period_that_makes_no_sense_is_told(work, rita, asked):
    answer = signed_in(rita).get(f"{PAGE}?{asked}")
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()


def test_nobody_did_anything(rita):
    assert "Nobody wrote, translated or reviewed anything" in signed_in(rita).get(PAGE).content.decode()


def test_it_is_for_people_of_the_desk(work, client):
    assert client.get(PAGE).status_code == 302
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(PAGE).status_code == 403


def test_a_spreadsheet_gets_the_same_and_computes_nothing(work, anna, rita):
    User.objects.filter(pk=anna.pk).update(first_name="=1+1", last_name="")
    answer = signed_in(rita).get(f"{PAGE}?format=csv")
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["Person", "Language", "Articles written"] and len({len(row) for row in rows}) == 1
    assert ["'=1+1", "English", "1", "0", "6", "0", "1"] in [row[:7] for row in rows]


@pytest.mark.parametrize("count", [2, 12])
def test_as_many_queries_for_any_number_of_articles(anna, rita, count, client, django_assert_num_queries):
    for number in range(count):
        article = make_article(100 + number, history=True)
        write(article, "en", anna, summary="Mine.")
        submit(article, "en", anna)
        publish(article, "en", rita)
    with django_assert_num_queries(3):
        assert len(shares()["anna", "en"].written) == count
    client.force_login(rita)
    with django_assert_num_queries(13):
        client.get(PAGE)
