"""The grid says where each text stands, the most read first, at the same cost for any number of articles."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.models import ReadCount, Significance
from kb.workflow import drafts, editions, releasing
from kb.workflow.board import overview
from kb.workflow.board.grid import Standing, Wanted, grid
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import publish, step, write

TODAY = date(2026, 11, 24)


def look(**wanted):
    return grid(load(TODAY), Wanted(**wanted))


def cells(number=3422) -> dict[str, list[str]]:
    row = next(row for row in look().rows if row.article.number == number)
    return {cell.language: [str(each) for each in cell.standings] for cell in row.cells}


def read(number, language, count, age=0):
    ReadCount.objects.create(number=number, language=language, day=TODAY - timedelta(days=age), count=count)


def test_published_and_missing(db):
    make_article(3422, languages=["en"], history=True)
    assert cells() == {"en": ["published"], "fr": ["missing"]}


def test_a_draft_before_and_after_publication(article):
    write(article, "fr", body="## Autre {#autre}\n")
    assert cells() == {"en": ["published"], "fr": ["draft", "published"]}
    releasing.unpublish(editions.find(article, "fr"))
    assert cells()["fr"] == ["draft"]


def test_in_review_and_scheduled(article, rita):
    write(article, "en", title="Another title")
    releasing.submit(editions.find(article, "en"))
    assert cells()["en"] == ["review", "published"]
    releasing.schedule(editions.find(article, "en"), publish_at=timezone.now() + timedelta(days=1), by=rita)
    assert cells()["en"] == ["scheduled", "published"]


@pytest.mark.parametrize(
    ("significance", "standings"),
    [
        (Significance.TYPO, ["published"]),
        (Significance.MEDIUM, ["stale-medium", "published"]),
        (Significance.MAJOR, ["stale-major", "published"]),
    ],
)
def test_how_stale_a_translation_is(article, significance, standings):
    step(article, "en", "Confirm.", "Tap Confirm.", significance)
    assert cells() == {"en": ["published"], "fr": standings}


def test_the_gravest_edit_counts_until_the_translation_catches_up(article):
    step(article, "en", "Confirm.", "Tap it.", Significance.MAJOR)
    step(article, "en", "Tap it.", "Tap it!", Significance.TYPO)
    assert cells()["fr"] == ["stale-major", "published"]
    french = editions.find(article, "fr")
    drafts.declare_up_to_date(french, editions.source_now(article))
    assert cells()["fr"] == ["draft", "published"]


def test_a_source_that_is_only_drafted_makes_nobody_stale(article):
    write(article, "en", title="Another title", significance=Significance.MAJOR)
    assert cells() == {"en": ["draft", "published"], "fr": ["published"]}


def test_the_bulk_rule_is_the_rule(db):
    """What the grid takes for stale is what kb.workflow.staleness says of each text by itself."""
    from kb.workflow import staleness

    for number in (1, 2, 3, 4):
        make_article(number, history=True, source="fr" if number == 4 else "en")
    articles = [load(TODAY).articles[pk] for pk in load(TODAY).articles]
    one, two, _three, four = articles
    step(one, "en", "Confirm.", "Tap it.", Significance.MAJOR)
    step(two, "en", "Confirm.", "Tap it.", Significance.TYPO)
    step(four, "fr", "Validez.", "Touchez.", Significance.MEDIUM)
    step(four, "fr", "Touchez.", "Appuyez.", Significance.MAJOR)
    overview = load(TODAY)
    for article in overview.articles.values():
        for language, edition in editions.of(article).items():
            alone = staleness.behind(edition)
            assert overview.behind.get((article.pk, language)) == alone
    assert {pk: behind.level for (pk, _code), behind in overview.behind.items()} == {
        one.pk: Significance.MAJOR,
        two.pk: Significance.TYPO,
        four.pk: Significance.MAJOR,
    }


def test_archived_articles_are_not_on_it(article):
    make_article(2, history=True)
    releasing.archive(article)
    assert [row.article.number for row in look().rows] == [2]


def test_the_most_read_come_first_whatever_the_language(db):
    for number in (1, 2, 3):
        make_article(number, history=True)
    read(3, "fr", 8)
    read(2, "en", 5)
    read(2, "fr", 4)
    read(1, "en", 1000, age=31)
    assert [(row.article.number, row.reads) for row in look().rows] == [(2, 9), (3, 8), (1, 0)]
    assert [cell.reads for cell in look().rows[0].cells] == [5, 4]


@pytest.fixture
def shelf(db, anna, fabien):
    """1 is stale in French; 2, of French origin, has no English; 3 is a draft of Anna's over what is published."""
    one, two, three = (
        make_article(1, history=True),
        make_article(2, history=True, languages=["fr"], source="fr", category="passwords"),
        make_article(3, history=True),
    )
    step(one, "en", "Confirm.", "Tap it.", Significance.MEDIUM, by=anna)
    write(two, "fr", by=fabien, title="Un autre titre")
    write(three, "en", by=anna, title="Another title")


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"standing": "stale-medium"}, [1]),
        ({"standing": "missing"}, [2]),
        ({"standing": "draft"}, [2, 3]),
        ({"standing": "draft", "language": "fr"}, [2]),
        ({"standing": "missing", "language": "fr"}, []),
        ({"standing": "published", "category": "passwords"}, [2]),
        ({"source": "fr"}, [2]),
        ({"source": "en", "standing": "draft"}, [3]),
    ],
)
def test_filters(shelf, wanted, numbers):
    assert [row.article.number for row in look(**wanted).rows] == numbers


