"""Saved filters: kept under a name, one's own or the whole team's."""

import pytest
from django.test import Client

from kb.models import SavedFilter
from kb.workflow.board import filters
from tests.kb.board.test_page import words

pytestmark = pytest.mark.django_db
BOARD, FILTERS = "/en/admin/", "/en/admin/kb/article/board/filters/"


def at_the_desk(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def keep(person, **sent) -> list[str]:
    """What is told of it."""
    response = at_the_desk(person).post(f"{FILTERS}keep/", sent, follow=True)
    return [str(message) for message in response.context["messages"]]


def links(person, query: str = "") -> str:
    return at_the_desk(person).get(f"{BOARD}?{query}").content.decode()


def test_what_is_asked_for_is_kept_under_a_name_and_asked_again_by_a_link(anna, article):
    assert "Save this filter" not in links(anna)
    assert "Save this filter" in links(anna, "language=fr")
    assert keep(anna, name="French", query="page=3&language=fr&other=1") == ["The filter “French” is saved."]
    html = links(anna)
    assert 'href="/en/admin/?language=fr"' in html and "Remove" not in words(html)
    now = links(anna, "language=fr")
    assert "Save this filter" not in now and "Remove “French”" in words(now)


def test_a_colleague_sees_the_shared_ones_and_whose_they_are(anna, rita):
    keep(anna, name="Mine", query="q=card")
    keep(anna, name="Ours", query="q=phone", is_shared="on")
    said = words(links(rita))
    assert "Ours anna" in said and "Mine" not in said
    keep(rita, name="Ours", query="q=tablet")
    assert [saved.query for saved in filters.known(rita)] == ["q=tablet", "q=phone"], "one's own first"


def test_the_same_name_again_takes_its_place(anna):
    keep(anna, name="French", query="language=fr")
    keep(anna, name="French", query="language=fr&q=card", is_shared="on")
    (saved,) = filters.known(anna)
    assert (saved.query, saved.is_shared) == ("q=card&language=fr", True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "query": "q=x"}, "This field is required."),
        ({"name": "n" * 41, "query": "q=x"}, "at most 40 characters"),
        ({"name": "All", "query": "page=2"}, "Choose something to filter by first."),
        ({"name": "Long", "query": "q=" + "x" * 2000}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_kept_is_told(anna, sent, said):
    (told,) = keep(anna, **sent)
    assert said in told and not SavedFilter.objects.exists()


def test_nobody_keeps_more_than_fit(anna, rita):
    for number in range(filters.MOST):
        filters.keep(anna, f"{number}", "q=x", is_shared=False)
    (told,) = keep(anna, name="One more", query="q=x")
    assert "Remove one first" in told
    assert keep(anna, name="7", query="q=y") == ["The filter “7” is saved."], "one that is there can change"
    assert keep(rita, name="One more", query="q=x") == ["The filter “One more” is saved."]


def test_it_is_removed_by_its_owner_and_a_shared_one_also_by_who_publishes_everywhere(anna, fabien, rita):
    own = filters.keep(anna, "Mine", "q=x", is_shared=False)
    shared = filters.keep(anna, "Ours", "q=y", is_shared=True)
    assert [filters.may_drop(each, own) for each in (anna, fabien, rita)] == [True, False, False]
    assert [filters.may_drop(each, shared) for each in (anna, fabien, rita)] == [True, False, True]
    assert at_the_desk(anna).get(f"{FILTERS}{own.pk}/drop/").status_code == 405
    assert at_the_desk(anna).post(f"{FILTERS}{own.pk}/drop/").status_code == 302
    assert list(SavedFilter.objects.all()) == [shared]
