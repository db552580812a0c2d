"""Who is given a text to write, by when, and what becomes of it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User

from kb.models import Assignment, PublicationEntry
from kb.workflow import assignments, releasing
from kb.workflow.board import grid, mine
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def given(person, today=TODAY):
    return [
        (each.assignment.article.number, each.assignment.language, each.is_overdue)
        for each in mine.work(load(today), person).assigned
    ]


def log_of(article):
    entries = PublicationEntry.objects.filter(article=article).order_by("pk")
    return [(entry.action, entry.by_name, entry.note) for entry in entries]


def test_a_text_is_given_to_who_may_write_it_and_the_log_says_so(article, anna, fabien, rita):
    before = len(log_of(article))
    assignments.assign(article, "fr", fabien, TODAY, by=anna)
    assignments.assign(article, "fr", fabien, TODAY, by=anna)  # says nothing new
    assignments.assign(article, "fr", rita, None, by=fabien)
    assert assignments.withdraw(article, "fr", by=rita) and not assignments.withdraw(article, "fr", by=rita)
    assert log_of(article)[before:] == [
        ("assigned", "anna", "fabien, 2026-12-01"),
        ("assigned", "fabien", "rita"),
        ("unassigned", "rita", "rita"),
    ]


def test_nobody_is_given_what_they_may_not_write(article, anna, fabien):
    with pytest.raises(assignments.NotTheirs):
        assignments.assign(article, "fr", anna, None, by=fabien)
    User.objects.filter(pk=fabien.pk).update(is_active=False)
    with pytest.raises(assignments.NotTheirs):
        assignments.assign(article, "fr", User.objects.get(pk=fabien.pk), None)
    assert not Assignment.objects.exists()


def test_offered_are_those_who_may_write_the_language(anna, fabien, rita):
    User.objects.create_user("reader")
    boss = User.objects.create_superuser("boss")
    assert list(assignments.writers("fr")) == [boss, fabien, rita]
    assert list(assignments.anybody()) == [anna, boss, fabien, rita]


def test_it_waits_for_that_person_the_overdue_first(fabien, rita):
    days = {1: 3, 2: -2, 3: None, 4: 0, 5: -5}
    for number, ahead in days.items():
        due = None if ahead is None else TODAY + timedelta(days=ahead)
        assignments.assign(make_article(number, languages=["en"], history=True), "fr", fabien, due, by=rita)
    assert given(fabien) == [(5, "fr", True), (2, "fr", True), (4, "fr", False), (1, "fr", False), (3, "fr", False)]
    assert given(rita) == []
    overview = load(TODAY)
    assert mine.count(overview, fabien) == len(mine.work(overview, fabien)) == 5, "and is not told again as missing"
    assert mine.count(overview, rita) == 0, "what somebody was given waits for nobody else"


def test_a_stale_text_that_somebody_was_given_waits_for_them_alone(article, fabien, rita):
    step(article, "en", "Confirm.", "Tap it.")
    assert mine.work(load(TODAY), rita).stale
    assignments.assign(article, "fr", fabien, None, by=rita)
    assert not mine.work(load(TODAY), rita).stale and not mine.work(load(TODAY), fabien).stale
    assert given(fabien) == [(3422, "fr", False)]


def test_it_is_done_once_the_text_is_published_in_that_language(article, anna, fabien):
    for code, person in (("en", anna), ("fr", fabien)):
        assignments.assign(article, code, person, TODAY)
    write(article, "en", by=anna, title="New")
    assert given(anna)
    publish(article, "en")
    assert given(anna) == [] and given(fabien) == [(3422, "fr", False)]


def test_what_is_archived_waits_for_nobody(article, anna):
    assignments.assign(article, "en", anna, None)
    releasing.archive(article)
    assert given(anna) == []


def test_the_grid_shows_whose_a_text_is_and_filters_by_it(article, anna, fabien):
    make_article(1, history=True)
    assignments.assign(article, "fr", fabien, TODAY - timedelta(days=1), by=anna)
    overview = load(TODAY)

    def rows(**wanted):
        return [row.article.number for row in grid.grid(overview, grid.Wanted(**wanted)).rows]

    assert rows(assignee=fabien.pk) == rows(is_assigned=True) == rows(is_overdue=True) == [3422]
    assert rows(assignee=anna.pk) == rows(is_assigned=True, language="en") == []
    assert rows() == [1, 3422]
    (row,) = grid.grid(overview, grid.Wanted(is_overdue=True)).rows
    assert [(cell.assignment and cell.assignment.person, cell.is_overdue) for cell in row.cells] == [
        (None, False),
        (fabien, True),
    ]


def test_a_draft_that_is_deleted_takes_it_along(anna):
    from kb.workflow import numbers

    article = make_article(12, languages=["en"], published=False, history=True)
    assignments.assign(article, "en", anna, None)
    numbers.discard(article)
    assert not Assignment.objects.exists()