def test_mine_are_the_texts_that_i_saved_last(shelf, anna, fabien, rita):
    assert [row.article.number for row in look(author=anna.pk).rows] == [1, 3]
    assert [row.article.number for row in look(author=anna.pk, standing="draft").rows] == [3]
    assert [row.article.number for row in look(author=fabien.pk).rows] == [2]
    assert look(author=rita.pk).rows == ()


def test_counts_are_of_texts_and_not_of_what_is_shown(shelf, anna):
    counts = {
        Standing.STALE_MEDIUM: 1,
        Standing.MISSING: 1,
        Standing.DRAFT: 2,
        Standing.PUBLISHED: 5,
    }
    expected = {standing: counts.get(standing, 0) for standing in Standing}
    assert look().counts == look(standing="draft").counts == expected
    french = look(language="fr").counts
    assert (french[Standing.PUBLISHED], french[Standing.MISSING], french[Standing.DRAFT]) == (3, 0, 1)
    assert look(author=anna.pk).counts[Standing.DRAFT] == 1


@pytest.mark.parametrize("count", [5, 25])
def test_its_queries_are_few_and_as_many_for_any_number_of_articles(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        article = make_article(number, history=True)
        if number % 2:
            step(article, "en", "Confirm.", "Tap it.", Significance.MEDIUM)
        publish(article, "fr", title="Un autre titre")
    with django_assert_num_queries(10):
        found = look()
        assert len(found.rows) == count
        assert [cell.edition.head.title for row in found.rows for cell in row.cells if cell.edition]
        assert [str(row.article.category.name) + str(row.article.title) for row in found.rows]


def test_who_saves_while_the_board_is_read_is_on_it(article, monkeypatch):
    rows = overview._rows

    def and_then_somebody_saves():
        monkeypatch.setattr(overview, "_rows", rows)
        found = list(rows())
        publish(article, "en", title="Another title")
        publish(article, "en", title="A third title")
        for each in found:
            if each.language == "en":
                each.published_id = each.head_id = article.revisions.get(language="en", number=2).pk
        return found

    monkeypatch.setattr(overview, "_rows", and_then_somebody_saves)
    [row] = look().rows
    assert row.cells[0].edition.head.title == row.cells[0].edition.published.title == "Another title"
